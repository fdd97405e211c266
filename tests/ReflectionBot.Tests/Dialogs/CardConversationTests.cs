using ReflectionBot.Core.Conversation;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>A card says what was chosen once its buttons are over, and holds none of its author's words.</summary>
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
            over: You chose: next.
            you: [Skip]
            bot: 3 of 6
            over: 2 of 6
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
            you: share 1
            bot: Who may see 1 Description
            you: [only me]
            bot: 1 Description: only me.
            bot: Your reflection - 1 answered
            over: Who may see 1 Description You chose: only me.
            over: This card is over. Your reflection stands below as it is now.
            you: [Submit]
            bot: Your reflection is in.
            over: Your reflection You chose: submit.
            """);
        Assert.Null(chat.State.Session.Review);
    }

    [Theory]
    [InlineData("Get help")]
    [InlineData("More")]
    [InlineData("Pause")]
    public void A_card_whose_buttons_still_mean_what_they_say_stands_as_it_is(string label)
    {
        var chat = Chat.Asking().Play($"you: [{label}]\nbot: *");
        Assert.DoesNotContain(chat.Effects, e => e is DialogEffect.CardOver);
    }

    [Fact]
    public void Where_nobody_knows_which_card_it_was_none_is_changed()
    {
        var chat = Chat.Asking();
        chat.Take(new Pressed(chat.Button("Skip").Action)).Any();
        Assert.DoesNotContain(chat.Effects, e => e is DialogEffect.CardOver);
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
}
