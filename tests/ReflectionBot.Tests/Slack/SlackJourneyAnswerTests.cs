using System.Text.Json.Nodes;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>Somebody answers, in each way in which people write in Slack; what is stored is what they meant.</summary>
public sealed class SlackJourneyAnswerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reply_in_the_thread_of_the_question_is_an_answer_and_is_answered_there()
    {
        await using var round = await AskedAsync();
        var amir = round.People["amir"];
        var question = amir.Hears()[^1];
        Assert.Contains("1 of 6", question.Read(), StringComparison.Ordinal);
        await round.SayAsync(amir, "We met in March.", question);
        var answered = amir.SeesThread(question)[^1];
        Assert.Contains("Saved.", answered.Read(), StringComparison.Ordinal);
        Assert.Equal("We met in March.", await round.AnswerAsync(amir, QuestionId.Description));

        // A button in the thread leads on there; what is written beside the thread is taken all the same.
        await round.ActAsync(() => amir.PressAsync(answered, "Next", Cancel));
        Assert.Contains("2 of 6", amir.SeesThread(question)[^1].Read(), StringComparison.Ordinal);
        await round.SayAsync(amir, "I was glad.");
        Assert.Equal("I was glad.", await round.AnswerAsync(amir, QuestionId.Feelings));
        Assert.Equal(question.Ts, amir.SeesThread(question)[^1].Thread);
        Assert.Contains("Saved.", amir.Sees()[^1].Read(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a &lt; b &amp; c &gt; d", "a < b & c > d")]
    [InlineData("<@{bea}> said so", "Bea Novak said so")]
    [InlineData("<@{bea}|bea> and <@U0NOBODY|zed>", "Bea Novak and zed")]
    [InlineData("In <#C123|housing>, <!here>: <https://example.org/a?b=1&amp;c=2|example.org>", "In #housing, @here: example.org (https://example.org/a?b=1&c=2)")]
    [InlineData("See <https://example.org/x> or <mailto:a@b.org|a@b.org> or <tel:+441234|01234>", "See https://example.org/x or a@b.org or 01234 (tel:+441234)")]
    [InlineData("*bold* _slanted_ ~gone~ `code` :smile:\n• one\n• two", "*bold* _slanted_ ~gone~ `code` :smile:\n• one\n• two")]
    [InlineData("&amp;lt;b&amp;gt; is what I typed", "&lt;b&gt; is what I typed")]
    public async Task What_Slack_makes_of_links_mentions_and_signs_is_stored_as_it_was_meant(string sent, string stored)
    {
        await using var round = await AskedAsync();
        var amir = round.People["amir"];
        await round.WriteAsync(amir, sent.Replace("{bea}", round.People["bea"].Id, StringComparison.Ordinal));
        Assert.Equal(stored, await round.AnswerAsync(amir, QuestionId.Description));

        // And shown letter for letter: no link, no mention, no formatting.
        await round.SayAsync(amir, "review");
        Assert.Contains(stored, amir.Last(), StringComparison.Ordinal);
        Assert.DoesNotContain("mrkdwn", amir.Hears()[^1].Blocks!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(stored, amir.Hears()[^1].Text, StringComparison.Ordinal); // What a notification shows are fixed words.
    }

    [Fact]
    public async Task Only_a_file_or_a_voice_clip_is_no_answer_and_is_not_kept()
    {
        await using var round = await AskedAsync();
        var amir = round.People["amir"];
        await round.ActAsync(() => amir.SayAsync("", Cancel, null, ("clip.m4a", [1, 2, 3])));
        Assert.Contains("I cannot take pictures, voice clips or files.", amir.Last(), StringComparison.Ordinal);
        Assert.Null(await round.AnswerAsync(amir, QuestionId.Description));
        var both = await round.ActAsync(() => amir.SayAsync("Look at this.", Cancel, null, ("a.png", [1]), ("b.png", [2])));
        Assert.Equal("Look at this.", await round.AnswerAsync(amir, QuestionId.Description));
        Assert.DoesNotContain(round.Stub.Requests, r => r.Method is "files.info" or "upload");
        await round.ActAsync(() => amir.EditAsync(both.Message!, "Look here.", Cancel));
        Assert.Equal("Look here.", await round.AnswerAsync(amir, QuestionId.Description));
    }

    [Fact]
    public async Task Changing_or_deleting_an_own_message_changes_the_answer_in_a_thread_too()
    {
        await using var round = await AskedAsync();
        var amir = round.People["amir"];
        var first = (await round.SayAsync(amir, "We met.")).Message!;
        var second = (await round.SayAsync(amir, "They came late.")).Message!;
        await round.ActAsync(() => amir.EditAsync(first, "We met & ate <cake>.", Cancel));
        Assert.Equal("We met & ate <cake>.\nThey came late.", await round.AnswerAsync(amir, QuestionId.Description));
        await round.SayAsync(amir, "By an hour.", second);
        Assert.Equal("We met & ate <cake>.\nThey came late.\nBy an hour.", await round.AnswerAsync(amir, QuestionId.Description));

        // With a thread under it, a tombstone stays.
        var deleted = await round.ActAsync(() => amir.DeleteAsync(second, Cancel));
        Assert.Equal("tombstone", (string?)deleted.Payload["event"]!["message"]!["subtype"]);
        Assert.Equal("We met & ate <cake>.\nBy an hour.", await round.AnswerAsync(amir, QuestionId.Description));
        deleted = await round.ActAsync(() => amir.DeleteAsync(first, Cancel));
        Assert.Equal("message_deleted", (string?)deleted.Payload["event"]!["subtype"]);
        Assert.Equal("By an hour.", await round.AnswerAsync(amir, QuestionId.Description));
        Assert.Empty(round.Stub.Problems);
    }

    /// <summary>Slack's page of the event shows it without what stood there.</summary>
    [Fact]
    public async Task A_deletion_that_does_not_say_whose_it_was_is_that_of_whoever_has_the_chat()
    {
        await using var round = await AskedAsync();
        var amir = round.People["amir"];
        await round.SayAsync(amir, "We met.");
        var second = (await round.SayAsync(amir, "They came late.")).Message!;
        await round.HappensAsync(new() { ["type"] = "message", ["subtype"] = "message_deleted", ["channel"] = amir.Direct.Id, ["channel_type"] = "im", ["ts"] = round.Stub.NextTs(), ["deleted_ts"] = second.Ts });
        Assert.Equal("We met.", await round.AnswerAsync(amir, QuestionId.Description));
    }

    [Fact]
    public async Task A_preview_that_Slack_adds_to_a_message_changes_nothing()
    {
        await using var round = await AskedAsync();
        var amir = round.People["amir"];
        var said = (await round.SayAsync(amir, "See https://example.org/x")).Message!;
        var (before, heard) = (await round.ReflectionAsync(amir), amir.Hears().Count);
        var changed = StubShapes.ChangedEvent(round.Team, round.Stub.App, amir.Direct, said, said, round.Stub.NextTs());
        changed["message"]!["attachments"] = new JsonArray(new JsonObject { ["title"] = "Example", ["from_url"] = "https://example.org/x", ["id"] = 1 });
        await round.HappensAsync(changed);
        Assert.Equal((before.Version, heard), ((await round.ReflectionAsync(amir)).Version, amir.Hears().Count));
    }

    [Fact]
    public async Task What_comes_twice_or_late_or_is_the_bots_own_changes_nothing()
    {
        await using var round = await AskedAsync();
        var amir = round.People["amir"];
        var said = await round.SayAsync(amir, "We met.");
        await round.AgainAsync(said);
        await round.ActAsync(() => round.Stub.Deliveries.RedeliverAsync(said, Cancel, "http_timeout"));
        Assert.Equal("We met.", await round.AnswerAsync(amir, QuestionId.Description));
        var once = await round.ActAsync(() => amir.EditAsync(said.Message!, "We met once.", Cancel));
        var twice = await round.ActAsync(() => amir.EditAsync(said.Message!, "We met twice.", Cancel));
        Assert.Equal("We met twice.", await round.AnswerAsync(amir, QuestionId.Description));
        var heard = amir.Hears().Count;
        foreach (var old in (StubDelivery[])[once, twice, once])
        {
            await round.HappensAsync(old.Payload["event"]!.DeepClone().AsObject()); // Under a new id, as if Slack had only now told it.
        }

        Assert.Equal("We met twice.", await round.AnswerAsync(amir, QuestionId.Description));
        Assert.Equal(heard, amir.Hears().Count);

        // The bot's own messages came back to it all the time.
        var echoes = round.Stub.Deliveries.All.Where(d => (string?)d.Payload["event"]?["bot_id"] == round.Team.BotId).ToList();
        Assert.NotEmpty(echoes);
        Assert.All(echoes, e => Assert.True(e.IsAcknowledged));
    }

    [Fact]
    public async Task A_message_that_arrives_before_an_earlier_one_stands_after_it()
    {
        await using var round = await AskedAsync();
        var amir = round.People["amir"];
        var (one, two) = (new StubMessage(amir.Direct.Id, round.Stub.NextTs(), amir.Id) { Text = "First." }, new StubMessage(amir.Direct.Id, round.Stub.NextTs(), amir.Id) { Text = "Second." });
        foreach (var message in (StubMessage[])[two, one])
        {
            await round.HappensAsync(StubShapes.MessageEvent(round.Team, round.Stub.App, amir.Direct, message));
        }

        Assert.Equal("First.\nSecond.", await round.AnswerAsync(amir, QuestionId.Description));
    }

    [Fact]
    public async Task A_message_that_comes_after_its_author_has_moved_on_goes_where_it_was_written()
    {
        await using var round = await AskedAsync();
        var amir = round.People["amir"];
        round.Bot.Clock.Advance(TimeSpan.FromSeconds(30));
        var late = new StubMessage(amir.Direct.Id, round.Stub.NextTs(), amir.Id) { Text = "We met." };
        round.Bot.Clock.Advance(TimeSpan.FromSeconds(30));
        await round.PressAsync(amir, "Next");
        Assert.Contains("2 of 6", amir.Last(), StringComparison.Ordinal);
        round.Bot.Clock.Advance(TimeSpan.FromSeconds(30));
        await round.HappensAsync(StubShapes.MessageEvent(round.Team, round.Stub.App, amir.Direct, late));
        Assert.Contains("I have added that to 1 Description, where you were when you wrote it.", amir.Last(), StringComparison.Ordinal);
        await round.SayAsync(amir, "I was glad.");
        Assert.Equal(("We met.", "I was glad."), (await round.AnswerAsync(amir, QuestionId.Description), await round.AnswerAsync(amir, QuestionId.Feelings)));
    }

    [Fact]
    public async Task A_message_deleted_or_changed_before_it_comes_is_not_kept_with_its_old_words()
    {
        await using var round = await AskedAsync();
        var amir = round.People["amir"];
        var (gone, old) = (new StubMessage(amir.Direct.Id, round.Stub.NextTs(), amir.Id) { Text = "Dr Smith said no." }, new StubMessage(amir.Direct.Id, round.Stub.NextTs(), amir.Id) { Text = "We met Dr Smith." });
        await round.HappensAsync(StubShapes.DeletedEvent(round.Team, round.Stub.App, amir.Direct, gone, round.Stub.NextTs()));
        await round.HappensAsync(StubShapes.ChangedEvent(round.Team, round.Stub.App, amir.Direct, old with { Text = "We met." }, old, round.Stub.NextTs()));
        await round.HappensAsync(StubShapes.MessageEvent(round.Team, round.Stub.App, amir.Direct, gone));
        Assert.Contains("That message was deleted before I got it, so it is not kept.", amir.Last(), StringComparison.Ordinal);
        await round.HappensAsync(StubShapes.MessageEvent(round.Team, round.Stub.App, amir.Direct, old));
        Assert.Equal("We met.", await round.AnswerAsync(amir, QuestionId.Description));
    }

    private static async Task<SlackRound> AskedAsync()
    {
        var round = await SlackRound.StartAsync();
        await round.Script.PlayAsync(SlackRound.AmirIsAsked + "\namir> one at a time\namir< 1 of 6");
        return round;
    }
}
