using System.Runtime.InteropServices;

namespace ReflectionBot.Core.Themes;

/// <summary>An indicator found in a text.</summary>
/// <param name="Indicator">Which.</param>
/// <param name="Passage">Where.</param>
/// <param name="Sentence">The number of its sentence.</param>
/// <param name="Polarity">After negation.</param>
/// <param name="Pattern">Which pattern of it.</param>
internal readonly record struct Hit(Indicator Indicator, Passage Passage, int Sentence, Polarity Polarity, Pattern Pattern);

/// <summary>An indicator with what it stands for.</summary>
internal sealed record Indicator(string Id, string ThemeId, string TopicId, Polarity Polarity, bool Weak, Negation Negated, int Points, bool Hint);

/// <summary>
/// All patterns of a codebook. Each is tried only around the rarest of its words, so a word of a text meets only a few, and each costs a bounded
/// number of steps: the whole takes time linear in the text.
/// </summary>
internal sealed class IndicatorIndex
{
    /// <summary>Stands in place of a theme where a pattern says that its words are about something else.</summary>
    public const string Asides = "";

    /// <summary>Stands in place of a theme where a pattern says how it was, and not what.</summary>
    public const string Stance = "=";

    private readonly Vocabulary _vocabulary;
    private readonly Candidate[][] _bySet;
    private readonly Candidate[][] _hints;

    /// <summary>The patterns of this codebook; throws <see cref="FormatException"/> on a pattern that is wrong.</summary>
    public IndicatorIndex(CodebookFile file)
    {
        var all = Read(file).ToList();
        _vocabulary = new Vocabulary(all.SelectMany(c => c.Pattern.Words));
        foreach (var candidate in all)
        {
            candidate.Pattern.Number(_vocabulary);
        }

        _bySet = BySet(all.Where(c => !c.Indicator.Hint || c.Indicator.Points == 0));
        _hints = BySet(all.Where(c => c.Indicator.Hint && c.Indicator.Points > 0));
    }

    /// <summary>The words of a text, looked up in this codebook's.</summary>
    public List<Token> Words(string text) => Tokens.Of(text, _vocabulary);

    /// <summary>Every indicator of the text; the same passage may come twice.</summary>
    public List<Hit> Hits(List<Token> tokens) => Hits(tokens, out _);

    /// <summary>Every indicator of the text, and how often a word was looked at to find them.</summary>
    public List<Hit> Hits(List<Token> tokens, out long looks) => Hits(tokens, _bySet, out looks);

    /// <summary>Every hint of the text.</summary>
    public List<Hit> Hints(List<Token> tokens) => Hits(tokens, _hints, out _);

    private static List<Hit> Hits(List<Token> words, Candidate[][] bySet, out long looks)
    {
        List<Hit> hits = [];
        looks = words.Count;
        var tokens = CollectionsMarshal.AsSpan(words);
        for (var at = 0; at < tokens.Length; at++)
        {
            foreach (var candidate in bySet[tokens[at].Set])
            {
                for (var start = Math.Max(0, at - candidate.Most); start <= at - candidate.Fewest; start++)
                {
                    var end = candidate.Pattern.Match(tokens, start, out var inside, ref looks);
                    if (end > at && Found(candidate, tokens, start, end, inside) is { } hit)
                    {
                        hits.Add(hit);
                    }
                }
            }
        }

        return hits;
    }

    private Candidate[][] BySet(IEnumerable<Candidate> candidates)
    {
        var byEntry = new Dictionary<int, List<Candidate>>();
        foreach (var candidate in candidates)
        {
            foreach (var entry in candidate.Pattern.Anchor.Distinct().Select(_vocabulary.Entry))
            {
                (byEntry.TryGetValue(entry, out var list) ? list : byEntry[entry] = []).Add(candidate);
            }
        }

        return [.. Enumerable.Range(0, _vocabulary.Sets).Select(set => _vocabulary.Of(set).SelectMany(e => byEntry.GetValueOrDefault(e) ?? []).Distinct().ToArray())];
    }

    private static Hit? Found(Candidate candidate, ReadOnlySpan<Token> tokens, int at, int end, bool inside)
    {
        // "Not only did they ..." says no "not".
        if (tokens[at].Turn == Turn.Negation && !Turns.IsNegation(tokens, at))
        {
            return null;
        }

        var indicator = candidate.Indicator;
        var turned = indicator.Negated != Negation.Keeps && (inside != Turns.TurnedBefore(tokens, at));
        if (turned && indicator.Negated == Negation.Drops)
        {
            return null;
        }

        var passage = new Passage(tokens[at].Start, tokens[end - 1].End - tokens[at].Start);
        return new Hit(indicator, passage, tokens[at].Sentence, turned ? Flipped(indicator.Polarity) : indicator.Polarity, candidate.Pattern);
    }

    private static IEnumerable<Candidate> Read(CodebookFile file) =>
        Themes(file)
            .Concat(Loose(Asides, Polarity.Mixed, Negation.Keeps, file.Asides, file.Words))
            .Concat(Loose(Stance, Polarity.Present, Negation.Flips, file.Stance?.Well, file.Words))
            .Concat(Loose(Stance, Polarity.Strained, Negation.Flips, file.Stance?.Badly, file.Words));

    private static IEnumerable<Candidate> Loose(string id, Polarity polarity, Negation negated, IReadOnlyList<string>? sources, IReadOnlyDictionary<string, string> classes) =>
        from source in sources ?? []
        let pattern = Pattern.Parse(source, classes)
        select new Candidate(pattern, new Indicator(id, id, id, polarity, true, negated, 0, true), pattern.Fewest, pattern.Most);

    private static IEnumerable<Candidate> Themes(CodebookFile file) =>
        from theme in file.Groups.SelectMany(g => g.Themes)
        from topic in theme.Topics
        from entry in topic.Indicators
        let indicator = new Indicator(entry.Id, theme.Id, topic.Id, entry.Polarity, entry.Weak, entry.Negated, entry.Points > 0 ? entry.Points : entry.Weak || entry.Hint ? 1 : 4, entry.Hint)
        from source in entry.Patterns
        let pattern = Pattern.Parse(source, file.Words)
        select new Candidate(pattern, indicator, pattern.Fewest, pattern.Most);

    private static Polarity Flipped(Polarity polarity) => polarity switch
    {
        Polarity.Present => Polarity.Strained,
        Polarity.Strained => Polarity.Present,
        _ => Polarity.Mixed,
    };

    private sealed record Candidate(Pattern Pattern, Indicator Indicator, int Fewest, int Most);
}
