using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Conversation.Cards;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>A card says what became of it once its buttons are over, whether it was answered by a button or in words, and holds none of its author's words.</summary>
public sealed class CardConversationTests
{
    [Fact]
    public void A_pressed_card_says_what_was_chosen()
    {
        var chat = new Chat().Play("""
            round: opens r1
            bot: Before you start
            you: [I agree]
            bot: Six questions
            over: Who sees it.
            over: You chose: I agree.
            you: [One at a time]
            bot: 1 of 6
            over: Housing priorities: Focus groups complete You chose: one at a time.
            you: We met.
            bot: Saved.
            you: [Next]
            bot: 2 of 6
            over: 1 of 6 What happened in this part of the project? You chose: next.
            over: Saved. You chose: next.
            you: [Skip]
            bot: 3 of 6
            over: 2 of 6 How did you feel as it went on? You chose: skip.
            you: leave project
            bot: Leave Housing priorities?
            you: [Stay]
            bot: Nothing has changed.
            bot: 3 of 6
            over: Leave Housing priorities? You chose: no.
            you: [Stay]
            bot: no longer waiting
            bot: 3 of 6
            over: This card is over.
            you: review
            bot: Your reflection - 1 answered
            over: 3 of 6 What was good or bad about working together? This card is over.
            you: share 1
            bot: Who may see 1 Description
            you: [only me]
            bot: 1 Description: only me.
            and: Your reflection above shows it as it is now. [Submit] [Review]
            bot: Your reflection - 1 answered
            changes: only me
            over: Who may see 1 Description You chose: only me.
            you: [Submit]
            bot: Your reflection is in.
            over: Your reflection You chose: submit.
            """);
        Assert.DoesNotContain(chat.State.Session.Cards, c => c.Review is not null);
    }

    [Fact]
    public void A_card_answered_in_words_says_so_too()
    {
        new Chat().Play("""
            round: opens r1
            bot: Before you start
            you: agree
            bot: Six questions
            over: Before you start
            over: You chose: I agree.
            you: one at a time
            bot: 1 of 6
            over: Housing priorities: Focus groups complete You chose: one at a time.
            you: We met.
            bot: Saved.
            you: next
            bot: 2 of 6
            over: 1 of 6 What happened in this part of the project? You chose: next.
            over: Saved. You chose: next.
            you: leave project
            bot: Leave Housing priorities?
            you: no
            bot: Nothing has changed.
            bot: 2 of 6
            over: Leave Housing priorities? You chose: no.
            you: leave project
            bot: Leave Housing priorities?
            you: I felt welcome there.
            bot: Saved.
            over: Leave Housing priorities? This card is over.
            you: review
            bot: Your reflection - 2 answered
            you: share 1
            bot: Who may see 1 Description
            you: only me
            bot: 1 Description: only me.
            bot: Your reflection - 2 answered
            over: Who may see 1 Description You chose: only me.
            you: submit
            bot: Your reflection is in.
            over: Your reflection You chose: submit.
            """);
    }

    [Fact]
    public void No_to_the_consent_text_in_words_leaves_it_to_read()
    {
        new Chat().Play("""
            round: opens r1
            bot: Before you start
            you: no
            bot: Saying no changes nothing
            over: Who sees it.
            over: You chose: no.
            """);
    }

