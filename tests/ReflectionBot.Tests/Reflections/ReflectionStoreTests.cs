using Microsoft.Extensions.Logging;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.Reflections;

public sealed class ReflectionStoreTests
{
    [Theory]
    [InlineData("Stage", "17")]
    [InlineData("PartLengths", "many")]
    [InlineData("PartMessages", "[")]
    public async Task A_damaged_answer_is_left_out_and_the_person_is_still_there(string column, string value)
    {
        var cancel = TestContext.Current.CancellationToken;
        var (tables, log) = (new InMemoryTables(), new LogRecorder());
        using var logs = new LoggerFactory([log]);
        var store = new ReflectionStore(tables, logs.CreateLogger<ReflectionStore>());
        var part = new AnswerPart("m1", DateTimeOffset.UnixEpoch, "unmistakable");
        Columns Row(QuestionId stage) => ReflectionRows.ToColumns(Answer.Empty(stage, "c").WithParts([part])).With("Round", "r1");
        await tables.PutAsync(Keys.Person("amir"), Keys.Join("refl", "r1"), ReflectionRows.ToColumns(new Reflection("p1", "r1")), cancel);
        await tables.PutAsync(Keys.Person("amir"), Keys.Join("answer", "r1", "Feelings"), Row(QuestionId.Feelings), cancel);
        await tables.PutAsync(Keys.Person("amir"), Keys.Join("answer", "r1", "17"), Row(QuestionId.Evaluation).With(column, value), cancel);
        var (state, found) = (await store.LoadAsync("amir", cancel), await store.FindAsync("amir", "r1", cancel));
        Assert.Equal(QuestionId.Feelings, Assert.Single(state.Reflections["r1"].Answered).Stage);
        Assert.Equal(QuestionId.Feelings, Assert.Single(found!.Answered).Stage);
        Assert.Contains("answer:r1:17", log.Lines, StringComparison.Ordinal);
        Assert.DoesNotContain("unmistakable", log.Lines, StringComparison.Ordinal);
    }
}
