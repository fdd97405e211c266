using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Rounds;

/// <summary>A round asks what it opened with: a release that changes the file of questions changes no running round.</summary>
public sealed class KeptQuestionTests
{
    private const string Start = """
        channel> ana: start "Focus groups complete"
        channel< ...
        ana< ...
        amir< Before you start
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_round_keeps_the_questions_it_opens_with()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync(Start);
        var row = await bot.Get<ITableStore>().GetAsync(Keys.Project("tryouthousing"), Keys.Join(ProjectRows.Questions, QuestionSet.Default.Hash), Cancel);
        Assert.Equal(QuestionSet.Default.Json, row?.Columns.NeedText("Json"));
        Assert.Equal(QuestionSet.Default.Hash, QuestionSet.Parse(row!.Columns.NeedText("Json")).Hash);
    }

    /// <summary>The build's file reads otherwise than the one that the round was opened with.</summary>
    [Fact]
    public async Task After_a_release_with_other_questions_a_running_round_goes_on_with_its_own()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync(Start);
        var earlier = QuestionSet.Parse(QuestionSet.Default.Json.Replace("What happened in this part of the project?", "What took place in this part of the project?", StringComparison.Ordinal));
        Assert.NotEqual(QuestionSet.Default.Hash, earlier.Hash);
        var round = (await bot.Get<ProjectStore>().RoundsAsync("tryouthousing", Cancel))[^1];
        await bot.Get<ITableStore>().CommitAsync(Keys.Project("tryouthousing"), [ProjectRows.Put(earlier), ProjectRows.Put(round with { QuestionSetHash = earlier.Hash })], Cancel);
        await bot.Script.PlayAsync("""
            amir> agree
            amir< ...
            amir> one at a time
            amir< 1 of 6
            & What took place in this part of the project?
            amir> all on one form
            amir< What took place in this part of the project?
            """);
    }

    [Fact]
    public async Task Questions_that_do_not_read_as_they_were_pinned_are_not_taken_for_them()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync(Start);
        var other = QuestionSet.Parse(QuestionSet.Default.Json.Replace("What happened", "What went on", StringComparison.Ordinal));
        var round = (await bot.Get<ProjectStore>().RoundsAsync("tryouthousing", Cancel))[^1] with { QuestionSetHash = "0123456789abcdef" };
        var row = new PutRow(Keys.Join(ProjectRows.Questions, "0123456789abcdef"), Columns.Empty.With("Set", "gibbs-en").With("Json", other.Json));
        await bot.Get<ITableStore>().CommitAsync(Keys.Project("tryouthousing"), [row], Cancel);
        Assert.Same(QuestionSet.Default, await bot.Get<ProjectStore>().QuestionsAsync(round, Cancel));
    }
}
