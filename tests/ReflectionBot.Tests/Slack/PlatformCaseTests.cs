using System.Text.Json.Nodes;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Inbound;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>What Slack does that nobody expects.</summary>
public sealed class PlatformCaseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_an_app_posts_in_somebodys_name_is_not_kept_and_they_are_told_once()
    {
        await using var round = await AskedAsync();
        for (var i = 0; i < 3; i++)
        {
            await PostAsync(round, e =>
            {
                (e["text"], e["bot_id"], e["app_id"]) = ($"Sent for me {i}", "B0OTHER02", "A0OTHER01");
                e["bot_profile"] = new JsonObject { ["id"] = "B0OTHER02", ["app_id"] = "A0OTHER01", ["name"] = "Scheduler" };
            });
        }

        Assert.Equal(2, round.Standing(round.People["amir"].Direct).Split("An app posted something here in your name").Length);
        Assert.Equal("", await AnswerAsync(round));
    }

    /// <summary>It has a user and a bot as well.</summary>
    [Fact]
    public async Task What_the_bot_posts_itself_is_no_message_to_it()
    {
        await using var round = await AskedAsync();
        var before = round.Standing(round.People["amir"].Direct);
        await PostAsync(round, e => (e["text"], e["user"], e["bot_id"]) = ("Question 1", round.Team.BotUser, round.Team.BotId));
        Assert.Equal(before, round.Standing(round.People["amir"].Direct));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("This is what I mean.", "This is what I mean.")]
    public async Task What_is_forwarded_is_said_not_to_be_kept(string comment, string kept)
    {
        await using var round = await AskedAsync();
        await PostAsync(round, e =>
        {
            e["text"] = comment;
            e["attachments"] = new JsonArray(new JsonObject { ["is_share"] = true, ["is_msg_unfurl"] = true, ["text"] = "Bea was late again", ["author_name"] = "Bea" });
        });
        var said = round.Standing(round.People["amir"].Direct);
        Assert.Contains("I have not kept the message you forwarded", said, StringComparison.Ordinal);
        Assert.DoesNotContain("That message was empty", said, StringComparison.Ordinal);
        Assert.Equal(kept, await AnswerAsync(round));
    }

    [Theory]
    [InlineData("user_id", "U-1 odd", "Slack does not tell me, in a way that I can read, who you are")]
    [InlineData("channel_id", "C:1", "Slack does not tell me, in a way that I can read, who you are")]
    [InlineData("team_id", "T0NOTHERE", "I am not installed in the workspace that Slack names for this")]
    public async Task A_command_that_nobody_can_tell_whose_it_is_is_answered_so(string field, string value, string said)
    {
        await using var round = await AskedAsync();
        var amir = round.People["amir"];
        var payload = new JsonObject { ["command"] = "/reflect", ["team_id"] = round.Team.Id, ["user_id"] = amir.Id, ["channel_id"] = amir.Direct.Id, ["text"] = "unmistakable", ["trigger_id"] = "1.2.odd" };
        payload[field] = value;
        var ack = await round.Bot.Get<SlackDispatcher>().ReceiveAsync(new SlackArrival(SlackArrivalKind.Command, System.Text.Json.JsonSerializer.SerializeToElement(payload)), Cancel);
        Assert.True(ack.Taken);
        Assert.Contains(said, (string?)ack.Payload?["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_written_under_an_id_that_is_none_is_kept_for_nobody()
    {
        await using var round = await AskedAsync();
        var before = round.Standing(round.People["amir"].Direct);
        await PostAsync(round, e => (e["text"], e["user"]) = ("unmistakable", "U-1 odd"));
        Assert.Equal(before, round.Standing(round.People["amir"].Direct));
        Assert.Equal("", await AnswerAsync(round));
    }

    [Fact]
    public async Task An_answer_is_kept_as_it_was_seen()
    {
        await using var round = await AskedAsync();
        await PostAsync(round, e =>
        {
            e["text"] = "We met *twice* :wave::skin-tone-3:";
            e["blocks"] = JsonNode.Parse("""[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"We met "},{"type":"text","text":"twice","style":{"bold":true}},{"type":"text","text":" "},{"type":"emoji","name":"wave","unicode":"1f44b-1f3fc","skin_tone":3}]}]}]""");
        });
        Assert.Equal("We met twice 👋🏼", await AnswerAsync(round));
    }

    [Fact]
    public async Task A_mention_that_is_added_by_a_change_gets_a_hint_and_once()
    {
        await using var bot = await WireBot.StartAsync();
        var channel = bot.Team.AddChannel("housing", [bot.Lena]);
        for (var i = 0; i < 3; i++)
        {
            var sample = bot.Sample("event-mention-edited");
            sample["event_id"] = $"Ev{i}";
            (sample["event"]!["user"], sample["event"]!["channel"], sample["event"]!["text"]) = (bot.Lena.Id, channel.Id, $"<@{bot.Team.BotUser}> setup \"Housing\"");
            Assert.Equal(200, (await bot.PostAsync(SlackArrivalKind.Event, sample.ToJsonString())).Status);
            await bot.Bot.SettleAsync();
        }

        Assert.Contains("post it again", Assert.Single(bot.Lena.Hears(channel)).ToString(), StringComparison.Ordinal);
        Assert.Null(await bot.Bot.Get<ProjectStore>().AtAsync(new("slack", bot.Team.Id, channel.Id, true), Cancel));
    }

    /// <summary>Whether the bot is in a channel is asked before a project is set up there; who typed it is answered in time.</summary>
    [Fact]
    public async Task A_look_up_that_hangs_does_not_cost_a_setup()
    {
        await using var bot = await WireBot.StartAsync();
        var channel = bot.Team.AddChannel("housing", [bot.Lena]);
        await bot.SayAsync(bot.Lena, "help"); // Who Lena is, is known now.
        var never = new TaskCompletionSource();
        bot.Stub.Next("conversations.info", StubSlackAnswer.Slow(never.Task));
        var sent = bot.Lena.MentionAsync(channel, "setup \"Housing\"", Cancel);
        await bot.Stub.UntilAsync(() => bot.Stub.RequestsOf("conversations.info").Count == 1, Cancel);
        bot.Bot.Clock.Advance(TimeSpan.FromSeconds(0.8));
        Assert.True((await sent).IsAcknowledged);
        await bot.Bot.SettleAsync();
        Assert.NotNull(await bot.Bot.Get<ProjectStore>().AtAsync(new("slack", bot.Team.Id, channel.Id, true), Cancel));
    }

    /// <summary>Two that read the same state must not undo each other's change.</summary>
    [Fact]
    public async Task Changes_of_a_place_at_the_same_time_all_count()
    {
        await using var bot = await WireBot.StartAsync();
        var (places, place) = (bot.Bot.Get<ChatPlaces>(), new ConversationAddress("slack", "T1", "C1", true));
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => places.ChangeAsync(place, p => p with { Times = p.Times + 1 }, Cancel), Cancel)));
        Assert.Equal(12, (await places.FindAsync(place, Cancel))!.Times);
    }

    private static async Task<SlackRound> AskedAsync()
    {
        var round = await SlackRound.StartAsync();
        await round.Script.PlayAsync($"""
            {SlackRound.AmirIsAsked}
            amir> one at a time
            amir< 1 of 6
            """);
        return round;
    }

    private static int _ids;

    /// <summary>A message of Amir's as Slack writes it, changed.</summary>
    private static async Task PostAsync(SlackRound round, Action<JsonObject> change)
    {
        round.Bot.Clock.Advance(TimeSpan.FromMinutes(1));
        var amir = round.People["amir"];
        var id = Interlocked.Increment(ref _ids);
        var at = round.Bot.Clock.GetUtcNow().ToUnixTimeSeconds();
        var e = new JsonObject { ["type"] = "message", ["user"] = amir.Id, ["ts"] = $"{at}.{id:D6}", ["text"] = "", ["channel"] = amir.Direct.Id, ["channel_type"] = "im", ["event_ts"] = $"{at}.{id:D6}" };
        change(e);
        var payload = new JsonObject { ["type"] = "event_callback", ["team_id"] = round.Team.Id, ["event_id"] = $"EvCase{id}", ["event_time"] = at, ["event"] = e };
        var arrival = new SlackArrival(SlackArrivalKind.Event, System.Text.Json.JsonSerializer.SerializeToElement(payload));
        Assert.True((await round.Bot.Get<SlackDispatcher>().ReceiveAsync(arrival, Cancel)).Taken);
        await round.Bot.SettleAsync();
    }

    private static async Task<string> AnswerAsync(SlackRound round) =>
        string.Concat((await round.Bot.Get<ReflectionStore>().LoadAsync("tryout-amir", Cancel)).Reflections.Values.SelectMany(r => r.Answered).Select(a => a.Text));
}
