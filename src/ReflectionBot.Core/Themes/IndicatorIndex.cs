namespace ReflectionBot.Core.Themes;

/// <summary>An indicator found in a text.</summary>
/// <param name="Indicator">Which.</param>
/// <param name="Passage">Where.</param>
/// <param name="Sentence">The number of its sentence.</param>
/// <param name="Polarity">After negation.</param>
/// <param name="Pattern">Which pattern of it.</param>
internal readonly record struct Hit(Indicator Indicator, Passage Passage, int Sentence, Polarity Polarity, Pattern Pattern);

/// <summary>An indicator with what it stands for.</summary>
internal sealed record Indicator(string Id, string ThemeId, string TopicId, Polarity Polarity, bool Weak, Negation Negated);

/// <summary>
/// All patterns of a codebook. Each is tried only around the rarest of its words, so a word of a text meets only a few, and each costs a bounded
/// number of steps: the whole takes time linear in the text.
/// </summary>
internal sealed class IndicatorIndex
{
    private readonly Vocabulary _vocabulary;
    private readonly Candidate[][] _bySet;

    /// <summary>The patterns of this codebook; throws <see cref="FormatException"/> on a pattern that is wrong.</summary>
    public IndicatorIndex(CodebookFile file)
    {
        var all = Read(file).ToList();
        _vocabulary = new Vocabulary(all.SelectMany(c => c.Pattern.Words));
        var byEntry = new Dictionary<int, List<Candidate>>();
        foreach (var candidate in all)
        {
            candidate.Pattern.Number(_vocabulary);
            foreach (var entry in candidate.Pattern.Anchor.Distinct().Select(_vocabulary.Entry))
            {
                (byEntry.TryGetValue(entry, out var list) ? list : byEntry[entry] = []).Add(candidate);
            }
        }

        _bySet = [.. Enumerable.Range(0, _vocabulary.Sets).Select(set => _vocabulary.Of(set).SelectMany(e => byEntry.GetValueOrDefault(e) ?? []).Distinct().ToArray())];
    }

    /// <summary>The words of a text, looked up in this codebook's.</summary>
    public List<Token> Words(string text) => Tokens.Of(text, _vocabulary);

    /// <summary>Every indicator of the text; the same passage may come twice.</summary>
    public List<Hit> Hits(List<Token> tokens) => Hits(tokens, out _);

    /// <summary>Every indicator of the text, and how often a word was looked at to find them.</summary>
    public List<Hit> Hits(List<Token> tokens, out long looks)
    {
        List<Hit> hits = [];
        looks = tokens.Count;
        for (var at = 0; at < tokens.Count; at++)
        {
            foreach (var candidate in _bySet[tokens[at].Set])
            {
                for (var start = Math.Max(0, at - candidate.Most); start <= at - candidate.Fewest; start++)
                {
                    if (Find(candidate, tokens, start, ref looks) is { } hit)
                    {
                        hits.Add(hit);
                    }
                }
            }
        }

        return hits;
    }

    private static Hit? Find(Candidate candidate, List<Token> tokens, int at, ref long looks)
    {
        var end = candidate.Pattern.Match(tokens, at, out var inside, ref looks);
        if (end < 0)
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
        from theme in file.Groups.SelectMany(g => g.Themes)
        from topic in theme.Topics
        from entry in topic.Indicators
        let indicator = new Indicator(entry.Id, theme.Id, topic.Id, entry.Polarity, entry.Weak, entry.Negated)
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
