using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands;

/// <summary>What is asked before something ends or is taken away: by name, and what will happen to whom.</summary>
/// <param name="Paragraphs">What will happen, what cannot be undone, and who is told.</param>
/// <param name="Yes">What stands on the button that says yes: it names what it does.</param>
/// <param name="Line">The whole command that a yes carries out.</param>
public sealed record AskedQuestion(IReadOnlyList<string> Paragraphs, string Yes, string Line)
{
    /// <summary>What it says of things that others may change, as a hash: a yes is to these and no others. The time of asking is none of them.</summary>
    public string Facts => Hashes.Short(About ?? [.. Paragraphs, Yes]);

    /// <summary>These things, where the paragraphs also tell a time; null for the paragraphs.</summary>
    public IReadOnlyList<string>? About { get; init; }
}
