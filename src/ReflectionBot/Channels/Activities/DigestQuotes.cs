using ReflectionBot.Core.Chat;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Activities;

/// <summary>Leaves quotes out of a digest that is too large for its channel. A quote is printed exactly as its author approved it, or not at all.</summary>
internal static class DigestQuotes
{
    /// <summary>The digest with only its first quotes in reading order, up to the given number. A note says so where any quote is left out.</summary>
    public static DigestMessage Keep(DigestMessage digest, int kept)
    {
        var left = kept;
        var dropped = false;
        var sections = digest.Sections
            .Select(s => s with { Themes = [.. s.Themes.Select(t => t with { Quotes = Take(t.Quotes, ref left, ref dropped) })] })
            .ToList();
        var said = Take(digest.Said, ref left, ref dropped);
        var notes = dropped ? [.. digest.Notes, CardWording.SomeQuotesAreLeftOutBecause] : digest.Notes;
        return digest with { Sections = sections, Said = said, Notes = notes };
    }

    private static IReadOnlyList<HeadedText> Take(IReadOnlyList<HeadedText> quotes, ref int left, ref bool dropped)
    {
        var taken = Math.Min(left, quotes.Count);
        left -= taken;
        dropped |= taken < quotes.Count;
        return taken == quotes.Count ? quotes : [.. quotes.Take(taken)];
    }
}
