using ReflectionBot.Core.Reflections;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>The window of six questions: opened at once, sent back, and all that can happen in between.</summary>
public sealed class SlackWindowTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_opens_with_the_press_itself_and_again_by_its_own_button_with_what_was_written_meanwhile()
    {
        await using var round = await AgreedAsync();
        var amir = round.People["amir"];
        await round.PressAsync(amir, "All on one form");
        Assert.Equal(["Description", "Feelings", "Evaluation", "Analysis", "Conclusion", "ActionPlan"], Boxes(amir));
        await round.ActAsync(async () => await amir.CloseAsync(Cancel) ?? new StubDelivery(StubDeliveryKind.Event, round.Team, []));
        await round.PressAsync(amir, "Open the form");
        await round.SubmitAsync(amir, ("Description", "We ran three workshops.\nAll of them <late> & long."), ("ActionPlan", "Share notes."));
        Assert.Null(amir.Modal);
        Assert.Contains("Saved: 2 answers.", amir.All(), StringComparison.Ordinal);
        Assert.Contains("Your reflection - 2 answered, 4 skipped", amir.Last(), StringComparison.Ordinal);
        Assert.Equal("We ran three workshops.\nAll of them <late> & long.", await round.AnswerAsync(amir, QuestionId.Description));

        await round.PressAsync(amir, "Open the form");
        Assert.Contains("Share notes.", amir.Modal!.Json.ToJsonString(), StringComparison.Ordinal);
        await round.SubmitAsync(amir, ("ActionPlan", ""));
        Assert.Null(await round.AnswerAsync(amir, QuestionId.ActionPlan));
        Assert.NotNull(await round.AnswerAsync(amir, QuestionId.Description));
        Assert.Empty(round.Stub.Problems);
    }

    [Fact]
    public async Task One_answer_is_changed_in_a_window_of_its_own()
    {
        await using var round = await AgreedAsync();
        var amir = round.People["amir"];
        await round.PressAsync(amir, "One at a time");
        await round.SayAsync(amir, "We met.");
        await round.SayAsync(amir, "review");
        await round.PressAsync(amir, "Change words");
        Assert.Equal(["Description"], Boxes(amir));
        await round.SubmitAsync(amir, ("Description", "We met twice."));
        Assert.Equal("We met twice.", await round.AnswerAsync(amir, QuestionId.Description));
        Assert.Contains("Saved: 1 answer.", amir.All(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_no_box_takes_is_shown_and_kept_when_the_window_is_saved_without_it()
    {
        await using var round = await AgreedAsync();
        var amir = round.People["amir"];
        await round.PressAsync(amir, "One at a time");
        var part = string.Concat(Enumerable.Repeat("We met again. ", 130)).Trim();
        await round.SayAsync(amir, part);
        await round.SayAsync(amir, part);
        await round.SayAsync(amir, "The end.");
        var whole = $"{part}\n{part}\nThe end.";
        Assert.True(whole.Length > 3000);
        await round.SayAsync(amir, "form");
        await round.PressAsync(amir, "Open the form");
        Assert.DoesNotContain("Description", Boxes(amir));
        Assert.Contains("The end.", amir.Modal!.Read(), StringComparison.Ordinal);
        await round.SubmitAsync(amir, ("Feelings", "Tired."));
        Assert.Equal((whole, "Tired."), (await round.AnswerAsync(amir, QuestionId.Description), await round.AnswerAsync(amir, QuestionId.Feelings)));
        Assert.Contains("Saved: 1 answer.", amir.All(), StringComparison.Ordinal);

        // The same where it grew too long only while the window was open.
        await round.SayAsync(amir, "form");
        await round.PressAsync(amir, "Open the form");
        await round.SubmitAsync(amir, ("Feelings", "Very tired."));
        Assert.Equal((whole, "Very tired."), (await round.AnswerAsync(amir, QuestionId.Description), await round.AnswerAsync(amir, QuestionId.Feelings)));
        Assert.Empty(round.Stub.Problems);
    }

    [Theory]
    [InlineData("expired_trigger_id", "That took too long")]
    [InlineData("exchanged_trigger_id", "That took too long")]
    [InlineData("view_too_large", "Slack would not open the window just now")]
    public async Task Where_Slack_does_not_open_it_whoever_pressed_is_told_and_can_press_again(string code, string words)
    {
        await using var round = await AgreedAsync();
        var amir = round.People["amir"];
        round.Stub.Next("views.open", StubSlackAnswer.Refused(code));
        await round.PressAsync(amir, "All on one form");
        Assert.Null(amir.Modal);
        Assert.True(amir.Hears()[^1].Has("Open the form") || amir.Hears()[^2].Has("Open the form")); // The step is done: the form stands there.
        round.Stub.Next("views.open", StubSlackAnswer.Refused(code));
        await round.PressAsync(amir, "Open the form");
        Assert.Null(amir.Modal);
        Assert.Contains(words, amir.Last(), StringComparison.Ordinal);
        await round.PressAsync(amir, "Open the form");
        Assert.Equal(6, Boxes(amir).Count);
    }

    /// <summary>Slack was slow to deliver the press: the permission that came with it is over.</summary>
    [Fact]
    public async Task A_press_that_comes_after_four_seconds_opens_nothing_and_loses_nothing()
    {
        await using var round = await AgreedAsync();
        var amir = round.People["amir"];
        await round.PressAsync(amir, "All on one form");
        await round.SubmitAsync(amir, ("Description", "We met."));
        var pressed = await round.PressAsync(amir, "Open the form");
        var late = pressed.Payload.DeepClone().AsObject();
        late["trigger_id"] = round.Stub.Triggers.Issue(round.Team, amir.Id);
        await amir.CloseAsync(Cancel);
        round.Bot.Clock.Advance(TimeSpan.FromSeconds(4));
        await round.ActAsync(() => round.Stub.Deliveries.SendInteractionAsync(round.Team, late, Cancel));
        Assert.Null(amir.Modal);
        Assert.Contains("That took too long", amir.Last(), StringComparison.Ordinal);
        Assert.Equal("We met.", await round.AnswerAsync(amir, QuestionId.Description));
    }

    [Fact]
    public async Task Sent_twice_it_is_saved_once()
    {
        await using var round = await AgreedAsync();
        var amir = round.People["amir"];
        await round.PressAsync(amir, "All on one form");
        var sent = await round.SubmitAsync(amir, ("Description", "We met."));
        var (before, heard) = (await round.ReflectionAsync(amir), amir.Hears().Count);
        var again = await round.AgainAsync(sent);
        Assert.True(again.IsAcknowledged);
        Assert.Equal((before.Version, heard), ((await round.ReflectionAsync(amir)).Version, amir.Hears().Count));
    }

    [Fact]
    public async Task After_the_round_has_closed_it_is_not_saved_and_says_so_and_what_was_typed_stays_in_the_window()
    {
        await using var round = await AgreedAsync();
        var (amir, ana) = (round.People["amir"], round.People["ana"]);
        await round.PressAsync(amir, "All on one form");
        await round.CommandAsync(ana, "close", round.Home);
        await round.SayAsync(ana, "yes");
        var sent = await round.SubmitAsync(amir, ("Description", "We met."));
        Assert.Equal("errors", (string?)sent.Answer?["response_action"]);
        Assert.Contains("This is not saved", sent.Answer!.ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull(amir.Modal); // With what was typed.
        Assert.Null(await round.AnswerAsync(amir, QuestionId.Description));
        await amir.CloseAsync(Cancel);
        await round.PressAsync(amir, "Open the form");
        Assert.Contains("not open any more", amir.Modal!.Read(), StringComparison.Ordinal);
        Assert.Null(amir.Modal!.Json["submit"]);
    }

    /// <summary>What the project promises has changed while somebody typed: they agree anew, and press Save in the same window.</summary>
    [Fact]
    public async Task After_the_promises_have_changed_the_same_window_is_saved_once_they_are_agreed_to()
    {
        await using var round = await AgreedAsync();
        var (amir, ana) = (round.People["amir"], round.People["ana"]);
        await round.PressAsync(amir, "All on one form");
        await round.SayAsync(ana, "set purpose \"learning from each other\"");
        await round.SubmitAsync(amir, ("Description", "We met."));
        Assert.NotNull(amir.Modal);
        Assert.Null(await round.AnswerAsync(amir, QuestionId.Description));
        await round.SayAsync(amir, "hello");
        await round.PressAsync(amir, "I agree");
        await round.SubmitAsync(amir, ("Description", "We met."));
        Assert.Null(amir.Modal);
        Assert.Equal("We met.", await round.AnswerAsync(amir, QuestionId.Description));
    }

    [Fact]
    public async Task Where_Slack_is_too_busy_to_open_it_or_does_not_answer_nothing_is_said_of_saving()
    {
        await using var round = await AgreedAsync();
        var amir = round.People["amir"];
        await round.PressAsync(amir, "All on one form");
        await amir.CloseAsync(Cancel);
        foreach (var answer in (StubSlackAnswer[])[StubSlackAnswer.Refused("ratelimited"), StubSlackAnswer.Refused("internal_error")])
        {
            round.Stub.Next("views.open", answer);
            await round.PressAsync(amir, "Open the form");
            Assert.Null(amir.Modal);
            Assert.Contains("Slack would not open the window just now", amir.Last(), StringComparison.Ordinal);
            Assert.DoesNotContain("Nothing of it is kept", amir.All(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_the_answer_changed_elsewhere_meanwhile_both_are_kept()
    {
        await using var round = await AgreedAsync();
        var amir = round.People["amir"];
        await round.PressAsync(amir, "All on one form");
        await round.SayAsync(amir, "one at a time");
        await round.SayAsync(amir, "We met in the library.");
        await round.SubmitAsync(amir, ("Description", "We met."), ("Feelings", "Glad."));
        var text = await round.AnswerAsync(amir, QuestionId.Description);
        Assert.Contains("We met in the library.", text, StringComparison.Ordinal);
        Assert.Contains("We met.", text, StringComparison.Ordinal);
        Assert.Equal("Glad.", await round.AnswerAsync(amir, QuestionId.Feelings));
    }

    private static IReadOnlyList<string> Boxes(StubPerson person) =>
        [.. (person.Modal?.Json["blocks"]!.AsArray() ?? []).Where(b => (string?)b!["type"] == "input").Select(b => (string)b!["block_id"]!)];

    private static async Task<SlackRound> AgreedAsync()
    {
        var round = await SlackRound.StartAsync();
        await round.Script.PlayAsync(SlackRound.AmirIsAsked);
        return round;
    }
}
