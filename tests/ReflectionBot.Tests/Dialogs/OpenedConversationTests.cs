using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>What the facilitator has opened is shown no longer once its author takes any of it back (trust rule 7).</summary>
public sealed class OpenedConversationTests
{
    [Theory]
    [InlineData("you: withdraw 1")]
    [InlineData("you: share 1 only me")]
    [InlineData("you: withdraw 2")]
    [InlineData("you: share 2 only me")]
    [InlineData("deletes: m1")]
    [InlineData("deletes: m2")]
    [InlineData("deletes: m4")]
    [InlineData("edits: m1 = We met on Tuesday.")]
    [InlineData("you: edit 1\nbot: *\nfills: Description = We met on Tuesday.")]
    [InlineData("you: edit 2\nbot: *\nfills: Feelings =")]
    [InlineData("you: withdraw all\nbot: *\nyou: yes")]
    public void Taking_back_reaches_what_was_opened(string how) => Submitted().Play(how, more: true).Any().Play("does: OpenedChanged");

    [Theory]
    [InlineData("you: share 1 quote, no name")]
    [InlineData("you: share 2 topics")]
    [InlineData("you: withdraw 3")]
    [InlineData("deletes: m6")]
    [InlineData("you: edit 1\nbot: *\nyou: And then we left.")]
    public void What_takes_nothing_back_leaves_it_alone(string how) =>
        Assert.DoesNotContain(Submitted().Play(how, more: true).Effects, e => e is DialogEffect.OpenedChanged);

    [Fact]
    public void Drafts_were_never_opened() =>
        Assert.DoesNotContain(Chat.Asking().Play("you: We met.\nbot: Saved.\nyou: withdraw 1", more: true).Effects, e => e is DialogEffect.OpenedChanged);

    [Theory]
    [InlineData("you: withdraw 1")]
    [InlineData("deletes: m1")]
    public void Words_taken_back_wait_for_undo_no_longer_than_said(string how)
    {
        var chat = Submitted().Play($"{how}\nbot: *");
        var number = Assert.Single(chat.Effects.OfType<DialogEffect.UndoWaits>()).Number;
        Assert.Contains(chat.State.Session.Undo, e => e.Before.Any(a => a.Text.Contains("Monday", StringComparison.Ordinal)));
        chat.Take(new UndoOver(number - 1));
        Assert.Contains(chat.State.Session.Undo, e => e.Number == number);
        chat.Take(new UndoOver(number)).Play("bot: -");
        Assert.DoesNotContain(chat.State.Session.Undo, e => e.Before.Any(a => a.Text.Contains("Monday", StringComparison.Ordinal)));
        chat.Play("you: undo\nbot: ", more: true);
        Assert.DoesNotContain("Monday", chat.Reflection.Of(QuestionId.Description)!.Text, StringComparison.Ordinal);
    }

    /// <summary>Two parts for the team, one answer for the facilitator, and one for nobody.</summary>
    private static Chat Submitted() => Chat.Asking().Play("""
        you: We met on Monday.
        bot: Saved.
        you: They came late.
        bot: Saved.
        you: next
        bot: 2 of 6
        you: I was cross.
        bot: Saved.
        you: next
        bot: 3 of 6
        you: The room was cold.
        bot: Saved.
        you: share 2 facilitator
        bot: me and Ana
        bot: *
        you: share 3 only me
        bot: only me
        bot: *
        you: [Submit]
        bot: Your reflection is in.
        """);
}
