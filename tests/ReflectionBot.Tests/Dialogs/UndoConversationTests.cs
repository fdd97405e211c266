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
        Assert.Equal(SharingChoice.Topics, chat.Reflection.Of(QuestionId.Description)!.Choice);
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
        Assert.Equal("It was hard.", chat.Reflection.Of(QuestionId.Evaluation)!.Text);
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
}
