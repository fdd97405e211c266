using ReflectionBot.Core.Themes;

namespace ReflectionBot.Core.Digests.Quotes;

/// <summary>
/// Where a quote may be listed: under the first theme that its own words are about. The rest of the answer is not used, because that would
/// reveal what the author left out of the quote (trust rule 6).
/// </summary>
/// <param name="ThemeId">The theme.</param>
/// <param name="Present">The words are about it as present.</param>
/// <param name="Strained">The words are about it as strained.</param>
public sealed record QuotePlace(string ThemeId, bool Present, bool Strained)
{
    /// <summary>The place of these words; null where they are about no theme.</summary>
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

    /// <summary>Whether the words fit under what the digest says about the theme: the two must not contradict each other.</summary>
    internal bool Fits(DisclosedTheme shown) => (!shown.Present && !shown.Strained) || ((shown.Present || !Present) && (shown.Strained || !Strained));
}
