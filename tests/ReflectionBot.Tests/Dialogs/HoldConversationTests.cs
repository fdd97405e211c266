using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>What is held back after somebody asked to be contacted comes back at their own word.</summary>
public sealed class HoldConversationTests
{
    [Theory]
    [InlineData("you: carry on")]
    [InlineData("you: [Carry on as before]")]
    [InlineData("you: get help\nbot: Nobody is watching this chat.\nyou: [Carry on as before]")]
    public void Whoever_asked_to_be_contacted_goes_on_as_before(string how)
    {
        var chat = Held();
        Assert.True(chat.Reflection.Held);
        Assert.Empty(chat.Reflection.Released());
        chat.Play($"{how}\nbot: You go on as before. What you wrote is no longer held back. [Resume]\ndoes: SubmissionChanged");
        Assert.Equal(QuestionId.Description, Assert.Single(chat.Reflection.Released()).Stage);
        chat.Play("""
            you: carry on
            bot: Nothing you wrote is held back.
            """);
        Assert.DoesNotContain(chat.Effects, e => e is DialogEffect.SubmissionChanged);
    }

    [Fact]
    public void It_works_after_the_round_has_closed_too()
    {
        var chat = Held().Play("""
            clock: +20
            round: closed r1
            you: carry on
            bot: You go on as before.
            does: SubmissionChanged
            """);
        Assert.NotEmpty(chat.Reflection.Released());
    }

    [Fact]
    public void What_a_digest_has_then_stays_quoted_until_its_author_says_otherwise()
    {
        var context = Sample.Context([Sample.Asked()]) with { Printed = new HashSet<(string, QuestionId)> { ("r1", QuestionId.Evaluation), ("r0", QuestionId.Analysis) } };
        var chat = Held(context);
        Assert.Equal([QuestionId.Evaluation], chat.Reflection.StaysQuoted!);
        chat.Play("""
            you: carry on
            bot: You go on as before.
            """);
        Assert.Null(chat.Reflection.StaysQuoted);
    }

    [Fact]
    public void No_reminder_comes_of_a_later_round_before_its_author_goes_on()
    {
        var chat = Held(Sample.Context([Sample.Asked(), Sample.Asked("r2", "Interviews")])).Play("""
            round: closed r1
            round: opens r2
            bot: Interviews
            round: reminds r2
            round: closing r2
            """);
        chat.Play("""
            you: carry on
            bot: You go on as before.
            """);
        chat.Play("""
            round: reminds r2
            bot: questions are open until
            """);
    }

    /// <summary>What is written in a later round is not held back: that is said before it is handed in.</summary>
    [Fact]
    public void The_review_of_a_later_round_says_that_the_hold_does_not_reach_it()
    {
        Held(Sample.Context([Sample.Asked(), Sample.Asked("r2", "Interviews")])).Play("""
            round: closed r1
            round: opens r2
            bot: Interviews
            you: [One at a time]
            bot: Description
            you: We met again.
            bot: Saved.
            you: review
            bot: Your reflection
            and: What you wrote on Focus groups complete stays held back until you write `carry on`. This one is not held back.
            you: [Submit]
            bot: Your reflection is in.
            and: What you wrote on Focus groups complete stays held back until you write `carry on`. This one is not held back.
            you: carry on
            bot: You go on as before.
            you: review
            bot: Your reflection
            not: stays held back
            """);
    }

    [Fact]
    public void Whoever_leaves_reads_that_they_still_hear_where_whom_they_asked_can_be_asked_no_more()
    {
        Held().Play("""
            you: leave project
            bot: I would not write to you about it again. One thing I still tell you: if Sam Okoro, whom you asked to get in touch, can be asked no more.
            you: [Leave]
            bot: I will not write to you about it again. One thing I still tell you: if Sam Okoro
            """);
    }

    [Fact]
    public void Of_a_draft_both_is_said_that_it_is_held_back_and_that_it_is_not_sent_in()
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: contact me Sam Okoro
            bot: I give Sam Okoro your name now
            you: submit
            bot: What you wrote is held back until you write `carry on`, and it is not sent in: nobody else sees it
            you: my answers
            bot: We met.
            bot: It is not sent in, and held back until you write `carry on`: nobody else sees it.
            you: carry on
            bot: You go on as before. What you wrote is no longer held back, and reminders come again. What you have not sent in stays yours: nobody else sees it until you send it in.
            changes: Nothing is sent in until you choose Submit.
            bot: Your reflection - 1 answered
            """);
        chat.Play("""
            you: contact me Sam Okoro
            bot: I give Sam Okoro your name now
            bot: Your reflection - 1 answered
            """);
        chat.State = chat.State with { Session = chat.State.Session with { Round = null, Phase = ReflectionBot.Core.Conversation.Phase.Idle } };
        chat.Play("""
            you: pause
            bot: what you wrote on Focus groups complete is not sent in, and held back until you write `carry on`
            """);
        chat.Context = chat.Context with { Rounds = [.. chat.Context.Rounds.Select(r => r with { IsCollaborator = false, IsMember = false })] };
        chat.Play("""
            you: carry on
            bot: What you wrote is no longer held back.
            not: reminders
            """);
    }

    [Fact]
    public void Everything_of_the_project_is_held_back_and_other_projects_are_not_spoken_for()
    {
        var rounds = new[] { Sample.Asked(), Sample.Asked("r2", "Interviews"), Sample.Asked("r3", "Kick-off", project: Sample.Project(id: "p2", name: "Stroke")) };
        var state = rounds.Aggregate(PersonState.New with { Session = new Session { Round = "r2" } }, (s, r) => s with
        {
            Reflections = s.Reflections.SetItem(r.Round.Id, new Reflection(r.Project.Id, r.Round.Id) { State = RosterState.Submitted, SubmittedAt = Sample.Start }.With(new Answer(QuestionId.Description, [new("m", Sample.Start, "We met.")], 1, "v1"))),
        });
        var context = Sample.Context(rounds) with { IsSeveral = true };
        var asked = ReflectionDialog.Step(state, new Typed(CollaboratorAction.ContactMe, "Sam Okoro"), context);
        Assert.Equal(["r1", "r2"], asked.State.Reflections.Values.Where(r => r.Held).Select(r => r.Round).Order());
        Assert.Contains("What you wrote in Stroke stays as it was.", Text(asked), StringComparison.Ordinal);
        Assert.Equal(["r1", "r2"], asked.Effects.OfType<DialogEffect.OpenedChanged>().Select(e => e.Round).Order());

        var both = asked.State with { Reflections = asked.State.Reflections.SetItem("r3", asked.State.Reflections["r3"] with { Held = true }) };
        var on = ReflectionDialog.Step(both, new Typed(CollaboratorAction.CarryOn), context);
        Assert.Equal("r3", Assert.Single(on.State.Reflections.Values, r => r.Held).Round);
        Assert.Contains("What you wrote in Stroke stays held back", Text(on), StringComparison.Ordinal);
    }

    private static string Text(DialogStep step) => string.Join('\n', step.Effects.OfType<DialogEffect.Say>().Select(e => Chat.Plain(e.Message)));

    private static Chat Held(DialogContext? context = null) => Chat.Asking(context).Play("""
        you: We met.
        bot: Saved.
        you: review
        bot: Your reflection
        you: [Submit]
        bot: Your reflection is in.
        you: contact me Sam Okoro
        bot: I give Sam Okoro your name now, nothing else.
        and: what you wrote here is held back until you write `carry on`. [Carry on as before]
        does: SubmissionChanged
        """);
}
