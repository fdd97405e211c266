using ReflectionBot.Core.Themes;

namespace ReflectionBot.Core.Digests;

/// <summary>
/// What may be shown: the only information about reflections that a digest is written from. Only <see cref="DisclosureControl"/> creates it. It
/// holds no person, no number and nothing below a minimum, so that nothing undisclosed can be printed by mistake.
/// </summary>
public sealed record Disclosed
{
    internal Disclosed()
    {
    }

    /// <summary>The themes to show, in codebook order; with none there is no theme content.</summary>
    public required IReadOnlyList<DisclosedTheme> Themes { get; init; }

    /// <summary>Quotes under no theme, and plans. Empty without theme content.</summary>
    public required IReadOnlyList<DisclosedQuote> Said { get; init; }

    /// <summary>The facilitator held back part of what this digest would otherwise have shown.</summary>
    public required bool HeldBack { get; init; }

    /// <summary>The codebook's version, as printed.</summary>
    public required string Codebook { get; init; }

    /// <summary>Whether there is anything to show about themes.</summary>
    public bool HasThemeContent => Themes.Count > 0;
}

/// <summary>A theme to show.</summary>
public sealed record DisclosedTheme
{
    internal DisclosedTheme()
    {
    }

    /// <summary>E.g. "Process".</summary>
    public required string Group { get; init; }

    /// <summary>The codebook's words for it.</summary>
    public required ThemeWords Words { get; init; }

    /// <summary>Enough people wrote about it as present.</summary>
    public required bool Present { get; init; }

    /// <summary>Enough people wrote about it as strained.</summary>
    public required bool Strained { get; init; }

    /// <summary>Labels of the topics that enough people wrote about; often none.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>Released quotes listed under it.</summary>
    public required IReadOnlyList<DisclosedQuote> Quotes { get; init; }
}

/// <summary>A released quote without its author's id.</summary>
/// <param name="Exact">The string its author approved.</param>
/// <param name="Name">The name to print; null for none.</param>
/// <param name="IsPlan">Printed under "Next time".</param>
public sealed record DisclosedQuote(string Exact, string? Name, bool IsPlan);
