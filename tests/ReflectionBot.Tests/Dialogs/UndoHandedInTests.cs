using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>Undo of what was handed in, quoted or taken back: words come back for their author alone, and no reader with them.</summary>
public sealed class UndoHandedInTests
{
    [Fact]
    public void After_a_submission_undo_takes_the_submission_back_and_then_nothing()
    {
        var chat = Written().Play("""
            you: share 3 only me
            bot: 3 Evaluation: only me.
            not: [Undo]
            bot: Your reflection - 1 answered
            you: [Submit]
            bot: Your reflection is in.
            and: [Undo]
            does: Submitted
            you: undo
            bot: Undone. Your reflection is a draft again and nobody else sees it. To send it in, choose Submit.
            bot: Nothing is sent in until you choose Submit.
            does: RosterChanged
            you: undo
            bot: There is nothing to undo.
            """);
        Assert.Equal((SharingChoice.OnlyMe, "It was hard."), (chat.Reflection.Of(QuestionId.Evaluation)!.Choice, chat.Reflection.Of(QuestionId.Evaluation)!.Text));
        Assert.Null(chat.Reflection.SubmittedAt);
        chat.Play("""
            you: submit
            bot: Your reflection is in.
            does: Submitted
            you: my choices
            bot: Evaluation: only me
            you: undo
            bot: There is nothing to undo. Your reflection is in; to take answers back, write `withdraw`.
            """);
        Assert.NotNull(chat.Reflection.SubmittedAt);
    }

    [Fact]
    public void Taking_a_submission_back_takes_back_what_it_released()
    {
        Written().Play("""
            you: submit
            bot: Your reflection is in.
            you: [Undo]
            bot: Undone. Your reflection is a draft again
            bot: *
            does: TookBack
            does: OpenedChanged
            does: SubmissionChanged
            """);
    }

    [Fact]
    public void A_quote_that_was_refused_waits_for_a_new_yes()
    {
        var chat = Written().Play("""
            you: share 3 quote with my name
            bot: quote with my name
            bot: Your reflection - 1 answered
            you: quote 3
            bot: It will be quoted exactly so
            bot: You approved exactly these words
            you: don't quote 3
            bot: 3 Evaluation: topics to the team.
            bot: Your reflection
            you: undo
            bot: Who may see question 3 stays as it is: topics to the team. To show it to more people, choose that yourself. Your reflection above shows it as it is now. [Change who sees it]
            not: Undone
            bot: Your reflection
            not: quote<It was hard.>
            you: undo
            bot: stays as it is: topics to the team
            bot: Your reflection
            """);
        Assert.Null(chat.Reflection.Of(QuestionId.Evaluation)!.ApprovedQuote);
        Assert.Equal(SharingChoice.Topics, chat.Reflection.Of(QuestionId.Evaluation)!.Choice);
    }

    [Fact]
    public void Words_of_a_reflection_that_is_in_come_back_for_their_author_alone()
    {
        var chat = Written().Play("""
            you: submit
            bot: Your reflection is in.
            you: withdraw 3
            bot: Taken back: your answer to question 3.
            you: undo
            bot: Undone. Your words for question 3 are back, and only you see them. Before, it was: topics to the team. [Change who sees it]
            bot: *
            """, more: true);
        Assert.Equal(("It was hard.", SharingChoice.OnlyMe), (chat.Reflection.Of(QuestionId.Evaluation)!.Text, chat.Reflection.Of(QuestionId.Evaluation)!.Choice));
        Assert.Empty(chat.Reflection.Released());
    }

    [Fact]
    public void What_was_taken_back_is_not_said_to_be_in()
    {
        Written().Play("""
            you: submit
            bot: Your reflection is in.
            you: withdraw 3
            bot: Taken back
            you: review
            bot: You have taken your answers back, so nothing of yours is in. What you write now is in at once
            you: pause
            bot: You have taken your answers back, so there is nothing to pause
            you: not this round
            bot: nothing of yours is in
            """);
    }

