namespace ReflectionBot.Core.Themes;

/// <summary>
/// One pattern of an indicator, over words: <c>word</c>, <c>stem*</c>, <c>a|b*</c>, <c>@class</c> for one of the codebook's word classes, a final
/// <c>?</c> for an optional word, and <c>~</c> for up to <see cref="Reach"/> words of any kind. It never matches across the end of a sentence. At
/// most two <c>~</c>, so that one attempt costs a bounded number of steps.
/// </summary>
internal sealed class Pattern
{
    /// <summary>The maximum number of words for a <c>~</c>.</summary>
    public const int Reach = 3;

    private const int MostGaps = 2;
    private const int MostOptional = 3;
    private readonly Element[] _elements;

    private Pattern(string source, Element[] elements)
    {
        (Source, _elements) = (source, elements);
        var rarest = Enumerable.Range(0, elements.Length).Where(i => !elements[i].IsLoose).MinBy(i => elements[i].Commonness);
        Anchor = elements[rarest].Words;
        Fewest = elements.Take(rarest).Count(e => !e.IsLoose);
        Most = elements.Take(rarest).Sum(e => e.IsGap ? Reach : 1);
    }

    /// <summary>The pattern as written in the codebook.</summary>
    public string Source { get; }

    /// <summary>All its words and stems.</summary>
    public IEnumerable<string> Words => _elements.SelectMany(e => e.Words);

    /// <summary>The words of its rarest part. The pattern is tried only where one of them occurs; a final <c>*</c> marks a stem.</summary>
    public IReadOnlyList<string> Anchor { get; }

    /// <summary>Whether it is a single word.</summary>
    public bool IsWord => _elements.Length == 1;

    /// <summary>The fewest words before the anchor.</summary>
    public int Fewest { get; }

    /// <summary>The most words before the anchor.</summary>
    public int Most { get; }

    /// <summary>Parses a pattern; throws <see cref="FormatException"/> with the reason if it is invalid.</summary>
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

        return new Pattern(source, elements);
    }

    /// <summary>Looks up the numbers of its words.</summary>
    public void Number(Vocabulary vocabulary)
    {
        foreach (var element in _elements)
        {
            element.Number(vocabulary);
        }
    }

    /// <summary>The index after the last word of a match that begins at this word, or -1. Also reports a negation within a <c>~</c>.</summary>
    /// <param name="tokens">The words of the text.</param>
    /// <param name="at">The first word of the match.</param>
    /// <param name="negatedInside">Whether a <c>~</c> skipped a negation.</param>
    /// <param name="looks">Increases by one for each word looked at.</param>
    public int Match(ReadOnlySpan<Token> tokens, int at, out bool negatedInside, ref long looks)
    {
        negatedInside = false;
        looks++;
        return !_elements[0].Fits(tokens[at].Set) ? -1 : _elements.Length == 1 ? at + 1 : Match(tokens, at + 1, 1, ref negatedInside, ref looks);
    }

    private int Match(ReadOnlySpan<Token> tokens, int at, int element, ref bool negated, ref long looks)
    {
        if (element == _elements.Length)
        {
            return at;
        }

        var expected = _elements[element];
        if (expected.IsGap)
        {
            return MatchGap(tokens, at, element, ref negated, ref looks);
        }

        looks++;
        var fits = at < tokens.Length && tokens[at].Before != Gap.Sentence && expected.Fits(tokens[at].Set);
        var end = fits ? Match(tokens, at + 1, element + 1, ref negated, ref looks) : -1;
        return end < 0 && expected.Optional ? Match(tokens, at, element + 1, ref negated, ref looks) : end;
    }

    private int MatchGap(ReadOnlySpan<Token> tokens, int at, int element, ref bool negated, ref long looks)
    {
        for (var skipped = 0; skipped <= Reach; skipped++)
        {
            var end = Match(tokens, at + skipped, element + 1, ref negated, ref looks);
            if (end >= 0)
            {
                negated |= NegationRules.AnyNegation(tokens, at, at + skipped);
                return end;
            }

            if (at + skipped >= tokens.Length || tokens[at + skipped].Before == Gap.Sentence || (skipped > 0 && tokens[at + skipped].Comma))
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

    // A stem of fewer than three letters would match half the dictionary.
    private static bool IsPlain(string word)
    {
        var bare = word.EndsWith('*') ? word[..^1] : word;
        return bare.Length >= (word.EndsWith('*') ? 3 : 1) && bare.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '\'');
    }

    private sealed class Element(string[] words, bool optional, bool isGap)
    {
        private ulong[] _sets = [];

        public IReadOnlyList<string> Words => words;

        public bool Optional => optional;

        public bool IsGap => isGap;

        public bool IsLoose => optional || isGap;

        public int Commonness { get; } = words.Sum(CommonWords.Weight);

        public bool Fits(int set) => ((_sets[set >> 6] >> (set & 63)) & 1) != 0;

        public void Number(Vocabulary vocabulary)
        {
            _sets = new ulong[(vocabulary.Sets + 63) >> 6];
            foreach (var set in words.SelectMany(w => vocabulary.Holding(vocabulary.Entry(w))))
            {
                _sets[set >> 6] |= 1UL << (set & 63);
            }
        }
    }
}
