using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Conversation.LateDelivery;

/// <summary>What the person did to a message that has not come yet, or that has come and gone.</summary>
/// <param name="MessageId">The channel's id of the message.</param>
/// <param name="Kind">What.</param>
/// <param name="Text">What it says now; null where it was deleted, or where the words have had their time.</param>
/// <param name="Changed">The platform's time of the change, UTC: an older change that comes later changes nothing.</param>
/// <param name="Kept">When it was noted here, UTC.</param>
public sealed record EarlyChange(string MessageId, EarlyKind Kind, string? Text, DateTimeOffset Changed, DateTimeOffset Kept)
{
    /// <summary>Of a message whose author deleted it: the round of the answer it was part of, so that it finds its place when they bring it back; null for others.</summary>
    public string? Round { get; init; }

    /// <summary>The stage of that answer.</summary>
    public QuestionId? Stage { get; init; }

    /// <summary>That answer's version after the deletion.</summary>
    public long? Version { get; init; }

    /// <summary>When the message was sent, by the platform's clock, UTC.</summary>
    public DateTimeOffset? Sent { get; init; }

    /// <summary>What is left of it at some time: first its words go, then the rest.</summary>
    /// <returns>Null for nothing.</returns>
    public EarlyChange? At(DateTimeOffset now) =>
        now - Kept >= EarlyLimits.Notes ? null : Text is not null && now - Kept >= EarlyLimits.Words ? this with { Text = null } : this;
}

/// <summary>What was done to a message.</summary>
public enum EarlyKind
{
    /// <summary>It was deleted before it came.</summary>
    Deleted = 0,

    /// <summary>It was edited before it came.</summary>
    Edited = 1,

    /// <summary>It came, and was taken out of its answer: it does not come again, so no words are kept for it.</summary>
    Came = 2,

    /// <summary>It was brought back after it had been deleted: an older deletion that comes later changes nothing.</summary>
    Back = 3,
}

/// <summary>Limits of what is kept for messages that may still come.</summary>
public static class EarlyLimits
{
    /// <summary>Changes of one person.</summary>
    public const int Changes = 20;

    /// <summary>UTF-16 characters of text in them together.</summary>
    public const int Text = 40_000;

    /// <summary>How long the words of an edited message are kept; as long as those that can be undone.</summary>
    public static readonly TimeSpan Words = UndoLimits.Kept;

    /// <summary>How long it counts that a message was deleted or edited. That holds no words, and the slowest of chats tries again for hours.</summary>
    public static readonly TimeSpan Notes = TimeSpan.FromHours(24);
}
