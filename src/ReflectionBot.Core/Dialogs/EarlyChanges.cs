namespace ReflectionBot.Core.Dialogs;

/// <summary>
/// The person deletes or edits a message that has not come yet, because its first delivery was not taken. The change is kept for a while, so
/// that the message is not taken with words its author has taken back.
/// </summary>
internal static class EarlyChanges
{
    private const string Gone = "That message was deleted before I got it, so it is not kept.";

    /// <summary>Lets go of changes that no message came for.</summary>
    public static void Forget(DialogTurn turn)
    {
        if (turn.Session.Early.Any(e => !e.Lasts(turn.Context.Now)))
        {
            turn.Session = turn.Session with { Early = turn.Session.Early.RemoveAll(e => !e.Lasts(turn.Context.Now)) };
        }
    }

    /// <summary>Keeps a change in mind, in place of an earlier one of the same message.</summary>
    /// <param name="turn">The step.</param>
    /// <param name="messageId">The message's id.</param>
    /// <param name="text">What it says now; null where it was deleted.</param>
    /// <param name="at">The platform's time of the change; null where it told none.</param>
    public static void Note(DialogTurn turn, string messageId, string? text, DateTimeOffset? at)
    {
        var early = turn.Session.Early;
        var known = early.Find(e => e.MessageId == messageId);
        if (known is not null && at < known.At)
        {
            return;
        }
        early = (known is null ? early : early.Remove(known)).Add(new(messageId, text, (at ?? turn.Context.Now).ToUniversalTime(), turn.Context.Now.ToUniversalTime()));
        while (early.Count > EarlyLimits.Changes || early.Sum(e => e.Text?.Length ?? 0) > EarlyLimits.Text)
        {
            early = early.Remove(early.Count > EarlyLimits.Changes ? early[0] : early.First(e => e.Text is not null));
        }
        turn.Session = turn.Session with { Early = early };
    }

    /// <summary>What a message comes to after what was done to it before it came; the change is used up.</summary>
    /// <returns>The input to go on with; null where its author has deleted it.</returns>
    public static DialogInput? Apply(DialogTurn turn, DialogInput input)
    {
        var message = input as Said ?? (input as Typed)?.Message;
        if (message is null || turn.Session.ChangeAhead(message.MessageId, turn.Context.Now) is not { } change)
        {
            return input;
        }
        turn.Session = turn.Session with { Early = turn.Session.Early.Remove(change) };
        if (change.Text is null)
        {
            turn.Pending = turn.Was;
            turn.Say(Gone);
            return null;
        }
        var changed = message with { Text = change.Text, ChangedAt = change.At };

        // Whoever reads words reads the changed text; a word read from the older one is no longer what the message says.
        return input is Typed typed && message.Text == change.Text ? typed with { Message = changed } : changed;
    }
}
