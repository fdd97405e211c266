namespace ReflectionBot.Core.Themes;

/// <summary>
/// One pattern of an indicator, over words: <c>word</c>, <c>stem*</c>, <c>a|b*</c>, <c>@class</c> of the codebook's word classes, a last
/// <c>?</c> for "or not", and <c>~</c> for up to <see cref="Reach"/> words of any kind. It never reaches over the end of a sentence. At most
/// two <c>~</c>, so that one try costs a bounded number of steps.
/// </summary>
internal sealed class Pattern
{
    /// <summary>How many words a <c>~</c> may stand for.</summary>
    public const int Reach = 3;

    private const int MostGaps = 2;
    private const int MostOptional = 3;
    private readonly Element[] _elements;

    private Pattern(Element[] elements) => _elements = elements;

    /// <summary>The words a match can begin with; a last <c>*</c> marks a stem.</summary>
    public IReadOnlyList<string> First => _elements[0].Words;

    /// <summary>The pattern of this source; throws <see cref="FormatException"/> saying what is wrong with it.</summary>
    public static Pattern Parse(string source, IReadOnlyDictionary<string, string> classes)
    {
        var elements = source.Split(' ').Select(part => ParseElement(part, source, classes)).ToArray();
        if (elements[0].IsLoose || elements[^1].IsLoose)
        {
            throw new FormatException($"Pattern '{source}' begins or ends with ~ or a word that may be missing.");
        }

        if (elements.Count(e => e.IsGap) > MostGaps || elements.Count(e => e.Optional) > MostOptional)
        {
            throw new FormatException($"Pattern '{source}' has more than {MostGaps} ~ or more than {MostOptional} words that may be missing.");
        }

        return new Pattern(elements);
    }

    /// <summary>The index after the last word of a match that begins at this word, or -1. A negation that a <c>~</c> ran over is told.</summary>
    public int Match(IReadOnlyList<Token> tokens, int at, out bool negatedInside)
    {
        negatedInside = false;
        return Match(tokens, at, 0, at, ref negatedInside);
    }

    private int Match(IReadOnlyList<Token> tokens, int at, int element, int began, ref bool negated)
    {
        if (element == _elements.Length)
        {
            return at;
        }

        var expected = _elements[element];
        if (expected.IsGap)
        {
            return MatchGap(tokens, at, element, began, ref negated);
        }

        var fits = at < tokens.Count && (at == began || tokens[at].Before != Gap.Sentence) && expected.Fits(tokens[at].Word);
        var end = fits ? Match(tokens, at + 1, element + 1, began, ref negated) : -1;
        return end < 0 && expected.Optional ? Match(tokens, at, element + 1, began, ref negated) : end;
    }

    private int MatchGap(IReadOnlyList<Token> tokens, int at, int element, int began, ref bool negated)
    {
        for (var skipped = 0; skipped <= Reach; skipped++)
        {
            var end = Match(tokens, at + skipped, element + 1, began, ref negated);
            if (end >= 0)
            {
                negated |= Turns.AnyNegation(tokens, at, at + skipped);
                return end;
            }

            if (at + skipped >= tokens.Count || tokens[at + skipped].Before == Gap.Sentence)
            {
                return -1;
            }
        }

        return -1;
    }

    private static Element ParseElement(string part, string source, IReadOnlyDictionary<string, string> classes)
    {
        if (part == "~")
        {
            return new Element([], false, true);
        }

        var optional = part.EndsWith('?');
        var words = part.TrimEnd('?').Split('|').SelectMany(w => Expand(w, source, classes)).ToArray();
        return words.Length > 0 && words.All(IsPlain)
            ? new Element(words, optional, false)
            : throw new FormatException($"Pattern '{source}': '{part}' is not a word, a stem with *, or a known @class, in lower case.");
    }

    private static string[] Expand(string word, string source, IReadOnlyDictionary<string, string> classes) => word switch
    {
        ['@', .. var name] => classes.TryGetValue(name, out var words)
            ? words.Split(' ')
            : throw new FormatException($"Pattern '{source}' uses the unknown class '{word}'."),
        _ => [word],
    };

    // A stem of under three letters would fit half the dictionary.
    private static bool IsPlain(string word)
    {
        var bare = word.EndsWith('*') ? word[..^1] : word;
        return bare.Length >= (word.EndsWith('*') ? 3 : 1) && bare.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '\'');
    }

    private sealed class Element(string[] words, bool optional, bool isGap)
    {
        private readonly HashSet<string> _whole = [.. words.Where(w => !w.EndsWith('*'))];
        private readonly string[] _stems = [.. words.Where(w => w.EndsWith('*')).Select(w => w[..^1])];

        public IReadOnlyList<string> Words => words;

        public bool Optional => optional;

        public bool IsGap => isGap;

        public bool IsLoose => optional || isGap;

        public bool Fits(string word) => _whole.Contains(word) || Array.Exists(_stems, s => word.StartsWith(s, StringComparison.Ordinal));
    }
}
