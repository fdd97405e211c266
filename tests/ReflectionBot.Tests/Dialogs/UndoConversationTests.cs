using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>Undo brings words back, never readers, and takes a submission back whole.</summary>
public sealed class UndoConversationTests
{
    /// <summary>An open question is the latest thing. Undo says no to it, and the words before it stay.</summary>
    [Theory]
    [InlineData("say to team", "what the team of")]
    [InlineData("leave project", "Leave")]
    [InlineData("withdraw all", "Take back")]
    public void Where_a_question_is_open_undo_says_no_to_it_and_nothing_written_is_lost(string typed, string question)
    {
        var chat = Chat.Asking().Play($"""
            you: We met.
            bot: Saved.
            you: {typed}
            bot: {question}
            you: undo
            bot: All right, not that. Nothing else has changed.
            bot: 1 of 6
            """);
        Assert.Equal("We met.", Assert.Single(chat.Reflection.Answered).Text);
    }

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
        Assert.Equal((SharingChoice.OnlyMe, "It was hard."), (chat.Reflection.Of(Stage.Evaluation)!.Choice, chat.Reflection.Of(Stage.Evaluation)!.Text));
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
        Assert.Null(chat.Reflection.Of(Stage.Evaluation)!.ApprovedQuote);
        Assert.Equal(SharingChoice.Topics, chat.Reflection.Of(Stage.Evaluation)!.Choice);
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
        Assert.Equal(("It was hard.", SharingChoice.OnlyMe), (chat.Reflection.Of(Stage.Evaluation)!.Text, chat.Reflection.Of(Stage.Evaluation)!.Choice));
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

    /// <summary>What has been undone by something later is no more to be undone.</summary>
    [Theory]
    [InlineData("withdraw 1")]
    [InlineData("(deletes)")]
    public void Undone_is_said_only_where_something_has_changed(string gone)
    {
        var chat = Chat.Asking();
        chat.Play("you: We met.\nbot: Saved.");
        chat.Play(gone == "(deletes)" ? "deletes: m1\nbot: That message is out of" : $"you: {gone}\nbot: Taken back");
        chat.Play("""
            you: my choices
            bot: You have no answers here.
            you: undo
            bot: There is nothing to undo.
            """);
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
        chat.Context = chat.Context with { Printed = new HashSet<(string, Stage)> { ("r1", Stage.Evaluation) } };
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
        Assert.Null(chat.Reflection.Of(Stage.Evaluation)!.ApprovedQuote);
    }

    /// <summary>Undo takes back what was done last and nothing older, whatever came between; what it would have come to is named, and a button away.</summary>
    [Theory]
    [InlineData("who opened")]
    [InlineData("my answers")]
    [InlineData("consent")]
    [InlineData("carry on")]
    [InlineData("fewer messages")]
    [InlineData("contact me Nobody Known")]
    public void Undo_after_something_that_left_nothing_to_undo_touches_nothing_older(string typed)
    {
        var chat = Saved();
        chat.Play($"you: {typed}\nbot: *", more: true).Any();
        chat.Play("you: undo\nbot: I have", more: true).Any();
        chat.Play("you: undo\nbot: I have", more: true).Any();
        Assert.Equal(2, chat.Reflection.Answered.Count());
    }

    [Fact]
    public void Undo_after_a_question_that_went_unanswered_says_no_to_it_and_touches_nothing()
    {
        var chat = Saved().Play("""
            you: withdraw all
            bot: Take back all 2 answers
            you: my choices
            bot: *
            you: undo
            bot: I have touched nothing from before it. My question before that is not waiting any more, and nothing comes of it. The latest thing that can be undone is what you did to question 1 and question 3. [Undo that]
            """);
        Assert.Equal(2, chat.Reflection.Answered.Count());
        chat.Play("""
            you: yes
            bot: Nothing is waiting for a yes right now.
            """, more: true).Any();
        Assert.Equal(2, chat.Reflection.Answered.Count());
    }

