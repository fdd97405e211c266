namespace ReflectionBot.Core.Chat;

/// <summary>Somebody's own overview, for a channel that has a place for one beside the chat: only they see it.</summary>
/// <param name="Title">In large words on top.</param>
/// <param name="Parts">In order; the first is what can be done now.</param>
public sealed record HomePage(string Title, IReadOnlyList<HomePart> Parts)
{
    /// <summary>The language it is in; null for the one that holds where it is drawn.</summary>
    public string? Language { get; init; }
}

/// <summary>One part of the overview.</summary>
/// <param name="Heading">In bold; may be empty.</param>
/// <param name="Lines">Short lines of plain text.</param>
/// <param name="Buttons">In order.</param>
public sealed record HomePart(string Heading, IReadOnlyList<string> Lines, IReadOnlyList<Button> Buttons);
