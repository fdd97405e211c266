using System.Text.Json.Nodes;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Channels.Teams;
using ReflectionBot.Channels.Teams.People;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Teams;

/// <summary>What Teams does that nobody expects.</summary>
public sealed class PlatformCaseTests
{
    private const string Back = "undeleteMessage";
    private static readonly string Amir = TeamsChatDriver.Chat("amir");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_emoji_is_part_of_the_answer_and_no_picture()
    {
        await using var round = await AskedAsync();
        var activity = Message(round, "It went well ");
        activity["attachments"] = new JsonArray(
            new JsonObject { ["contentType"] = "image/*", ["contentUrl"] = "https://statics.teams.cdn.office.net/smile/20_f.png" },
            new JsonObject { ["contentType"] = "text/html", ["content"] = """<p>It went well <img itemtype="http://schema.skype.com/Emoji" alt="🙂"></p>""" });
        await PostAsync(round, activity);
        Assert.DoesNotContain("I cannot take pictures", round.Standing(Amir), StringComparison.Ordinal);
        Assert.Equal("It went well 🙂", await AnswerAsync(round));
    }

    [Theory]
    [InlineData("mdb", "We met.")]
    [InlineData("mdbdb", "We met.")]
    [InlineData("mbd", "We met.")] // That it was deleted comes late.
    [InlineData("mdbd+", "")]
    [InlineData("mdnb", "We met.")] // Something else in between.
    [InlineData("mdwb", "We met.")] // The time for undoing is over.
    [InlineData("dbm", "We met.")]
    public async Task What_is_deleted_and_brought_back_is_there_again_in_any_order(string order, string left)
    {
        await using var round = await AskedAsync();
        var message = Message(round, "We met.");
        var (id, at) = ((string)message["id"]!, round.Bot.Clock.GetUtcNow());
        JsonObject Change(string type, int seconds, string? text, string? kind)
        {
            var change = round.Chat.Activity(type, new Seat("amir"));
            (change["id"], change["text"], change["timestamp"]) = (id, text, at.AddSeconds(seconds).ToString("O"));
            change["channelData"]!["eventType"] = kind;
            return change;
        }

        var (deletions, returns) = (0, 0);
        foreach (var step in order)
        {
            round.Bot.Clock.Advance(TimeSpan.FromSeconds(20));
            switch (step)
            {
                case 'm':
                    await PostAsync(round, message);
                    break;
                case 'd':
                    await PostAsync(round, Change("messageDelete", 1 + (10 * deletions++), null, "softDeleteMessage"));
                    break;
                case 'b':
                    await PostAsync(round, Change("messageUpdate", 5 + (10 * returns++), "We met.", Back));
                    break;
                case 'n':
                    await round.Script.PlayAsync("amir< ...\namir> review\namir< ...");
                    break;
                case 'w':
                    await round.Bot.PassAsync("11 minutes");
                    break;
            }
        }

        Assert.Equal(left, await AnswerAsync(round));
    }