    /// <summary>The button is for the step that was named with it, and for none that is the latest again later.</summary>
    [Fact]
    public void An_older_card_of_an_undo_undoes_no_other_step()
    {
        var chat = Saved().Play("""
            you: share 1 only me
            bot: only me
            bot: Your reflection
            you: share 1 topics
            bot: topics
            bot: Your reflection
            you: my choices
            bot: *
            you: undo
            bot: The latest thing that can be undone is what you did to question 1. [Undo that]
            """);
        var old = chat.Button("Undo that").Action;
        chat.Play("""
            you: share 3 only me
            bot: only me
            bot: Your reflection
            you: share 3 facilitator
            bot: me and Ana
            bot: Your reflection
            you: my choices
            bot: *
            you: undo
            bot: what you did to question 3. [Undo that]
            you: [Undo that]
            bot: Undone. Question 3: only me, as before.
            bot: Your reflection
            """);
        chat.Take(new Pressed(old)).Play("bot: That one is over, since you have done something else. Nothing has changed.");
        Assert.Equal(SharingChoice.Topics, chat.Reflection.Of(Stage.Description)!.Choice);
    }

    [Fact]
    public void A_typed_undo_works_where_the_bot_says_to_write_it()
    {
        var chat = Saved();
        var first = chat.Button("Undo").Action;
        chat.Play("""
            you: share 1 only me
            bot: only me
            bot: Your reflection
            you: share 1 topics
            bot: topics
            bot: Your reflection
            """).Take(new Pressed(first)).Play("""
            bot: You have done something else since. The latest thing that can be undone is what you did to question 1. `undo` takes that back first. [Undo that]
            you: undo
            bot: Undone. Question 1: only me, as before.
            bot: Your reflection
            """);
    }

    [Fact]
    public void An_undo_of_another_round_says_which_and_what()
    {
        var chat = Saved().Play("""
            you: share 3 only me
            bot: only me
            bot: Your reflection
            you: share 3 topics
            bot: topics
            bot: Your reflection
            """);
        chat.State = chat.State with { Session = chat.State.Session with { Round = null, Phase = Phase.Idle } };
        chat.Play("""
            you: undo
            bot: Undone on Focus groups complete. Question 3: only me, as before.
            """);
    }

    /// <summary>What a command outside the dialog leaves waiting is nothing.</summary>
    [Fact]
    public void A_question_lapses_with_a_command_outside_the_dialog()
    {
        var chat = Saved().Play("you: withdraw all\nbot: Take back all 2 answers");
        chat.Take(new DidElse()).Any();
        chat.Play("you: undo\nbot: nothing comes of it", more: true).Any();
        chat.Play("you: yes\nbot: Nothing is waiting", more: true).Any();
        Assert.Equal(2, chat.Reflection.Answered.Count());
    }

    [Fact]
    public void A_form_that_is_undone_says_which_words_are_gone_and_brings_them_back()
    {
        var chat = Saved().Play("""
            you: undo
            bot: Undone. Your words for question 1 and question 3 are as they were before; what is gone can be brought back for ten minutes, or until you do something else. [Bring it back]
            bot: *
            """);
        Assert.Empty(chat.Reflection.Answered);
        chat.Play("""
            you: [Bring it back]
            bot: Undone. The newer words for question 1 and question 3 are back.
            """, more: true).Any();
        Assert.Equal(["We met.", "It was hard."], chat.Reflection.Answered.Select(a => a.Text));
    }

    [Fact]
    public void Words_that_an_undo_took_out_go_for_good_with_the_next_thing_done()
    {
        var chat = Saved();
        chat.Play("you: undo\nbot: Undone.", more: true).Any();
        chat.Play("you: my choices\nbot: *", more: true).Any();
        Assert.DoesNotContain(chat.State.Session.Undo, e => e.Before.Any(a => a.Text.Contains("hard", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("Yes please")]
    [InlineData("no")]
    [InlineData("ok")]
    public void A_bare_yes_after_a_question_that_went_unanswered_is_no_answer(string word)
    {
        var chat = Saved().Play("""
            you: edit 3
            bot: *
            you: withdraw all
            bot: Take back all 2 answers
            you: my choices
            bot: *
            """);
        chat.Play($"you: {word}\nbot: I have done nothing, and have not kept it", more: true).Any();
        Assert.Equal("It was hard.", chat.Reflection.Of(Stage.Evaluation)!.Text);
    }

    [Fact]
    public void At_a_question_of_a_draft_a_bare_yes_is_an_answer_as_ever()
    {
        var chat = Chat.Asking().Play("""
            you: yes
            bot: Saved.
            """);
        Assert.Equal("yes", Assert.Single(chat.Reflection.Answered).Text);
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
