namespace ReflectionBot.Core.Digests;

/// <summary>
/// The quote check (trust rule 6): what the author is shown, word for word, before anything of theirs can be printed. What they approve is
/// stored and printed exactly so, or not at all.
/// </summary>
public static class QuoteCheck
{
    /// <summary>Longest quote, in UTF-16 units.</summary>
    public const int Longest = 280;

    private const int LooksAt = 4000;

    /// <summary>Shown with every quote check. Redaction takes out what it can find; it cannot make a story unknown.</summary>
    public const string Warning = "People may know you from the story, wording or spelling.";

    /// <summary>
    /// The exact string to show the author: on one line; e-mail and web addresses, phone-like and NHS-like numbers, postcodes replaced by
    /// [removed], the project's people by [name]; at most <see cref="Longest"/> units, cut at the end of a sentence if there is one. Null when
    /// nothing is left to quote.
    /// </summary>
    /// <param name="answer">The author's text.</param>
    /// <param name="names">Names of the project's people, as the project uses them; the author's own may be among them.</param>
    public static string? Prepare(string answer, IReadOnlyCollection<string> names)
    {
        var exact = PlainText.OneLine(Cut(Redaction.Apply(Start(PlainText.OneLine(answer)), names)));
        return Redaction.IsOnlyPlaceholders(exact) ? null : exact;
    }

    /// <summary>The same with plain slips mended: see <see cref="Spelling"/>. Shown to the author again before it counts.</summary>
    public static string Tidy(string text)
    {
        var tidy = Spelling.Tidy(PlainText.OneLine(text));
        return tidy.Length <= Longest ? tidy : Cut(tidy);
    }

    /// <summary>Whether the string can be printed just as it is. If not it is left out: what an author approved is never altered.</summary>
    public static bool IsPrintable(ReleasedQuote quote)
    {
        ArgumentNullException.ThrowIfNull(quote);
        return IsPrintable(quote.Exact) && (quote.Name is null || IsPrintable(quote.Name));
    }

    private static bool IsPrintable(string text) => text.Length is > 0 and <= Longest && PlainText.OneLine(text) == text;

    // Far more than a quote can hold, whatever redaction takes out. A word or number that the end runs through goes whole, else half a
    // telephone number would not be known for one.
    private static string Start(string text) => text.Length <= LooksAt
        ? text
        : text[..Math.Max(text.LastIndexOf(' ', LooksAt), 0)].TrimEnd(' ', '(', ')', '.', '/', '+', '-', '\u2013', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9') is { Length: > 0 } start
            ? start
            : text[..LooksAt];

    private static string Cut(string text)
    {
        if (text.Length <= Longest)
        {
            return text;
        }

        for (var at = Longest - 1; at > 0; at--)
        {
            if (text[at] is '.' or '!' or '?' or '\u2026' && text[at + 1] == ' ')
            {
                return text[..(at + 1)];
            }
        }

        var space = text.LastIndexOf(' ', Longest - 2);
        var end = space > 0 ? space : Longest - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)].TrimEnd('\u200D', ',', ' ') + "\u2026";
    }
}
