using System.Collections.Immutable;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Conversation.LateDelivery;

/// <summary>The questions the person has come from, by one platform's times.</summary>
/// <param name="Clock">Whose clock all the times are by; null while none is known.</param>
/// <param name="Seen">The time of the latest move: one that is older comes late itself, so nobody knows when what follows it was shown.</param>
/// <param name="Since">When the question now asked was asked for; null where none is asked or nobody knows.</param>
/// <param name="Left">The questions left, the latest last; their times do not overlap.</param>
public sealed record QuestionHistory(string? Clock, DateTimeOffset? Seen, DateTimeOffset? Since, ImmutableList<AskedBefore> Left)
{
    /// <summary>Nothing known.</summary>
    public static QuestionHistory None { get; } = new(null, null, null, []);

    /// <summary>Without the questions of one round.</summary>
    public QuestionHistory Without(string round) => this with { Left = Left.RemoveAll(a => a.Round == round) };
}

/// <summary>A question the person was asked before the one they are at.</summary>
/// <param name="Round">In which round.</param>
/// <param name="Stage">Which.</param>
/// <param name="Since">When it was asked for, in the platform's time.</param>
/// <param name="Until">When the person left it, in the platform's time.</param>
public sealed record AskedBefore(string Round, QuestionId Stage, DateTimeOffset Since, DateTimeOffset Until);
