using System.Text.Json.Nodes;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Teams;

/// <summary>The store fails: nothing is acknowledged that is not kept.</summary>
public sealed class FailureStoreTests
{
    private static readonly string Amir = TeamsChatDriver.Chat("amir");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_that_cannot_be_kept_is_not_acknowledged_and_its_author_is_told(bool away)
    {
        FailingTables store = null!;
        await using var round = await TeamsRound.StartAsync(change: s => store = FailureRound.Fail(s));
        await round.SayAsync("amir", "help");
        var activity = round.Chat.Activity("message", new Seat("amir"));
        activity["text"] = "hello";
        (store.Full, store.Away) = (!away, away);
        var refused = await Assert.ThrowsAsync<DriverRefusedException>(() => round.Chat.PostAsync(activity, Cancel));
        Assert.Equal(503, refused.Status);
        Assert.Contains("I could not save that just now. Nothing of it is kept.", round.Standing(Amir), StringComparison.Ordinal);
        (store.Full, store.Away) = (false, false);
        var before = round.PostsTo(Amir).Count;
        await round.Chat.PostAsync(activity, Cancel); // Teams sends it again.
        await round.Bot.SettleAsync();
        Assert.Equal(before + 1, round.PostsTo(Amir).Count);
    }

    [Fact]
    public async Task Without_any_store_nothing_is_acknowledged()
    {
        FailingTables store = null!;
        await using var round = await TeamsRound.StartAsync(change: s => store = FailureRound.Fail(s));
        await round.SayAsync("amir", "help");
        store.Away = true;
        foreach (var sample in WireSamples.OfTeams)
        {
            var activity = WireSamples.Json(sample);
            activity["serviceUrl"] = round.Stub.Url;
            try
            {
                var answer = await round.Chat.PostAsync(activity, Cancel);
                Assert.True(ReaderSampleTests.Ignored(sample) || (int?)answer?["statusCode"] == 500, $"{sample} is acknowledged");
            }
            catch (DriverRefusedException e)
            {
                Assert.Equal(503, e.Status);
            }
        }

        store.Away = false;
        await round.SayAsync("amir", "help");
        Assert.Equal(2, round.Stub.Activities(Amir).Count(a => a.Value.ToJsonString().Contains("help", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_button_that_cannot_be_kept_says_so(bool execute, bool away)
    {
        FailingTables store = null!;
        await using var round = await TeamsRound.StartAsync(change: s => store = FailureRound.Fail(s));
        await round.SayAsync("amir", "help");
        var data = new JsonObject { ["rb"] = new JsonObject { ["verb"] = "run", ["item"] = "help" } };
        var activity = round.Chat.Activity("invoke", new Seat("amir"), execute ? "adaptiveCard/action" : "task/submit");
        activity["value"] = execute ? new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["data"] = data } } : new JsonObject { ["data"] = data };
        (store.Full, store.Away) = (!away, away);
        if (execute)
        {
            var answer = await round.Chat.PostAsync(activity, Cancel);
            Assert.Equal(500, (int)answer!["statusCode"]!);
            Assert.Contains("I could not save that just now", (string)answer["value"]!["message"]!, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(503, (await Assert.ThrowsAsync<DriverRefusedException>(() => round.Chat.PostAsync(activity, Cancel))).Status);
        }
    }
}
