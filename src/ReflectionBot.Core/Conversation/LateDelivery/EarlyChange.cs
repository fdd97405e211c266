using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Conversation.LateDelivery;

/// <summary>A change by the person to a message that has not arrived yet, or that arrived and was taken out again.</summary>
/// <param name="MessageId">The channel's id of the message.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Text">The text after the change; null where it was deleted, or where the text has expired.</param>
/// <param name="Changed">The platform's time of the change, UTC: an older change that arrives later is ignored.</param>
/// <param name="Kept">When it was recorded here, UTC.</param>
public sealed record EarlyChange(string MessageId, EarlyKind Kind, string? Text, DateTimeOffset Changed, DateTimeOffset Kept)
{
    /// <summary>For a message that its author deleted: the round of the answer it was part of, so that it can return there when restored; null for others.</summary>
    public string? Round { get; init; }

    /// <summary>The stage of that answer.</summary>
    public QuestionId? Stage { get; init; }

    /// <summary>That answer's version after the deletion.</summary>
    public long? Version { get; init; }

    /// <summary>When the message was sent, by the platform's clock, UTC.</summary>
    public DateTimeOffset? Sent { get; init; }

    /// <summary>What is left of it at a given time: the text expires first, then the rest.</summary>
    /// <returns>Null for nothing.</returns>
    public EarlyChange? At(DateTimeOffset now) =>
        now - Kept >= EarlyLimits.Notes ? null : Text is not null && now - Kept >= EarlyLimits.Words ? this with { Text = null } : this;
}

/// <summary>What was done to a message.</summary>
public enum EarlyKind
{
    /// <summary>It was deleted before it arrived.</summary>
    Deleted = 0,

    /// <summary>It was edited before it arrived.</summary>
    Edited = 1,

    /// <summary>It arrived, and was taken out of its answer. It does not arrive again, so no text is kept for it.</summary>
    Came = 2,

    /// <summary>It was restored after it had been deleted: an older deletion that arrives later is ignored.</summary>
    Back = 3,
}

/// <summary>Limits of what is kept for messages that may still arrive.</summary>
public static class EarlyLimits
{
    /// <summary>Maximum number of changes kept for one person.</summary>
    public const int Changes = 20;

    /// <summary>Maximum length of all their texts together, in UTF-16 characters.</summary>
    public const int Text = 40_000;

    /// <summary>How long the text of an edited message is kept: as long as text that can be undone.</summary>
    public static readonly TimeSpan Words = UndoLimits.Kept;

    /// <summary>How long the fact is kept that a message was deleted or edited. It holds no text, and the slowest chat platforms retry for hours.</summary>
    public static readonly TimeSpan Notes = TimeSpan.FromHours(24);
}
