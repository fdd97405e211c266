using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>What tests of failures share: what was posted where, and time that passes until something is so.</summary>
internal static class FailureRound
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Whether a request posts to somebody's own chat.</summary>
    public static Func<StubRequest, bool> To(StubPerson person) => r => r["channel"] == person.Direct.Id;

    /// <summary>What was posted to a conversation, answered well or not.</summary>
    public static IReadOnlyList<StubRequest> PostsTo(this SlackRound round, StubChannel channel) => [.. round.Stub.RequestsOf("chat.postMessage").Where(r => r["channel"] == channel.Id)];

    /// <summary>What of the bot's stands in a conversation, line by line.</summary>
    public static string Standing(this SlackRound round, StubChannel channel)
    {
        lock (round.Stub.Gate)
        {
            return string.Join('\n', channel.Messages.Where(m => m.BotId == round.Team.BotId).Select(m => m.Words));
        }
    }

    /// <summary>How many of the bot's messages stand in a conversation.</summary>
    public static int Count(this SlackRound round, StubChannel channel)
    {
        lock (round.Stub.Gate)
        {
            return channel.Messages.Count(m => m.BotId == round.Team.BotId);
        }
    }

    /// <summary>Somebody writes in their own chat, and what follows is done.</summary>
    public static async Task SayAsync(this SlackRound round, string person, string text)
    {
        Assert.True((await round.People[person].SayAsync(text, Cancel)).IsAcknowledged);
        await round.Bot.SettleAsync();
    }

    /// <summary>Time passes until it is so, at most so many minutes.</summary>
    public static async Task UntilAsync(this SlackRound round, Func<bool> so, int minutes = 30)
    {
        for (var i = 0; i < minutes * 4 && !so(); i++)
        {
            await round.Bot.PassAsync("15 seconds");
        }

        Assert.True(so());
    }
}
