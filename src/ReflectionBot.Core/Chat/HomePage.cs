namespace ReflectionBot.Core.Chat;

/// <summary>A person's own overview, for a channel that has a page for it beside the chat. Only that person sees it.</summary>
/// <param name="Title">The large heading at the top.</param>
/// <param name="Parts">In order; the first lists what can be done now.</param>
public sealed record HomePage(string Title, IReadOnlyList<HomePart> Parts)
{
    /// <summary>The language of the page; null for the current language where it is rendered.</summary>
    public string? Language { get; init; }
}

/// <summary>One part of the overview.</summary>
/// <param name="Heading">In bold; may be empty.</param>
/// <param name="Lines">Short lines of plain text.</param>
/// <param name="Buttons">In order.</param>
public sealed record HomePart(string Heading, IReadOnlyList<string> Lines, IReadOnlyList<Button> Buttons);
