using System.Text.Json.Nodes;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Teams;

/// <summary>What comes twice, late, or in another order happens once.</summary>
public sealed class WireOrderTests
{
    private static readonly string Amir = TeamsChatDriver.Chat("amir");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_sample_twice_says_what_once_says(int seed)
    {
        var random = new Random(seed);
        var order = WireSamples.OfTeams.Where(s => !Moves(s)).ToArray();
        random.Shuffle(order);
        var twice = order.ToList();
        foreach (var sample in order)
        {
            twice.Insert(random.Next(twice.IndexOf(sample) + 1, twice.Count + 1), sample);
        }

        Assert.Equal(await PlayAsync(order), await PlayAsync(twice));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Every_sample_sent_again_at_once_says_what_once_says(int seed)
    {
        var order = WireSamples.OfTeams.ToArray();
        new Random(seed).Shuffle(order);
        Assert.Equal(await PlayAsync(order), await PlayAsync(order.SelectMany(s => (string[])[s, s])));
    }

    /// <summary>That the bot was added somewhere or taken out is judged by what is so now.</summary>
    private static bool Moves(string sample) => ((string[])["installation", "members", "team", "channel"]).Any(m => sample.StartsWith(m, StringComparison.Ordinal));

    [Fact]
    public async Task An_arrival_in_a_personal_chat_is_greeted_once_however_it_is_said()
    {
        string[] events = ["installation-add-personal", "members-added-bot-personal"];
        foreach (var order in (string[][])[[.. events], [.. events.Reverse()], [.. events, .. events], [events[0], events[0]], [events[1], events[1]]])
        {
            await using var round = await TeamsRound.StartAsync(moved: false);
            Assert.Equal(1, await GreetingsAsync(round, order));
            Assert.Equal(0, await GreetingsAsync(round, events));
            Assert.Equal(0, await GreetingsAsync(round, "installation-add-upgrade-team", "installation-remove-personal", "installation-remove-personal"));
            Assert.Equal(1, await GreetingsAsync(round, order));
        }
    }

    [Fact]
    public async Task An_arrival_in_a_team_is_greeted_once_however_it_is_said()
    {
        string[] events = ["installation-add-team", "members-added-bot-team"], gone = ["installation-remove-team", "members-removed-bot-team"];
        foreach (var order in (string[][])[[.. events], [.. events.Reverse()], [.. events, .. events]])
        {
            await using var round = await TeamsRound.StartAsync(moved: false);
            Assert.Equal(1, await GreetingsAsync(round, order));
            Assert.Equal(0, await GreetingsAsync(round, ["members-added-people", "members-added-guest", "team-renamed", "team-archived", "installation-remove-upgrade-team", "installation-add-upgrade-team", .. events]));
            Assert.Equal(0, await GreetingsAsync(round, gone));
            Assert.Equal(1, await GreetingsAsync(round, order));
        }
    }

    [Fact]
    public async Task A_message_sent_twice_is_kept_once_and_its_edit_too()
    {
        await using var round = await AskedAsync();
        var message = await PostTwiceAsync(round, "message", null, "We met.");
        await PostTwiceAsync(round, "messageUpdate", message, "We met twice.");
        await round.Script.PlayAsync("""
            amir< Saved.
            amir< Changed in your answer to question 1.
            amir> next
            amir< 2 of 6
            amir> back
            amir< 1 of 6
            & So far: We met twice.
            """);
    }

    [Fact]
    public async Task An_older_edit_that_comes_late_does_not_bring_its_words_back()
    {
        await using var round = await AskedAsync();
        var message = await PostTwiceAsync(round, "message", null, "Somebody said no.");
        var older = round.Chat.Activity("messageUpdate", new Seat("amir"));
        (older["id"], older["text"]) = (message, "Dr Smith said no.");
        round.Bot.Clock.Advance(TimeSpan.FromSeconds(5));
        await PostTwiceAsync(round, "messageUpdate", message, "Nobody said no.");
        await round.Chat.PostAsync(older, Cancel);
        await round.Bot.SettleAsync();
        await round.Script.PlayAsync("""
            amir< Saved.
            amir< Changed in your answer to question 1.
            amir> review
            amir< Nobody said no.
            """);
    }

    [Fact]
    public async Task A_message_edited_before_it_came_is_kept_once_as_it_reads_now()
    {
        await using var round = await AskedAsync();
        var message = round.Chat.Activity("message", new Seat("amir"));
        message["text"] = "We met.";
        await PostTwiceAsync(round, "messageUpdate", (string)message["id"]!, "We met twice.");
        for (var i = 0; i < 2; i++)
        {
            await round.Chat.PostAsync(message, Cancel);
            await round.Bot.SettleAsync();
        }

        Assert.Equal(1, round.Standing(Amir).Split("\"Saved.").Length - 1);
        await round.Script.PlayAsync("""
            amir< That message is not part of an answer
            amir< Saved.
            amir> next
            amir< 2 of 6
            amir> back
            amir< 1 of 6
            & So far: We met twice.
            """);
    }

    [Theory]
    [InlineData("We met the council.")]
    [InlineData("next")]
    [InlineData("/reflect next")]
    public async Task A_message_deleted_before_it_came_is_not_taken_whatever_it_said(string text)
    {
        await using var round = await AskedAsync();
        var message = round.Chat.Activity("message", new Seat("amir"));
        message["text"] = text;
        round.Bot.Clock.Advance(TimeSpan.FromSeconds(5));
        await PostTwiceAsync(round, "messageDelete", (string)message["id"]!, null);
        await round.Chat.PostAsync(message, Cancel);
        await round.Bot.SettleAsync();
        Assert.Contains("That message was deleted before I got it, so it is not kept.", round.Standing(Amir), StringComparison.Ordinal);
        Assert.DoesNotContain("Saved.", round.Standing(Amir), StringComparison.Ordinal);
        Assert.DoesNotContain("2 of 6", round.Standing(Amir), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_delivered_after_its_author_has_moved_on_goes_where_it_was_written()
    {
        await using var round = await AskedAsync();
        round.Bot.Clock.Advance(TimeSpan.FromMinutes(1));
        var message = round.Chat.Activity("message", new Seat("amir"));
        message["text"] = "We met the council.";
        round.Bot.Clock.Advance(TimeSpan.FromMinutes(1));
        await round.Script.PlayAsync("""
            amir> next
            amir< Nothing is written for question 1
            amir< 2 of 6
            """);
        round.Bot.Clock.Advance(TimeSpan.FromMinutes(1));
        await round.Chat.PostAsync(message, Cancel);
        await round.Bot.SettleAsync();
        Assert.Contains("I have added that to 1 Description, where you were when you wrote it.", round.Standing(Amir), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_message_is_taken_out_once_and_restored_it_is_not_an_answer_by_itself()
    {
        await using var round = await AskedAsync();
        var message = await PostTwiceAsync(round, "message", null, "We met the council.");
        await PostTwiceAsync(round, "messageDelete", message, null);
        var deleted = round.Standing(Amir);
        await PostTwiceAsync(round, "messageUpdate", message, "We met the council.");
        Assert.Contains("That message is out of your answer to question 1.", deleted, StringComparison.Ordinal);
        Assert.Equal(1, round.Standing(Amir).Split("That message is not part of an answer, so the change to it changes nothing here.").Length - 1);
        Assert.Equal(1, round.Standing(Amir).Split("\"Saved.").Length - 1);
    }

    private static async Task<TeamsRound> AskedAsync()
    {
        var round = await TeamsRound.StartAsync();
        await round.Script.PlayAsync($"""
            {TeamsRound.AmirIsAsked}
            amir> one at a time
            amir< 1 of 6
            """);
        return round;
    }

    private static async Task<string> PostTwiceAsync(TeamsRound round, string type, string? id, string? text)
    {
        round.Bot.Clock.Advance(TimeSpan.FromSeconds(1));
        var activity = round.Chat.Activity(type, new Seat("amir"));
        activity["id"] = id ?? (string)activity["id"]!;
        activity["text"] = text;
        for (var i = 0; i < 2; i++)
        {
            await round.Chat.PostAsync(activity, Cancel);
            await round.Bot.SettleAsync();
        }

        return (string)activity["id"]!;
    }

    /// <summary>What the bot says after these, in each conversation, in order.</summary>
    private static async Task<IReadOnlyList<string>> PlayAsync(IEnumerable<string> samples)
    {
        await using var round = await TeamsRound.StartAsync();
        var before = round.Stub.Requests.Count;
        round.Bot.Clock.Advance(TimeSpan.FromMinutes(1));
        foreach (var sample in samples)
        {
            await PostAsync(round, sample, round.Bot.Clock.GetUtcNow());
        }

        return [.. round.Stub.Requests.Skip(before).Where(r => r.Method is "POST" or "PUT").Select(r => $"{r.Method} {r.Path} {r.Json["attachments"]?.ToJsonString()}").Order(StringComparer.Ordinal)];
    }

    private static async Task<int> GreetingsAsync(TeamsRound round, params string[] samples)
    {
        var before = round.Stub.Requests.Count;
        round.Bot.Clock.Advance(TimeSpan.FromMinutes(1));
        foreach (var sample in samples)
        {
            await PostAsync(round, sample, round.Bot.Clock.GetUtcNow());
        }

        return round.Stub.Requests.Skip(before).Count(r => r.Method == "POST");
    }

    private static async Task PostAsync(TeamsRound round, string sample, DateTimeOffset? at = null)
    {
        var activity = WireSamples.Json(sample);
        if (at is { } time)
        {
            activity["timestamp"] = time.ToString("O");
        }

        activity["serviceUrl"] = round.Stub.Url;
        try
        {
            await round.Chat.PostAsync(activity, Cancel);
        }
        catch (DriverRefusedException e)
        {
            Assert.Equal(400, e.Status);
        }

        await round.Bot.SettleAsync();
    }
}
