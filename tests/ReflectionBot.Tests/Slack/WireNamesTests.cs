using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>Whom a message is about, as far as Slack says so in time.</summary>
public sealed class WireNamesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

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
