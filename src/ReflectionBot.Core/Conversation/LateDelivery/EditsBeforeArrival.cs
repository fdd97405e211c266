using System.Collections.Immutable;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.LateDelivery;

/// <summary>
/// The person deletes or edits a message that has not arrived yet, because its first delivery was not accepted. The change is kept for a while,
/// so that the message is not stored with text that its author has taken back.
/// </summary>
internal static class EditsBeforeArrival
{
    private static string Gone => ConversationWording.ThatMessageWasDeletedBeforeI;
    private static string Outdated => ConversationWording.YouChangedThatMessageBeforeI;
    internal const string FormPart = "form:";

    /// <summary>Deletes expired entries: the text first, then the rest.</summary>
    public static void Forget(DialogTurn turn)
    {
        var now = turn.Context.Now;
        if (turn.Session.Early.Any(e => e.At(now) != e))
        {
            turn.Session = turn.Session with { Early = [.. turn.Session.Early.Select(e => e.At(now)).OfType<EarlyChange>()] };
        }
    }

    /// <summary>Records a change, replacing an earlier one of the same message.</summary>
    /// <param name="turn">The step.</param>
    /// <param name="messageId">The message's id.</param>
    /// <param name="kind">What was done.</param>
    /// <param name="text">The text after the change; null where it was deleted, or is too long.</param>
    /// <param name="at">The platform's time of the change; null where it gave none.</param>
    /// <returns>Null where a later change is known. Otherwise whether the message may still arrive.</returns>
    public static bool? Note(DialogTurn turn, string messageId, EarlyKind kind, string? text, DateTimeOffset? at)
    {
        var known = turn.Session.Early.Find(e => e.MessageId == messageId);
        if (known is { Kind: EarlyKind.Came })
        {
            return false;
        }
        if (known is not null && (at < known.Changed || (at == known.Changed && kind == EarlyKind.Edited)))
        {
            return null;
        }
        var now = turn.Context.Now.ToUniversalTime();
        Keep(turn, new(messageId, kind, text, at?.ToUniversalTime() ?? now, now));
        return true;
    }

    /// <summary>Remembers the answer that a deleted message was part of.</summary>
    public static void Left(DialogTurn turn, Reflection reflection, QuestionId stage, AnswerPart part, DateTimeOffset? at)
    {
        var now = turn.Context.Now.ToUniversalTime();
        Keep(turn, new(part.MessageId, EarlyKind.Came, null, at?.ToUniversalTime() ?? now, now) { Round = reflection.Round, Stage = stage, Version = reflection.Of(stage)!.Version, Sent = part.At });
    }

    /// <summary>Where a message was before its author deleted it; null where unknown, or where they have deleted it again since.</summary>
    public static EarlyChange? WhereLeft(DialogTurn turn, Edited back) =>
        turn.Session.Early.Find(e => e.MessageId == back.MessageId && e.Round is not null && !(back.At < e.Changed));

    /// <summary>Remembers that a message has returned to its answer.</summary>
    public static void IsBack(DialogTurn turn, Edited back) => Keep(turn, new(back.MessageId, EarlyKind.Back, null, back.At.ToUniversalTime(), turn.Context.Now.ToUniversalTime()));

    /// <summary>Whether a message was restored after this deletion of it.</summary>
    public static bool IsBackSince(DialogTurn turn, Deleted deleted) =>
        turn.Session.Early.Any(e => e.MessageId == deleted.MessageId && e.Kind == EarlyKind.Back && deleted.At < e.Changed);

    /// <summary>Applies an earlier change to a message that has now arrived; the change is used up.</summary>
    /// <returns>The input to continue with; null where its author has deleted the message, or where its new text is no longer known.</returns>
    public static DialogInput? Apply(DialogTurn turn, DialogInput input)
    {
        var message = input as TextReceived ?? (input as Typed)?.Message;
        if (message is null || turn.Session.ChangeAhead(message.MessageId, turn.Context.Now) is not { } change)
        {
            return input;
        }
        turn.Session = turn.Session with { Early = turn.Session.Early.RemoveAll(e => e.MessageId == change.MessageId) };
        if (change.Text is null)
        {
            turn.Pending = turn.Was;
            turn.Say(change.Kind == EarlyKind.Deleted ? Gone : Outdated);
            return null;
        }
        var changed = message with { Text = change.Text, ChangedAt = change.Changed };

        // The caller has parsed the changed text. A word parsed from the older text is no longer what the message says.
        return input is Typed typed && message.Text == change.Text ? typed with { Message = changed } : changed;
    }

    /// <summary>Remembers which messages a step took out of their answers, so that no text is kept from a late edit of them.</summary>
    /// <param name="turn">The step, at its end.</param>
    /// <param name="before">The state before it.</param>
    public static void Came(DialogTurn turn, PersonState before)
    {
        var now = Messages(turn.State, before);
        if (turn.Session.Early.Any(e => e.Kind == EarlyKind.Came && now.Contains(e.MessageId)))
        {
            turn.Session = turn.Session with { Early = turn.Session.Early.RemoveAll(e => e.Kind == EarlyKind.Came && now.Contains(e.MessageId)) };
        }
        foreach (var id in Messages(before, turn.State).Except(now).Where(id => !id.StartsWith(FormPart, StringComparison.Ordinal)))
        {
            var at = turn.Context.Now.ToUniversalTime();
            if (turn.Session.Early.Any(e => e.MessageId == id && e.Round is not null && e.Kept == at))
            {
                continue; // Its author has just deleted it.
            }
            Keep(turn, new(id, EarlyKind.Came, null, at, at));
        }
    }

    private static void Keep(DialogTurn turn, EarlyChange change)
    {
        var early = turn.Session.Early.RemoveAll(e => e.MessageId == change.MessageId).Add(change);
        while (early.Count > EarlyLimits.Changes)
        {
            // These are the least useful ones.
            early = early.Remove(early.Find(e => e.Kind == EarlyKind.Came) ?? early[0]);
        }
        while (early.Sum(e => e.Text?.Length ?? 0) > EarlyLimits.Text)
        {
            var oldest = early.First(e => e.Text is not null);
            early = early.Replace(oldest, oldest with { Text = null });
        }
        turn.Session = turn.Session with { Early = early };
    }

    /// <summary>The messages in those reflections that differ from the other state's.</summary>
    private static ImmutableSortedSet<string> Messages(PersonState state, PersonState other) =>
        state.Reflections.Values.Where(r => !ReferenceEquals(r, other.Reflections.GetValueOrDefault(r.Round))).SelectMany(r => r.Answers.Values).SelectMany(a => a.Parts.Select(p => p.MessageId).Concat(a.Quote?.Message is { } quoted ? [quoted] : [])).ToImmutableSortedSet(StringComparer.Ordinal);
}
