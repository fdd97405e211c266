using System.Collections.Immutable;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Conversation.LateDelivery;

/// <summary>The questions that the person has left, by one platform's times.</summary>
/// <param name="Clock">The channel whose clock all the times use; null while none is known.</param>
/// <param name="Seen">The time of the latest move. An older move arrived late itself, so it is unknown when the question after it was shown.</param>
/// <param name="Since">When the current question was asked for; null where there is none or the time is unknown.</param>
/// <param name="Left">The questions left, the latest last; their time spans do not overlap.</param>
public sealed record QuestionHistory(string? Clock, DateTimeOffset? Seen, DateTimeOffset? Since, ImmutableList<AskedBefore> Left)
{
    /// <summary>Nothing known.</summary>
    public static QuestionHistory None { get; } = new(null, null, null, []);

    /// <summary>Without the questions of one round.</summary>
    public QuestionHistory Without(string round) => this with { Left = Left.RemoveAll(a => a.Round == round) };
}

/// <summary>A question that the person was asked before the current one.</summary>
/// <param name="Round">The round.</param>
/// <param name="Stage">The question.</param>
/// <param name="Since">When it was asked for, in the platform's time.</param>
/// <param name="Until">When the person left it, in the platform's time.</param>
public sealed record AskedBefore(string Round, QuestionId Stage, DateTimeOffset Since, DateTimeOffset Until);
