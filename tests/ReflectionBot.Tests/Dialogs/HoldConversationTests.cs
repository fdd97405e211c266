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
        chat.Play($"{how}\nbot: You go on as before. What you wrote is no longer held back. [Resume]\ndoes: SubmissionChanged");
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
            """);
        chat.Play("""
            you: contact me Sam Okoro
            bot: I give Sam Okoro your name now
            """);
        chat.State = chat.State with { Session = chat.State.Session with { Round = null, Phase = Core.Dialogs.Phase.Idle } };
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
