using ReflectionBot.Tests.Rounds.Play;
using ReflectionBot.Tests.Slack;

namespace ReflectionBot.Tests.Teams;

/// <summary>What is sent in Teams is taken in the order in which it came, however long the first of it takes to be let in.</summary>
public sealed class TeamsOrderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Next_does_not_overtake_the_answer_before_it()
    {
        WireTables store = null!;
        await using var round = await TeamsRound.StartAsync(change: services => store = WireTables.In(services));
        await round.Script.PlayAsync("""
            channel> ana: start "Focus groups complete"
            channel< ...
            ana< ...
            amir< Before you start
            amir> agree
            amir< ...
            amir> one at a time
            amir< 1 of 6
            """);
        var (held, asked) = (new TaskCompletionSource(), 0);
        store.Wait = cancel => Interlocked.Increment(ref asked) == 1 ? held.Task.WaitAsync(cancel) : Task.CompletedTask;
        store.Be(StoreState.Slow);
        var answer = round.Chat.SayAsync(new Seat("amir"), "We met the council.", 0, Cancel);
        await store.Reached.WaitAsync(Cancel);
        var next = round.Chat.SayAsync(new Seat("amir"), "next", 0, Cancel);
        await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Cancel)); // Time enough to overtake.
        held.SetResult();
        await Task.WhenAll(answer, next);
        store.Be(StoreState.Good);
        await round.Bot.SettleAsync();
        await round.Script.PlayAsync("amir< Saved.\namir< 2 of 6");
    }
}
