using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>The consent text: before the first question, and again whenever it has changed.</summary>
public sealed class ConsentConversationTests
{
    [Fact]
    public void Saying_no_changes_nothing_and_open_brings_the_text_back()
    {
        var chat = new Chat().Play("""
            round: opens r1
            bot: Before you start
            you: no
            bot: Saying no changes nothing
            does: RosterChanged
            round: reminds r1
            bot: -
            you: We met on Monday
            bot: I have not kept what you just wrote. You have said no to the questions on Focus groups complete, and that is fine: I ask you nothing there.
            and: [Read the text]
            you: review
            bot: You have said no to the questions on Focus groups complete, and that is fine
            you: one at a time
            bot: You have said no to the questions on Focus groups complete, and that is fine
            you: [Read the text]
            bot: Before you start
            you: no
            bot: Saying no changes nothing
            you: i agree
            bot: This is the text as it is now.
            bot: Before you start
            you: no
            bot: Saying no changes nothing
            you: open
            bot: Before you start
            you: i agree
            bot: Six questions
            """);
        Assert.Equal([false, false, false, true], chat.State.Consents.Select(c => c.Agreed));
    }

    /// <summary>They said no to the round before they had read the text, or to the text as it has changed since they handed in.</summary>
    [Fact]
    public void Whoever_has_said_no_is_not_shown_the_text_by_whatever_they_write()
    {
        new Chat().Play("""
            round: opens r1
            bot: Before you start
            you: not this round
            bot: Not this round, then.
            you: We met on Monday
            bot: I have not kept what you just wrote. You have said no to the questions on Focus groups complete, and that is fine
            and: [Read the text]
            """);
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: submit
            bot: Your reflection
            you: [Submit]
            bot: Your reflection is in.
            """);
        chat.Context = chat.Context with { Rounds = [Sample.Asked(project: Sample.Project(Sample.Settings with { Readers = "Ana Silva and Lee Moss" }))] };
        chat.Play("""
            you: open
            bot: has changed since you agreed
            bot: Before you start
            you: no
            bot: What you sent in stays under the text you agreed to then
            you: We met on Monday
            bot: I have not kept what you just wrote. You have said no to the text about who sees what, and that is fine: I ask you nothing there.
            and: [Read the text]
            you: share 1 quote no name
            bot: stays as it is: topics to the team. You have said no to the text about who sees what
            you: submit
            bot: Your reflection is in. You have said no to the text about who sees what
            you: [Read the text]
            bot: has changed since you agreed
            bot: Before you start
            """);
    }

    /// <summary>What is pressed under the last call sends nothing in while the text waits for a yes: that is said, and what to do.</summary>
    [Fact]
    public void Handing_in_under_a_changed_text_is_said_to_be_still_to_do()
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            round: closing r1
            bot: You have written 1 answer and not sent it in.
            """);
        chat.Context = chat.Context with { Rounds = [Sample.Asked(project: Sample.Project(Sample.Settings with { Readers = "Ana Silva and Lee Moss" }))] };
        chat.Play("""
            you: [Submit what I have]
            bot: has changed since you agreed
            bot: Ana Silva and Lee Moss can read your answers
            bot: What you wrote is not sent in yet. Once you have agreed to the text above, write `submit` by 8 December.
            you: [Submit what I have]
            bot: What you wrote is not sent in yet. Once you have agreed to the text above, write `submit` by 8 December.
            and: [I agree]
            you: [I agree]
            bot: 1 of 6
            you: submit
            bot: Your reflection
            """);
        Assert.Null(chat.Reflection.SubmittedAt);
    }

    /// <summary>Whoever fills the text in has left a gap: nothing can be sent in, and that is said.</summary>
    [Fact]
    public void Handing_in_under_a_text_with_a_gap_is_said_to_be_still_to_do()
    {
        var chat = Chat.Asking().Play("you: We met.\nbot: Saved.\nround: closing r1\nbot: not sent it in");
        chat.Context = chat.Context with { Rounds = [Sample.Asked(project: Sample.Project(Sample.Settings with { Purpose = "" }))] };
        chat.Play("you: [Submit what I have]\nbot: I cannot ask you anything yet\nand: What you wrote is not sent in");
    }

    /// <summary>Somebody it names lost reading and was given it again: everyone is asked anew, and the words are the same.</summary>
    [Fact]
    public void The_same_words_asked_again_are_not_said_to_have_changed()
    {
        var chat = Chat.Asking();
        chat.Context = chat.Context with { Rounds = [Sample.Asked(project: Sample.Project(Sample.Settings with { TextEdition = 1 }))] };
        chat.Play("""
            you: We met.
            bot: I have not kept what you just wrote. I ask you once more: who can read what you write from now on has changed since you agreed on 24 November. The words of the text are the same.
            not: Please read it again
            bot: Before you start
            """);
    }

    [Fact]
    public void A_changed_text_asks_again_and_nothing_is_sent_in_before()
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            """);
        var changed = Sample.Project(Sample.Settings with { Readers = "Ana Silva and Lee Moss" });
        chat.Context = chat.Context with { Rounds = [Sample.Asked(project: changed)] };
        chat.Play("""
            you: And then we talked.
            bot: I have not kept what you just wrote. The text about who sees what has changed since you agreed.
            bot: Ana Silva and Lee Moss can read your answers
            you: submit
            bot: I ask nothing until you agree to the text above.
            edits: m1 = We met twice.
            bot: The change is not taken yet
            deletes: m1
            bot: That message is out of your answer to question 1.
            you: undo
            bot: Undone.
            bot: *
            bot: Before you start
            you: [I agree]
            bot: 1 of 6
            and: draft<We met.>
            """);
        Assert.Single(chat.Reflection.Of(QuestionId.Description)!.Parts);
        Assert.Equal(ConsentText.Build(Sample.Project())!.Version, chat.Reflection.Of(QuestionId.Description)!.ConsentVersion);
    }

    [Fact]
    public void Agreeing_is_to_the_text_that_was_shown()
    {
        var chat = new Chat().Play("""
            round: opens r1
            bot: Before you start
            """);
        chat.Context = chat.Context with { Rounds = [Sample.Asked(project: Sample.Project(Sample.Settings with { Purpose = "a paper" }))] };
        chat.Play("""
            you: i agree
            bot: This is the text as it is now.
            bot: for a paper
            """);
        Assert.Empty(chat.State.Consents);
    }
}
