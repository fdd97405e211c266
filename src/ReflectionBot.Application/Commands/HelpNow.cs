using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Commands;

/// <summary>What help knows of whoever asks for it, so that it can begin with what they can do now.</summary>
/// <param name="Roles">What they are in the project.</param>
public sealed record HelpNow(Roles Roles)
{
    /// <summary>The project's name; null where none can be named.</summary>
    public string? Project { get; init; }

    /// <summary>They are on several projects.</summary>
    public bool IsSeveral { get; init; }

    /// <summary>The consent text has gaps, so no round opens yet.</summary>
    public bool HasGaps { get; init; }

    /// <summary>A round is open.</summary>
    public bool HasOpenRound { get; init; }

    /// <summary>Where their own answering is.</summary>
    public Phase Phase { get; init; }

    /// <summary>Questions are open for them.</summary>
    public bool IsAsked { get; init; }
}