    /// <summary>Who takes one answer back after another has ten minutes for each.</summary>
    [Theory]
    [InlineData("undo", "undo")]
    [InlineData("[Undo] 1", "undo")]
    public void Of_two_answers_taken_back_in_a_row_both_come_back(string first, string second)
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: next
            bot: *
            you: I was glad.
            bot: Saved.
            you: withdraw 1
            bot: Taken back: your answer to question 1.
            and: Undo works for ten minutes, or until you do something else.
            """);
        var undoFirst = chat.Button("Undo");
        chat.Play("""
            you: withdraw 2
            bot: Taken back: your answer to question 2.
            """);
        Assert.Empty(chat.Reflection.Answered);
        if (first == "undo")
        {
            chat.Play("you: undo\nbot: Undone.", more: true).Any();
        }
        else
        {
            chat.Take(new Pressed(undoFirst.Action)).Any();
            Assert.Equal("We met.", Assert.Single(chat.Reflection.Answered).Text);
        }
        chat.Play($"you: {second}\nbot: Undone.", more: true).Any();
        Assert.Equal(["We met.", "I was glad."], chat.Reflection.Answered.Select(a => a.Text));
    }

    [Fact]
    public void Each_keeps_its_own_time_and_something_else_ends_them_all()
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: next
            bot: *
            you: I was glad.
            bot: Saved.
            you: withdraw 1
            bot: Taken back
            you: withdraw 2
            bot: Taken back
            """);
        var first = chat.State.Session.Undo.First(e => e.Kind == UndoKind.Gone).Number;
        chat.Take(new UndoOver(first)).Play("""
            you: undo
            bot: Undone.
            bot: *
            you: undo
            bot: Undone.
            """, more: true).Any();
        Assert.Equal("I was glad.", Assert.Single(chat.Reflection.Answered).Text);
        chat.Play("""
            you: withdraw 2
            bot: Taken back
            you: my choices
            bot: *
            you: undo
            """, more: true).Any();
        Assert.Empty(chat.Reflection.Answered);
    }

    [Fact]
    public void After_handing_in_undo_leads_back_to_what_was_handed_in()
    {
        var chat = Written().Play("""
            you: submit
            bot: Your reflection is in.
            you: withdraw 3
            bot: Taken back
            you: undo
            bot: Undone. Your words for question 3 are back, and only you see them.
            bot: Your reflection - 1 answered
            you: edit 3
            bot: *
            you: More of it.
            bot: Saved. 2 parts so far. [Undo] [Done]
            you: undo
            bot: Undone. Your message is out of question 3. 1 part left. [Done]
            you: Harder.
            bot: Saved.
            you: [Done]
            bot: Your reflection - 1 answered
            you: undo
            bot: Undone.
            bot: 3 of 6
            and: [Done]
            you: pause
            bot: Your reflection is in, so there is nothing to pause
            """);
        Assert.NotNull(chat.Reflection.SubmittedAt);
    }

    [Fact]
    public void A_quote_that_was_printed_is_not_asked_about_nor_promised_again()
    {
        var chat = Written().Play("you: submit\nbot: Your reflection is in.");
        chat.Context = chat.Context with { Printed = new HashSet<(string, QuestionId)> { ("r1", QuestionId.Evaluation) } };
        chat.Play("""
            you: share 3
            bot: A digest has quoted this answer already. An answer is quoted once, so nothing of it is printed again.
            not: your team would see exactly
            you: [quote, no name]
            bot: quote, no name. The team may see words you have approved, without your name. Ana Silva can read all of it. A digest has quoted this answer already.
            bot: A digest has quoted this answer already.
            not: [Quote exactly this]
            you: quote 3
            bot: A digest has quoted this answer already.
            you: reword 3
            bot: A digest has quoted this answer already.
            you: don't quote 3
            bot: 3 Evaluation: topics to the team.
            bot: *
            """);
        Assert.Null(chat.Reflection.Of(QuestionId.Evaluation)!.ApprovedQuote);
    }

    private static Chat Saved() => Chat.Asking().Play("""
        you: form
        bot: *
        fills: Description = We met.; Evaluation = It was hard.
        bot: Saved: 2 answers. [Undo]
        bot: *
        """);

    private static Chat Written() => Chat.Asking().Play("""
        you: edit 3
        bot: *
        you: It was hard.
        bot: Saved.
        you: [Done]
        bot: Your reflection - 1 answered
        """);
}
