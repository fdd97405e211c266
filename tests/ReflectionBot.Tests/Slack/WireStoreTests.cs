using System.Text.Json.Nodes;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Inbound;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>The store fails, or takes its time: nothing is acknowledged that is not kept, and people are told where there is a way to.</summary>
public sealed class WireStoreTests
{
    private const string NotKept = "I could not save that just now. Nothing of it is kept. Please try again in a few minutes.";
    private const string NotChanged = "You changed a message, and I could not change your answer. What you had written before is still there. Please change it again in a few minutes.";
    private const string TooLong = "That is too long for me to keep, so I have not saved it. Please send it in shorter parts.";
    private const string TooSlow = "That took too long, and I cannot tell whether it was saved. `review` shows what I have; look there before you send it again.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(StoreState.Away), false)]
    [InlineData(nameof(StoreState.Full), false)]
    [InlineData(nameof(StoreState.Away), true)]
    [InlineData(nameof(StoreState.Full), true)]
    public async Task A_message_or_a_change_of_one_that_cannot_be_kept_is_not_acknowledged_and_its_author_is_told_once_at_the_last_repeat(string state, bool changed)
    {
        await using var bot = await WireBot.StartAsync();
        var said = (await bot.Lena.SayAsync("We met.", Cancel)).Message!;
        await bot.Bot.SettleAsync();
        var before = bot.Lena.Hears().Count;
        bot.Store.Be(Enum.Parse<StoreState>(state));
        var sent = changed ? await bot.Lena.EditAsync(said, "We met twice.", Cancel) : await bot.Lena.SayAsync("We met again.", Cancel);
        for (var repeat = 1; ; repeat++)
        {
            Assert.Equal((503, ""), (sent.Status, sent.Body));
            if (repeat == 4)
            {
                break;
            }

            Assert.Equal(before, bot.Lena.Hears().Count); // Slack will send it again.
            sent = await bot.Stub.Deliveries.RedeliverAsync(sent, Cancel);
        }

        await bot.Stub.UntilAsync(() => bot.Lena.Hears().Count == before + 1, Cancel);
        Assert.Equal(changed ? NotChanged : NotKept, bot.Lena.Hears()[^1].Words);
        bot.Store.Be(StoreState.Good);
        await bot.Bot.SettleAsync();
        Assert.Equal(before + 1, bot.Lena.Hears().Count);
    }

    [Fact]
    public async Task A_message_that_can_be_kept_when_it_is_repeated_is_answered_once()
    {
        await using var bot = await WireBot.StartAsync();
        await bot.SayAsync(bot.Lena, "help");
        var before = bot.Lena.Hears().Count;
        bot.Store.Be(StoreState.Full);
        var sent = await bot.Lena.SayAsync("help", Cancel);
        bot.Store.Be(StoreState.Good);
        for (var i = 0; i < 2; i++)
        {
            sent = await bot.Stub.Deliveries.RedeliverAsync(sent, Cancel);
            Assert.True(sent.IsAcknowledged);
        }

        await bot.Bot.SettleAsync();
        Assert.Equal(before + 1, bot.Lena.Hears().Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_too_long_for_ever_is_acknowledged_and_its_author_is_told(bool changed)
    {
        await using var bot = await WireBot.StartAsync();
        var said = (await bot.Lena.SayAsync("We met.", Cancel)).Message!;
        await bot.Bot.SettleAsync();
        var before = bot.Lena.Hears().Count;
        if (!changed)
        {
            await bot.SayAsync(bot.Amir, "help");
        }

        bot.Store.Be(StoreState.TooLong);
        var sent = changed ? await bot.Lena.EditAsync(said, "We met, and now it is long.", Cancel) : await bot.Lena.SayAsync("Very long.", Cancel);
        Assert.Equal((200, ""), (sent.Status, sent.Body));
        await bot.Stub.UntilAsync(() => bot.Lena.Hears().Count == before + 1, Cancel);
        Assert.Equal(changed ? NotChanged : TooLong, bot.Lena.Hears()[^1].Words);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task In_a_channel_only_the_author_is_told(bool thread)
    {
        await using var bot = await WireBot.StartAsync();
        var channel = bot.Team.AddChannel("housing", [bot.Lena, bot.Amir]);
        var first = thread ? (await bot.Lena.MentionAsync(channel, "help", Cancel)).Message : null;
        await bot.Bot.SettleAsync();
        bot.Store.Be(StoreState.TooLong);
        Assert.True((await bot.Lena.MentionAsync(channel, "status", Cancel, first)).IsAcknowledged);
        await bot.Stub.UntilAsync(() => bot.Lena.Hears(channel).Any(m => m.Words == TooLong), Cancel);
        var told = bot.Stub.RequestsOf("chat.postEphemeral").Single();
        Assert.Equal((channel.Id, bot.Lena.Id, first?.Ts), (told["channel"], told["user"], thread ? told["thread_ts"] : null));
        Assert.DoesNotContain(bot.Amir.Hears(channel), m => m.Words == TooLong);
    }

    /// <summary>With an installation that is a row in the store, even that cannot be found.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_any_store_whoever_gave_a_command_pressed_or_sent_a_form_is_told(bool several)
    {
        await using var bot = await WireBot.StartAsync(several: several);
        await bot.SayAsync(bot.Amir, "help");
        bot.Bot.Clock.Advance(TimeSpan.FromSeconds(6)); // What was read of the installation is not believed any more.
        bot.Store.Be(StoreState.Away);

        var (status, body) = await bot.PostAsync("command-channel");
        Assert.Equal(200, status);
        Assert.Equal(("ephemeral", NotKept), ((string?)JsonNode.Parse(body)!["response_type"], (string?)JsonNode.Parse(body)!["text"]));

        (status, body) = await bot.PostAsync("interaction-submit");
        Assert.Equal(200, status);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$$"""{"response_action":"errors","errors":{"answer1":"{{{NotKept}}}"}}"""), JsonNode.Parse(body)), body);

        var press = Press(bot, "interaction-press-direct");
        Assert.Equal((503, ""), await bot.PostAsync(SlackArrivalKind.Interaction, press.ToJsonString()));
        Assert.Equal(NotKept, await bot.ToldByUrlAsync());

        Assert.Equal((503, ""), await bot.PostAsync("event-message-im-plain"));
        Assert.Equal((503, ""), await bot.PostAsync("event-member-joined-bot"));
    }