    [Fact]
    public void What_was_undone_is_not_saved_any_more()
    {
        Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: undo
            bot: Undone.
            over: Saved. You chose: undo.
            """);
    }

    [Fact]
    public void A_typed_answer_changes_no_card()
    {
        var chat = Chat.Asking().Play("you: We met.\nbot: Saved.\nyou: Twice.\nbot: Saved. 2 parts so far.");
        Assert.DoesNotContain(chat.Effects, e => e is DialogEffect.CardOver or DialogEffect.Changed);
    }

    [Fact]
    public void However_much_was_written_going_on_changes_a_few_cards_the_question_among_them()
    {
        var chat = Chat.Asking();
        for (var i = 0; i < 20; i++)
        {
            chat.Play($"you: We met again.\nbot: Saved.");
        }
        chat.Play("you: next\nbot: 2 of 6\nover: 1 of 6");
        Assert.Equal(ShownCard.Kept, chat.Effects.OfType<DialogEffect.CardOver>().Count());
        Assert.Single(chat.State.Session.Cards);
    }

    [Theory]
    [InlineData("Get help")]
    [InlineData("More")]
    public void A_card_whose_buttons_still_mean_what_they_say_stands_as_it_is(string label)
    {
        var chat = Chat.Asking().Play($"you: [{label}]\nbot: *");
        Assert.DoesNotContain(chat.Effects, e => e is DialogEffect.CardOver);
    }

    [Fact]
    public void A_card_of_which_nobody_knows_where_it_stands_is_changed_by_its_name()
    {
        var chat = Chat.Asking();
        chat.Take(new Pressed(chat.Button("Skip").Action)).Any();
        Assert.NotNull(Assert.Single(chat.Effects.OfType<DialogEffect.CardOver>()).Name);
    }

    [Fact]
    public void A_round_that_closes_puts_its_review_away()
    {
        var chat = Chat.Asking().Play("you: We met.\nbot: Saved.\nyou: review\nbot: *\nclock: +15\nround: closed r1\nbot: have closed");
        var over = Assert.Single(chat.Effects.OfType<DialogEffect.CardOver>());
        Assert.Contains("`my answers` shows what you wrote.", Chat.Plain(over.Message), StringComparison.Ordinal);
        Assert.Empty(over.Message.Buttons);
        Assert.True(over.Message.IsOver);
    }

    [Fact]
    public void The_review_changes_where_it_stands_with_whatever_changes_in_it()
    {
        var chat = Reviewing().Play("""
            edits: m1 = We met twice.
            bot: Changed in your answer to question 1.
            and: Your reflection above shows it as it is now. [Undo] [Submit] [Review]
            bot: We met twice.
            changes: We met twice.
            you: undo
            bot: Undone.
            changes: We met. (
            bot: We met. (
            you: withdraw 2
            bot: Taken back
            changes: 1 answered
            bot: Your reflection - 1 answered
            not: Fine.
            """);
        var (name, gone) = (chat.Effects.OfType<DialogEffect.Changed>().Single().Name, chat.Effects.OfType<DialogEffect.OwnTextWithdrawn>().Single());
        Assert.Equal(OwnTextMessages.Number(name), gone.Kept); // It shows what is left already.
    }

    [Fact]
    public void Words_to_be_quoted_are_shown_below_since_they_are_to_be_looked_at()
    {
        var chat = Reviewing().Play("you: share 1 quote without my name\nbot: 1 Description: quote, no name\nbot: Your reflection - 2 answered\nover: Your reflection stands below as it is now.");
        Assert.DoesNotContain(chat.Effects, e => e is DialogEffect.Changed);
    }

    [Fact]
    public void A_review_far_above_is_shown_anew_below()
    {
        var chat = Reviewing();
        for (var i = 0; i < 6; i++)
        {
            chat.Play("you: share 1\nbot: Who may see 1 Description");
        }
        chat.Play("you: [only me]\nbot: 1 Description: only me.\nnot: above\nbot: Your reflection - 2 answered\nover: Your reflection stands below as it is now.");
        Assert.DoesNotContain(chat.Effects, e => e is DialogEffect.Changed);
    }

    [Fact]
    public void A_review_in_another_chat_is_not_above()
    {
        var chat = Reviewing();
        chat.Context = chat.Context with { Chat = "elsewhere" };
        chat.Play("you: share 1 only me\nbot: 1 Description: only me.\nnot: above\nbot: Your reflection - 2 answered\nover: Your reflection stands below as it is now.");
    }

    [Fact]
    public void An_older_version_knew_the_review_alone()
    {
        var chat = Reviewing();
        var row = SessionRows.ToColumns(chat.State.Session).With("Cards", (string?)null).With("Review", OwnTextMessages.Name("r1", 7));
        chat.State = chat.State with { Session = SessionRows.ToSession(row) };
        chat.Play("you: submit\nbot: Your reflection is in.\nover: Your reflection");
    }

    private static Chat Reviewing() => Chat.Asking().Play("you: We met.\nbot: Saved.\nyou: next\nbot: 2 of 6\nyou: Fine.\nbot: Saved.\nyou: review\nbot: Your reflection - 2 answered");
}
