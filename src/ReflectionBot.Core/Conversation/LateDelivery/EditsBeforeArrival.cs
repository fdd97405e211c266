using System.Collections.Immutable;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.LateDelivery;

/// <summary>
/// The person deletes or edits a message that has not come yet, because its first delivery was not taken. The change is kept for a while, so
/// that the message is not taken with words its author has taken back.
/// </summary>
internal static class EditsBeforeArrival
{
    private static string Gone => ConversationWording.ThatMessageWasDeletedBeforeI;
    private static string Outdated => ConversationWording.YouChangedThatMessageBeforeI;
    internal const string FormPart = "form:";

    /// <summary>Lets go of what has had its time: words first, then the rest.</summary>
    public static void Forget(DialogTurn turn)
    {
        var now = turn.Context.Now;
        if (turn.Session.Early.Any(e => e.At(now) != e))
        {
            turn.Session = turn.Session with { Early = [.. turn.Session.Early.Select(e => e.At(now)).OfType<EarlyChange>()] };
        }
    }

    /// <summary>Keeps a change in mind, in place of an earlier one of the same message.</summary>
    /// <param name="turn">The step.</param>
    /// <param name="messageId">The message's id.</param>
    /// <param name="kind">What was done.</param>
    /// <param name="text">What it says now; null where it was deleted, or says too much.</param>
    /// <param name="at">The platform's time of the change; null where it told none.</param>
    /// <returns>Null where a later change is known. Otherwise whether the message may still come.</returns>
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

    /// <summary>Remembers where a message was that its author deleted.</summary>
    public static void Left(DialogTurn turn, Reflection reflection, QuestionId stage, AnswerPart part, DateTimeOffset? at)
    {
        var now = turn.Context.Now.ToUniversalTime();
        Keep(turn, new(part.MessageId, EarlyKind.Came, null, at?.ToUniversalTime() ?? now, now) { Round = reflection.Round, Stage = stage, Version = reflection.Of(stage)!.Version, Sent = part.At });
    }

    /// <summary>Where a message was before its author deleted it; null where that is not known, or they deleted it again since.</summary>
    public static EarlyChange? WhereLeft(DialogTurn turn, Edited back) =>
        turn.Session.Early.Find(e => e.MessageId == back.MessageId && e.Round is not null && !(back.At < e.Changed));

    /// <summary>Remembers that a message is in its answer again.</summary>
    public static void IsBack(DialogTurn turn, Edited back) => Keep(turn, new(back.MessageId, EarlyKind.Back, null, back.At.ToUniversalTime(), turn.Context.Now.ToUniversalTime()));

    /// <summary>Whether a message was brought back after this deletion of it.</summary>
    public static bool IsBackSince(DialogTurn turn, Deleted deleted) =>
        turn.Session.Early.Any(e => e.MessageId == deleted.MessageId && e.Kind == EarlyKind.Back && deleted.At < e.Changed);

    /// <summary>What a message comes to after what was done to it before it came; the change is used up.</summary>
    /// <returns>The input to go on with; null where its author has deleted it, or where its new words are not known any more.</returns>
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

        // Whoever reads words reads the changed text; a word read from the older one is no longer what the message says.
        return input is Typed typed && message.Text == change.Text ? typed with { Message = changed } : changed;
    }

    /// <summary>Remembers which messages a step took out of their answers, so that no words are kept of an edit of theirs that comes late.</summary>
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
            // Those are the least needed.
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