    [Fact]
    public async Task A_message_that_is_brought_back_after_its_answer_was_taken_back_brings_nothing_back()
    {
        await using var round = await AskedAsync();
        var message = Message(round, "We met.");
        await PostAsync(round, message);
        await round.Script.PlayAsync("""
            amir< Saved.
            amir> withdraw 1
            amir< ...
            """);
        if (await AnswerAsync(round) is { Length: > 0 })
        {
            await round.Script.PlayAsync("amir> yes\namir< ...");
        }

        Assert.Equal("", await AnswerAsync(round));
        foreach (var (type, kind) in new[] { ("messageDelete", "softDeleteMessage"), ("messageUpdate", Back) })
        {
            round.Bot.Clock.Advance(TimeSpan.FromSeconds(20));
            var change = round.Chat.Activity(type, new Seat("amir"));
            (change["id"], change["text"]) = ((string)message["id"]!, type == "messageUpdate" ? "We met." : null);
            change["channelData"]!["eventType"] = kind;
            await PostAsync(round, change);
        }

        Assert.Equal("", await AnswerAsync(round));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("This is what I mean.", true)]
    public async Task What_is_forwarded_is_said_not_to_be_kept(string comment, bool kept)
    {
        await using var round = await AskedAsync();
        var activity = Message(round, comment);
        activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "forwardedMessageReference", ["content"] = """{"originalMessageContent":"<p>Bea was late again</p>"}""" });
        await PostAsync(round, activity);
        Assert.Contains("I have not kept the message you forwarded", round.Standing(Amir), StringComparison.Ordinal);
        Assert.DoesNotContain("That message was empty", round.Standing(Amir), StringComparison.Ordinal);
        Assert.Equal(kept ? comment : "", await AnswerAsync(round));
    }

    [Fact]
    public async Task A_mention_that_is_added_by_a_change_gets_a_hint_and_once()
    {
        await using var round = await TeamsRound.StartAsync();
        var before = round.Stub.Requests.Count;
        var activity = round.Chat.Activity("messageUpdate", new Seat("ana", "housing"));
        activity["text"] = "<at>ReflectionBot</at> start \"Focus groups complete\"";
        activity["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<at>ReflectionBot</at>", ["mentioned"] = new JsonObject { ["id"] = TeamsChatDriver.Bot, ["name"] = "ReflectionBot" } });
        for (var i = 0; i < 3; i++)
        {
            activity["timestamp"] = round.Bot.Clock.GetUtcNow().AddSeconds(i).ToString("O");
            await PostAsync(round, activity);
        }

        var said = round.Stub.Requests.Skip(before).Where(r => r.Method == "POST" && r.Path.Contains("activities", StringComparison.Ordinal)).Select(r => r.Path + r.Json.ToJsonString()).ToList();
        Assert.True(said.Count == 1 && said[0].Contains("post it again", StringComparison.Ordinal), string.Join("\n\n", said));
        Assert.Empty(await round.Bot.Get<ProjectStore>().RoundsAsync("tryouthousing", Cancel));
    }

    [Fact]
    public async Task The_chosen_channel_is_greeted()
    {
        await using var round = await TeamsRound.StartAsync(moved: false);
        var activity = WireSamples.Json("installation-add-team");
        (activity["serviceUrl"], activity["timestamp"]) = (round.Stub.Url, round.Bot.Clock.GetUtcNow().ToString("O"));
        await PostAsync(round, activity);
        Assert.Contains(Uri.EscapeDataString("19:housing@thread.tacv2"), Uri.EscapeDataString(Uri.UnescapeDataString(Assert.Single(round.Stub.Requests, r => r.Method == "POST").Path)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("installation-add-personal")]
    [InlineData("members-added-bot-personal")]
    public async Task An_arrival_is_taken_in_time_while_the_connector_says_no_name(string sample)
    {
        await using var round = await TeamsRound.StartAsync(moved: false);
        var never = new TaskCompletionSource();
        round.Stub.Script(StubAnswers.Slow(never.Task), r => r.Method == "GET");
        round.Stub.Script(StubAnswers.Slow(never.Task), r => r.Method == "GET");
        var activity = WireSamples.Json(sample);
        (activity["serviceUrl"], activity["timestamp"]) = (round.Stub.Url, round.Bot.Clock.GetUtcNow().ToString("O"));
        activity["from"]!.AsObject().Remove("name");
        var posted = round.Chat.PostAsync(activity, Cancel);
        while (!posted.IsCompleted)
        {
            await Task.WhenAny(posted, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel));
            if (round.Stub.Requests.Any(r => r.Method == "GET") && !posted.IsCompleted)
            {
                round.Bot.Clock.Advance(TimeSpan.FromSeconds(0.5));
            }
        }

        await posted; // 503 would throw.
        await round.Bot.SettleAsync();
        Assert.Single(round.Stub.Requests, r => r.Method == "POST" && r.Path.EndsWith("activities", StringComparison.Ordinal));
        never.SetResult();
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_it_is_not_said_that_nobody_is_there()
    {
        await using var round = await TeamsRound.StartAsync(moved: false);
        var channel = round.Bot.Get<TeamsChannel>();
        await Assert.ThrowsAsync<ChannelBusyException>(() => channel.MembersAsync(new("teams", TeamsChatDriver.Tenant, "19:x@thread.tacv2", true), Cancel).ToListAsync(Cancel).AsTask());
    }

    /// <summary>Two that read the same state must not undo each other's change.</summary>
    [Fact]
    public async Task Changes_of_an_account_at_the_same_time_all_count()
    {
        await using var round = await TeamsRound.StartAsync(moved: false);
        var directory = round.Bot.Get<TeamsDirectory>();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => directory.ChangeAsync("t", "u", a => a with { Times = a.Times + 1 }, Cancel), Cancel)));
        Assert.Equal(12, (await directory.AccountAsync("t", "u", Cancel))!.Times);
    }

    private static async Task<TeamsRound> AskedAsync()
    {
        var round = await TeamsRound.StartAsync();
        await round.Script.PlayAsync($"""
            {TeamsRound.AmirIsAsked}
            amir> one at a time
            amir< 1 of 6
            """);
        round.Bot.Clock.Advance(TimeSpan.FromMinutes(1));
        return round;
    }

    private static JsonObject Message(TeamsRound round, string text)
    {
        var message = round.Chat.Activity("message", new Seat("amir"));
        message["text"] = text;
        return message;
    }

    private static async Task PostAsync(TeamsRound round, JsonObject activity)
    {
        await round.Chat.PostAsync(activity, Cancel);
        await round.Bot.SettleAsync();
    }

    private static async Task<string> AnswerAsync(TeamsRound round) =>
        string.Concat((await round.Bot.Get<ReflectionBot.Application.Stores.Reflections.ReflectionStore>().LoadAsync("tryout-amir", Cancel)).Reflections.Values.SelectMany(r => r.Answered).Select(a => a.Text));
}
