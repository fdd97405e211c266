using ReflectionBot.Core.Themes;

namespace ReflectionBot.Core.Digests.Quotes;

/// <summary>
/// Where a quote may stand: under the first theme that its own words speak of. Nothing else of the answer decides it, since that would make
/// public what the author kept out of the quote (trust rule 6).
/// </summary>
/// <param name="ThemeId">The theme.</param>
/// <param name="Present">The words speak of it as present.</param>
/// <param name="Strained">The words speak of it as strained.</param>
public sealed record QuotePlace(string ThemeId, bool Present, bool Strained)
{
    /// <summary>The place of these words; null where they speak of no theme.</summary>
    public static QuotePlace? Of(DigestCoding coding, string exact)
    {
        var codes = coding.Coder.Code(coding.Codebook, exact);
        if (codes.Count == 0)
        {
            return null;
        }

        var theme = codes.Where(c => c.ThemeId == codes[0].ThemeId).Select(c => c.Polarity).ToList();
        return new(codes[0].ThemeId, theme.Exists(p => p != Polarity.Strained), theme.Exists(p => p != Polarity.Present));
    }

    /// <summary>Whether the words can stand under what is said of the theme: nothing of it may read as their opposite.</summary>
    internal bool Fits(DisclosedTheme shown) => (!shown.Present && !shown.Strained) || ((shown.Present || !Present) && (shown.Strained || !Strained));
}
