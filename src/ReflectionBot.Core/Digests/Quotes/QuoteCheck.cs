using System.Text.RegularExpressions;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Digests.Quotes;

/// <summary>
/// The quote check (trust rule 6): the author sees the exact words before any of their text can be printed. What they approve is
/// stored and printed exactly like that, or not at all.
/// </summary>
public static class QuoteCheck
{
    /// <summary>The longest quote, in UTF-16 units; people are told this limit.</summary>
    public const int Longest = ReflectionLimits.Quote;

    private const int LooksAt = 4000;

    // Every character that looks like a double quotation mark, in any script.
    private const string DoubleMarks = "\"\u00AB\u00BB\u02BA\u02DD\u02EE\u02F5\u02F6\u05F4\u201C\u201D\u201E\u201F\u2033\u2036\u275D\u275E\u276E\u276F\u2E42\u3003\u300C\u300D\u300E\u300F\u301D\u301E\u301F\uFE41\uFE42\uFE43\uFE44\uFF02\uFF62\uFF63";

    private static readonly Regex TwoSingles = new(@"['`\u00B4\u2018-\u201B\u2032\u2035\uFF07]{2,}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Shown with every quote check. Redaction removes what it can find, but people may still recognise a story.</summary>
    public static string Warning => DigestWording.PeopleMayKnowYouFromThe;

    /// <summary>
    /// The exact string to show the author: on one line; e-mail and web addresses, phone-like and NHS-like numbers and postcodes replaced by
    /// [removed], the project's people by [name]; double quotation marks turned into single ones, so that nothing in it ends the quote. Null when
    /// nothing is left to quote, or it is longer than <see cref="Longest"/>: only the author may shorten it, because a cut can reverse a meaning.
    /// </summary>
    /// <param name="answer">The author's text.</param>
    /// <param name="names">Names of the project's people, as the project uses them; the author's own may be among them.</param>
    public static string? Prepare(string answer, IReadOnlyCollection<string> names)
    {
        var line = SingleMarks(PlainText.OneLine(answer));
        if (line.Length > LooksAt)
        {
            return null;
        }

        var exact = PlainText.OneLine(Redaction.Apply(line, names));
        return exact.Length > Longest || Redaction.IsOnlyPlaceholders(exact) ? null : exact;
    }

    /// <summary>The same with simple misspellings corrected: see <see cref="Spelling"/>. The author must approve the result again.</summary>
    public static string Tidy(string text)
    {
        var line = PlainText.OneLine(text);
        return Spelling.Tidy(line) is { Length: <= Longest } tidy ? tidy : line;
    }

    /// <summary>Whether the string can be printed exactly as it is. If not, it is left out: text that an author approved is never altered.</summary>
    public static bool IsPrintable(ReleasedQuote quote)
    {
        return IsPrintable(quote.Exact) && (quote.Name is null || (quote.Name.Length is > 0 and <= Longest && PlainText.OneLine(quote.Name) == quote.Name));
    }

    private static bool IsPrintable(string text) => text.Length is > 0 and <= Longest && SingleMarks(PlainText.OneLine(text)) == text;

    // Two single marks side by side also look like a double one.
    private static string SingleMarks(string line) =>
        TwoSingles.Replace(string.Concat(line.Select(c => DoubleMarks.Contains(c, StringComparison.Ordinal) ? '\'' : c)), "'");
}
