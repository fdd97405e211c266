namespace ReflectionBot.Core.Themes;

/// <summary>An indicator found in a text.</summary>
/// <param name="Indicator">Which.</param>
/// <param name="Passage">Where.</param>
/// <param name="Sentence">The number of its sentence.</param>
/// <param name="Polarity">After negation.</param>
internal readonly record struct Hit(Indicator Indicator, Passage Passage, int Sentence, Polarity Polarity);

/// <summary>An indicator with what it stands for.</summary>
internal sealed record Indicator(string Id, string ThemeId, string TopicId, Polarity Polarity, bool Weak, Negation Negated);

/// <summary>
/// All patterns of a codebook, found by the first letters of the word they begin with: each word of a text meets only a few, and each costs a
/// bounded number of steps, so the whole takes time linear in the text.
/// </summary>
internal sealed class IndicatorIndex
{
    private const int Letters = 3;
    private readonly Dictionary<string, List<(Pattern Pattern, Indicator Indicator)>> _byStart = new(StringComparer.Ordinal);

    /// <summary>The patterns of this codebook; throws <see cref="FormatException"/> on a pattern that is wrong.</summary>
    public IndicatorIndex(CodebookFile file)
    {
        foreach (var theme in file.Groups.SelectMany(g => g.Themes))
        {
            foreach (var topic in theme.Topics)
            {
                foreach (var entry in topic.Indicators)
                {
                    Add(new Indicator(entry.Id, theme.Id, topic.Id, entry.Polarity, entry.Weak, entry.Negated), entry.Patterns, file.Words);
                }
            }
        }
    }

    /// <summary>Every indicator of the text, in the order of its words.</summary>
    public IEnumerable<Hit> Hits(IReadOnlyList<Token> tokens)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            if (!_byStart.TryGetValue(Start(tokens[at].Word), out var candidates))
            {
                continue;
            }

            foreach (var (pattern, indicator) in candidates)
            {
                if (Find(pattern, indicator, tokens, at) is { } hit)
                {
                    yield return hit;
                }
            }
        }
    }

    private static Hit? Find(Pattern pattern, Indicator indicator, IReadOnlyList<Token> tokens, int at)
    {
        var end = pattern.Match(tokens, at, out var inside);
        if (end < 0)
        {
            return null;
        }

        var turned = indicator.Negated != Negation.Keeps && (inside != Turns.TurnedBefore(tokens, at));
        if (turned && indicator.Negated == Negation.Drops)
        {
            return null;
        }

        var passage = new Passage(tokens[at].Start, tokens[end - 1].End - tokens[at].Start);
        return new Hit(indicator, passage, tokens[at].Sentence, turned ? Flipped(indicator.Polarity) : indicator.Polarity);
    }

    private static Polarity Flipped(Polarity polarity) => polarity switch
    {
        Polarity.Present => Polarity.Strained,
        Polarity.Strained => Polarity.Present,
        _ => Polarity.Mixed,
    };

    private void Add(Indicator indicator, IReadOnlyList<string> sources, IReadOnlyDictionary<string, string> classes)
    {
        foreach (var pattern in sources.Select(s => Pattern.Parse(s, classes)))
        {
            foreach (var start in pattern.First.Select(w => Start(w.TrimEnd('*'))).Distinct())
            {
                if (!_byStart.TryGetValue(start, out var list))
                {
                    _byStart[start] = list = [];
                }

                list.Add((pattern, indicator));
            }
        }
    }

    // Stems have at least three letters (Pattern.Parse), so a word and its stem share a start.
    private static string Start(string word) => word.Length <= Letters ? word : word[..Letters];
}