    [Fact]
    public async Task Without_any_store_only_what_needs_none_is_acknowledged()
    {
        await using var bot = await WireBot.StartAsync();
        await bot.SayAsync(bot.Amir, "help");
        bot.Store.Be(StoreState.Away);
        var wrong = new List<string>();
        foreach (var sample in WireSamples.Names.Where(n => n.StartsWith("event-", StringComparison.Ordinal)))
        {
            var (status, body) = await bot.PostAsync(sample);
            var line = WireSamples.Table[sample];
            var needsNone = line is "ignored" or "uninstalled" || line.StartsWith("opened home", StringComparison.Ordinal);
            if (status != (needsNone ? 200 : 503) || (body.Length > 0 && sample != "event-url-verification"))
            {
                wrong.Add($"{sample}: {status} {body}");
            }

            if (line == "uninstalled")
            {
                break; // The last in the alphabet but those that nobody reads: nothing is served any more.
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_waited_for_until_Slack_would_give_up()
    {
        await using var bot = await WireBot.StartAsync();
        await bot.SayAsync(bot.Amir, "help");
        bot.Store.Be(StoreState.Slow);

        await WaitedAsync(bot, bot.PostAsync("event-message-im-plain"), (503, ""));

        var (status, body) = await WaitedAsync(bot, bot.PostAsync("command-channel"), null);
        Assert.Equal((200, TooSlow), (status, (string?)JsonNode.Parse(body)!["text"]));

        (status, body) = await WaitedAsync(bot, bot.PostAsync("interaction-submit"), null);
        Assert.Equal((200, "errors"), (status, (string?)JsonNode.Parse(body)!["response_action"]));

        await WaitedAsync(bot, bot.PostAsync(SlackArrivalKind.Interaction, Press(bot, "interaction-press-direct").ToJsonString()), (503, ""));
        Assert.Equal(TooSlow, await bot.ToldByUrlAsync());
    }

    /// <summary>A slow turn is taken, a slower one is not, and either way Slack is answered before it gives up.</summary>
    [Theory]
    [InlineData(2, 200)]
    [InlineData(60, 503)]
    public async Task A_slow_store_is_answered_for_in_time(int seconds, int status)
    {
        await using var bot = await WireBot.StartAsync();
        await bot.SayAsync(bot.Lena, "help");
        bot.Store.OnlyCommits = true;
        bot.Store.Wait = cancel => Task.Delay(TimeSpan.FromSeconds(seconds), bot.Bot.Clock, cancel);
        bot.Store.Be(StoreState.Slow);
        var sent = bot.Lena.SayAsync("help", Cancel);
        await bot.Store.Reached.WaitAsync(Cancel);
        Assert.False(sent.IsCompleted);
        Assert.True(SlackDispatcher.TurnLimit < bot.Stub.App.AckWindow);
        var slow = TimeSpan.FromSeconds(seconds);
        bot.Bot.Clock.Advance(slow < SlackDispatcher.TurnLimit ? slow : SlackDispatcher.TurnLimit);
        Assert.Equal(status, (await sent).Status);
        bot.Store.Be(StoreState.Good);
        bot.Bot.Clock.Advance(slow); // For what was sent by then.
    }

    /// <summary>A press is stored, and then its window cannot be opened: nobody is told that nothing is kept.</summary>
    [Fact]
    public async Task A_press_that_is_kept_is_acknowledged_whether_or_not_its_window_opens()
    {
        await using var bot = await WireBot.StartAsync();
        await bot.SayAsync(bot.Amir, "help");
        var press = Press(bot, "interaction-press-direct");
        press["actions"]![0]!["value"] = """{"verb":"form","round":"r1"}""";
        bot.Stub.Next("views.open", StubSlackAnswer.Status(500));
        Assert.Equal((200, ""), await bot.PostAsync(SlackArrivalKind.Interaction, press.ToJsonString()));
        Assert.Single(bot.Stub.RequestsOf("views.open"));
        await bot.Bot.SettleAsync();
        Assert.Empty(bot.Stub.RequestsOf("response_url"));
    }

    /// <summary>A sample's press in Amir's own chat, with an address by which he can be told.</summary>
    private static JsonObject Press(WireBot bot, string sample)
    {
        var press = bot.Sample(sample);
        press["channel"]!["id"] = bot.Amir.Direct.Id;
        press["response_url"] = bot.Stub.ResponseUrls.Issue("actions", bot.Team, bot.Amir.Direct, bot.Amir.Id);
        return press;
    }

    private static async Task<(int Status, string Body)> WaitedAsync(WireBot bot, Task<(int Status, string Body)> posted, (int Status, string Body)? expected)
    {
        await bot.Store.Reached.WaitAsync(Cancel);
        Assert.False(posted.IsCompleted);
        bot.Store.Be(StoreState.Slow);
        bot.Bot.Clock.Advance(SlackDispatcher.TurnLimit);
        var answer = await posted;
        if (expected is { } exactly)
        {
            Assert.Equal(exactly, answer);
        }

        return answer;
    }
}
