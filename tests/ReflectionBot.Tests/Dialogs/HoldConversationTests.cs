using ReflectionBot.Core.Dialogs;
using ReflectionBot.Core.Reflections;

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
        chat.Play($"{how}\nbot: You go on as before. What you wrote is no longer held back, and reminders come again.\ndoes: SubmissionChanged");
        Assert.Equal(Stage.Description, Assert.Single(chat.Reflection.Released()).Stage);
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

    private static Chat Held() => Chat.Asking().Play("""
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
