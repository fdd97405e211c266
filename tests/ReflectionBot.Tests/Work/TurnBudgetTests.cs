using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Tests.Rounds.Play;
using ReflectionBot.Tests.Slack;
using ReflectionBot.Tests.Teams;

namespace ReflectionBot.Tests.Work;

/// <summary>
/// What a typed answer asks of the store: at most eight operations with its reply, at most four waits before it is acknowledged, and no more for
/// somebody who has answered a thousand questions before. (The web chat keeps its transcript in the same store, so it has more.)
/// </summary>
public sealed class TurnBudgetTests
{
    private const string Amir = "tryout-amir";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public async Task In_Teams(int answers)
    {
        CountingTables store = null!;
        await using var round = await TeamsRound.StartAsync(change: s => store = CountingTables.Before(s));
        await round.Script.PlayAsync(TeamsRound.AmirIsAsked);
        await round.SayAsync("amir", "one at a time");
        await LiveThroughAsync(round.Bot, answers);
        await AssertAsync(store, () => round.SayAsync("amir", "We met the council."), 8);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public async Task In_Slack(int answers)
    {
        CountingTables store = null!;
        await using var round = await SlackRound.StartAsync(SlackTransport.Http, change: s => store = CountingTables.Before(s));
        await round.Script.PlayAsync(SlackRound.AmirIsAsked);
        await round.SayAsync("amir", "one at a time");
        await LiveThroughAsync(round.Bot, answers);
        await AssertAsync(store, () => round.SayAsync("amir", "We met the council."), 8);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public async Task In_the_web_chat(int answers)
    {
        CountingTables store = null!;
        await using var bot = await TestBot.StartAsync(change: s => store = CountingTables.Before(s));
        await bot.Script.PlayAsync(TeamsRound.AmirIsAsked);
        await bot.Chat.SayAsync(new Seat("amir", null), "one at a time", 0, Cancel);
        await bot.SettleAsync();
        await LiveThroughAsync(bot, answers);
        await AssertAsync(store, async () =>
        {
            await bot.Chat.SayAsync(new Seat("amir", null), "We met the council.", 0, Cancel);
            await bot.SettleAsync();
        }, 20, 6);
    }

    /// <summary>A message of ten rounds ago is deleted: its answer was not read ahead, and is found all the same.</summary>
    [Fact]
    public async Task What_was_not_read_is_read_when_a_step_looks_at_it()
    {
        await using var round = await TeamsRound.StartAsync();
        await round.Script.PlayAsync(TeamsRound.AmirIsAsked);
        await LiveThroughAsync(round.Bot, 60);
        var deletion = round.Chat.Activity("messageDelete", new Seat("amir", null));
        deletion["id"] = "10-3";
        await round.Chat.PostAsync(deletion, Cancel);
        await round.Bot.SettleAsync();
        var reflections = (await round.Bot.Get<ReflectionStore>().LoadAsync(Amir, Cancel)).Reflections.Values.ToList();
        Assert.Equal(11, reflections.Count);
        Assert.Equal([5, 6, 6, 6, 6, 6, 6, 6, 6, 6, 0], reflections.Select(r => r.Answered.Count()));
    }

    /// <summary>Three times, for on a busy machine what is asked side by side can come apart.</summary>
    private static async Task AssertAsync(CountingTables store, Func<Task> say, int most, int mostWaits = 4)
    {
        var fewest = int.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            await say(); // Everything was done once: what is measured is not how it begins.
            store.Begin();
            await say();
            var done = store.Done.Where(d => !d.Contains(" due", StringComparison.Ordinal)).ToList(); // The timer's looks.
            Assert.True(done.Count <= most, $"{done.Count} operations\n{string.Join('\n', done)}");
            fewest = Math.Min(fewest, store.FirstCommit!.Value.Waits);
        }

        Assert.True(fewest <= mostWaits, $"{fewest} waits before the commit\n{string.Join('\n', store.Done)}");
    }

    /// <summary>Amir has answered six questions in each of many rounds, all closed.</summary>
    private static async Task LiveThroughAsync(TestBot bot, int answers)
    {
        var (store, project) = (bot.Get<ITableStore>(), (await bot.Get<ProjectStore>().FindAsync("tryouthousing", Cancel))!);
        var now = (await bot.Get<ProjectStore>().RoundsAsync(project.Id, Cancel))[0];
        for (var i = 1; i <= answers / 6; i++)
        {
            var at = now.OpenedAt.AddDays(-20 * i);
            var round = now with { Id = Ids.New(new FakeTimeProvider(at)), Name = $"Round {i}", OpenedAt = at, ClosesAt = at.AddDays(14), ClosedAt = at.AddDays(14) };
            await store.CommitAsync(Keys.Project(project.Id), [ProjectRows.Put(round)], Cancel);
            var reflection = new Reflection(project.Id, round.Id).With(Enumerable.Range(1, 6).Select(s => new Answer(QuestionId.Known[s - 1], [new($"{i}-{s}", at, "Long ago.")], 1, "v1"))).Submitted(at);
            var before = PersonState.New;
            await store.CommitAsync(Keys.Person(Amir), ReflectionStore.Difference(before, before with { Reflections = before.Reflections.Add(round.Id, reflection) }), Cancel);
        }
    }
}
