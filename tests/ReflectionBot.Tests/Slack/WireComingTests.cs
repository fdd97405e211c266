using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>The bot comes to channels and goes, told in several events and in any order.</summary>
public sealed class WireComingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Slack tells of every public channel that it was archived or brought back; and who is archived along with one is not always back.</summary>
    [Fact]
    public async Task A_channel_that_is_brought_back_without_the_bot_is_not_greeted_and_one_that_it_is_invited_to_later_is()
    {
        await using var bot = await WireBot.StartAsync();
        var channel = bot.Team.AddChannel("elsewhere", [bot.Lena], withBot: false);
        await bot.Lena.ArchiveAsync(channel, Cancel);
        Assert.True((await bot.Lena.UnarchiveAsync(channel, Cancel)).IsAcknowledged);
        await bot.Bot.SettleAsync();
        Assert.DoesNotContain(bot.Posts, p => p["channel"] == channel.Id);
        Assert.True((await bot.Lena.InviteBotAsync(channel, Cancel)).IsAcknowledged);
        await bot.Bot.SettleAsync();
        Assert.Single(bot.Lena.Hears(channel));
    }

    [Fact]
    public async Task A_channel_that_is_brought_back_with_the_bot_in_it_is_a_place_again()
    {
        await using var bot = await WireBot.StartAsync();
        var channel = bot.Team.AddChannel("housing", [bot.Lena], withBot: false);
        await bot.Lena.InviteBotAsync(channel, Cancel);
        await bot.Bot.SettleAsync();
        await bot.Lena.ArchiveAsync(channel, Cancel);
        Assert.True((await bot.Lena.UnarchiveAsync(channel, Cancel)).IsAcknowledged);
        await bot.Bot.SettleAsync();
        Assert.Equal(2, bot.Lena.Hears(channel).Count);
    }

    /// <summary>Not knowing is not "no": Slack tells it again.</summary>
    [Fact]
    public async Task Where_Slack_cannot_be_asked_whether_the_bot_is_in_it_the_event_is_left_for_later()
    {
        await using var bot = await WireBot.StartAsync();
        var channel = bot.Team.AddChannel("housing", [bot.Lena]);
        await bot.Lena.ArchiveAsync(channel, Cancel);
        bot.Stub.Next("conversations.info", StubSlackAnswer.RateLimited(1));
        var sent = await bot.Lena.UnarchiveAsync(channel, Cancel);
        Assert.Equal(503, sent.Status);
        bot.Bot.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await bot.Stub.Deliveries.RedeliverAsync(sent, Cancel)).IsAcknowledged);
        await bot.Bot.SettleAsync();
        Assert.Single(bot.Lena.Hears(channel));
    }

    /// <summary>In Enterprise Grid somebody has an id of their workspace and one of the organisation, and Slack answers with one of them for both.</summary>
    [Fact]
    public async Task Two_ids_of_one_person_in_a_message_are_that_person()
    {
        await using var bot = await WireBot.StartAsync();
        await bot.SayAsync(bot.Lena, "help");
        var user = """{"ok":true,"user":{"id":"W0GRID001","team_id":"T1","name":"grid","real_name":"Dele Okoro","profile":{"display_name":"Dele Okoro"},"is_bot":false,"deleted":false}}""";
        bot.Stub.Next("users.info", StubSlackAnswer.Text(user), StubSlackAnswer.Text(user));
        var sample = bot.Sample("event-message-im-plain");
        (sample["event"]!["user"], sample["event"]!["text"]) = (bot.Lena.Id, "met <@W0GRID001> and <@U0LOCAL01>");
        Assert.Equal((200, ""), await bot.PostAsync(ReflectionBot.Channels.Slack.Inbound.SlackArrivalKind.Event, sample.ToJsonString()));
    }

    /// <summary>A name that Slack is slow to tell is not waited for.</summary>
    [Fact]
    public async Task An_address_of_mail_that_Slack_is_slow_to_know_does_not_cost_the_message()
    {
        await using var bot = await WireBot.StartAsync();
        await bot.SayAsync(bot.Lena, "help"); // Who Lena is, is known now.
        var never = new TaskCompletionSource();
        bot.Stub.Next("users.lookupByEmail", StubSlackAnswer.Slow(never.Task));
        var sent = bot.Lena.SayAsync("person add a@x.example", Cancel);
        await bot.Stub.UntilAsync(() => bot.Stub.RequestsOf("users.lookupByEmail").Count == 1, Cancel);
        bot.Bot.Clock.Advance(TimeSpan.FromSeconds(0.8));
        Assert.True((await sent).IsAcknowledged);
    }
}
