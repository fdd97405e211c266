namespace ReflectionBot.Core.Themes;

/// <summary>What comes before a word.</summary>
internal enum Gap
{
    /// <summary>A space or nothing.</summary>
    None = 0,

    /// <summary>A comma, a dash, an ellipsis, brackets, or a word of contrast: a negation does not reach across it.</summary>
    Clause = 1,

    /// <summary>A full stop, a question mark, a new line: no pattern matches across it.</summary>
    Sentence = 2,
}

/// <summary>A word of a text.</summary>
/// <param name="Set">The number of the set of codebook words that it matches; see <see cref="Vocabulary"/>.</param>
/// <param name="Start">UTF-16 units from the start of the text.</param>
/// <param name="End">The unit after it.</param>
/// <param name="Before">What comes before it.</param>
/// <param name="Sentence">The index of its sentence, from 0.</param>
/// <param name="Turn">Its effect on the words around it.</param>
internal readonly record struct Token(int Set, int Start, int End, Gap Before, int Sentence, Turn Turn, bool Comma = false);

/// <summary>Splits text into words. One pass; never throws.</summary>
internal static class Tokens
{
    /// <summary>No indicator has a longer word; longer words are cut off, so that one endless word costs nothing.</summary>
    public const int LongestWord = 40;

    /// <summary>The words of the text, in order.</summary>
    public static List<Token> Of(string text, Vocabulary vocabulary)
    {
        List<Token> tokens = new(text.Length / 5);
        Span<char> normal = stackalloc char[LongestWord];
        var (gap, sentence, at) = (Gap.Sentence, 0, 0);
        while (at < text.Length)
        {
            if (!IsWord(text[at]))
            {
                gap = Max(gap, GapOf(text, at));
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && (IsWord(text[at]) || IsInnerApostrophe(text, at)))
            {
                at++;
            }

            var word = Normal(text.AsSpan(start, Math.Min(at - start, LongestWord)), normal);
            sentence += gap == Gap.Sentence && tokens.Count > 0 ? 1 : 0;
            var turn = NegationRules.Of(word);
            tokens.Add(new Token(vocabulary.Find(word), start, at, turn == Turn.Contrast ? Max(gap, Gap.Clause) : gap, sentence, turn, gap != Gap.None));
            gap = Gap.None;
        }

        return tokens;
    }

    private static Gap Max(Gap a, Gap b) => a > b ? a : b;

    private static bool IsWord(char c) => char.IsAscii(c) ? char.IsAsciiLetterOrDigit(c) : char.IsLetterOrDigit(c) || char.IsSurrogate(c) || IsMark(c);

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark;

    private static bool IsInnerApostrophe(string text, int at) =>
        text[at] is '\'' or '\u2019' or '\u02BC' && at + 1 < text.Length && char.IsLetter(text[at + 1]);

    // In chats, people use an ellipsis as a pause; it separates clauses, not sentences.
    private static Gap GapOf(string text, int at) => text[at] switch
    {
        '.' when (at + 1 < text.Length && text[at + 1] == '.') || (at > 0 && text[at - 1] == '.') => Gap.Clause,
        '.' or '!' or '?' or ';' or '\n' or '\r' => Gap.Sentence,
        ',' or ':' or '(' or ')' or '\u2026' or '\u2013' or '\u2014' => Gap.Clause,
        _ => Gap.None,
    };

    private static ReadOnlySpan<char> Normal(ReadOnlySpan<char> word, Span<char> to)
    {
        for (var i = 0; i < word.Length; i++)
        {
            to[i] = word[i] switch
            {
                >= 'a' and <= 'z' => word[i],
                '\u2019' or '\u02BC' => '\'',
                _ => char.ToLowerInvariant(word[i]),
            };
        }

        return to[..word.Length];
    }
}
