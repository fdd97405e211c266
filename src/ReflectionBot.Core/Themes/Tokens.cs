namespace ReflectionBot.Core.Themes;

/// <summary>What stands before a word.</summary>
internal enum Gap
{
    /// <summary>A space or nothing.</summary>
    None = 0,

    /// <summary>A comma, a dash, an ellipsis, brackets, or a word of contrast: a negation does not reach over it.</summary>
    Clause = 1,

    /// <summary>A full stop, a question mark, a new line: no pattern reaches over it.</summary>
    Sentence = 2,
}

/// <summary>A word of a text.</summary>
/// <param name="Word">Lower case, apostrophes straight; cut at <see cref="Tokens.LongestWord"/>.</param>
/// <param name="Start">UTF-16 units from the start of the text.</param>
/// <param name="End">The unit after it.</param>
/// <param name="Before">What stands before it.</param>
/// <param name="Sentence">The number of its sentence, from 0.</param>
internal readonly record struct Token(string Word, int Start, int End, Gap Before, int Sentence);

/// <summary>Splits text into words. One pass; never throws.</summary>
internal static class Tokens
{
    /// <summary>No indicator has a longer word; what is longer is cut, so that one endless word costs nothing.</summary>
    public const int LongestWord = 40;

    private static readonly HashSet<string> Contrast = ["but", "although", "though", "however", "yet", "except", "whereas", "while", "because", "becuase", "so", "and"];

    /// <summary>The words of the text, in order.</summary>
    public static List<Token> Of(string text)
    {
        List<Token> tokens = [];
        var (gap, sentence, at) = (Gap.Sentence, 0, 0);
        while (at < text.Length)
        {
            if (!IsWord(text, at))
            {
                gap = Max(gap, GapOf(text, at));
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && (IsWord(text, at) || IsInnerApostrophe(text, at)))
            {
                at++;
            }

            var word = Normal(text.AsSpan(start, Math.Min(at - start, LongestWord)));
            sentence += gap == Gap.Sentence && tokens.Count > 0 ? 1 : 0;
            tokens.Add(new Token(word, start, at, Contrast.Contains(word) ? Max(gap, Gap.Clause) : gap, sentence));
            gap = Gap.None;
        }

        return tokens;
    }

    private static Gap Max(Gap a, Gap b) => a > b ? a : b;

    private static bool IsWord(string text, int at) => char.IsLetterOrDigit(text[at]) || char.IsSurrogate(text[at]) || IsMark(text[at]);

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark;

    private static bool IsInnerApostrophe(string text, int at) =>
        text[at] is '\'' or '\u2019' or '\u02BC' && at + 1 < text.Length && char.IsLetter(text[at + 1]);

    // An ellipsis is how people breathe in a chat; it parts clauses, not sentences.
    private static Gap GapOf(string text, int at) => text[at] switch
    {
        '.' when (at + 1 < text.Length && text[at + 1] == '.') || (at > 0 && text[at - 1] == '.') => Gap.Clause,
        '.' or '!' or '?' or ';' or '\n' or '\r' => Gap.Sentence,
        ',' or ':' or '(' or ')' or '\u2026' or '\u2013' or '\u2014' => Gap.Clause,
        _ => Gap.None,
    };

    private static string Normal(ReadOnlySpan<char> word) =>
        string.Create(word.Length, word, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = from[i] is '\u2019' or '\u02BC' ? '\'' : char.ToLowerInvariant(from[i]);
            }
        });
}
