namespace ReflectionBot.Core.Themes;

/// <summary>
/// The first coder: it looks for the codebook's indicators and says which one it found where. It knows no more than the words it is given;
/// see docs/decisions/0005-first-coder.md for what that is worth and what it is not.
/// </summary>
public sealed class IndicatorCoder : ICoder
{
    /// <summary>Codes kept for one topic of one answer: more would say nothing more, and would let one long answer fill a row.</summary>
    public const int MostPerTopic = 3;

    /// <inheritdoc/>
    public string Version => "indicators-1";

    /// <inheritdoc/>
    public IReadOnlyList<Code> Code(Codebook codebook, string text)
    {
        var hits = Longest(codebook.Indicators.Hits(codebook.Indicators.Words(text)));
        return
        [
            .. hits.GroupBy(h => h.Indicator.ThemeId)
                .SelectMany(Earned)
                .GroupBy(h => (h.Indicator.TopicId, h.Sentence))
                .Select(InOneSentence)
                .GroupBy(c => c.TopicId)
                .SelectMany(topic => topic.OrderBy(c => c.Passage.Start).Take(MostPerTopic))
                .OrderBy(c => c.Passage.Start).ThenBy(c => c.ThemeId, StringComparer.Ordinal).ThenBy(c => c.TopicId, StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Order(Codebook codebook, string text)
    {
        var found = Code(codebook, text).CountBy(c => c.ThemeId).ToDictionary();
        return [.. codebook.Themes.Select(t => t.Id).OrderByDescending(t => found.GetValueOrDefault(t))];
    }

    // Within a theme the longer of two overlapping passages knows more: "not listened to" over "listened".
    private static List<Hit> Longest(IEnumerable<Hit> hits)
    {
        Dictionary<string, int> reached = [];
        List<Hit> kept = [];
        foreach (var hit in hits.OrderBy(h => h.Passage.Start).ThenByDescending(h => h.Passage.Length).ThenBy(h => h.Indicator.Weak).ThenBy(h => h.Indicator.Id, StringComparer.Ordinal))
        {
            if (hit.Passage.End > reached.GetValueOrDefault(hit.Indicator.ThemeId))
            {
                reached[hit.Indicator.ThemeId] = hit.Passage.End;
                kept.Add(hit);
            }
        }

        return kept;
    }

    // A weak indicator needs another one of its theme in the same or a neighbouring sentence; two finds of the same one are one.
    private static IEnumerable<Hit> Earned(IEnumerable<Hit> ofTheme)
    {
        var hits = ofTheme.ToArray();
        var bySentence = hits.GroupBy(h => h.Sentence).ToDictionary(g => g.Key, g => g.Select(h => h.Indicator.Id).ToHashSet());
        return hits.Where(h => !h.Indicator.Weak || Enumerable.Range(h.Sentence - 1, 3).Any(s => HasAnother(bySentence, s, h.Indicator.Id)));
    }

    private static bool HasAnother(Dictionary<int, HashSet<string>> bySentence, int sentence, string id) =>
        bySentence.TryGetValue(sentence, out var ids) && ids.Count > (ids.Contains(id) ? 1 : 0);

    // Both sides of one topic in one sentence is one mixed code over both passages.
    private static Code InOneSentence(IEnumerable<Hit> hits)
    {
        var ordered = hits.OrderBy(h => h.Passage.Start).ToArray();
        var first = ordered[0];
        var other = Array.Find(ordered, h => h.Polarity != first.Polarity);
        if (other.Indicator is null)
        {
            return new Code(first.Indicator.ThemeId, first.Indicator.TopicId, first.Passage, first.Polarity, first.Indicator.Id);
        }

        var end = Math.Max(first.Passage.End, other.Passage.End);
        var both = new Passage(first.Passage.Start, end - first.Passage.Start);
        return new Code(first.Indicator.ThemeId, first.Indicator.TopicId, both, Polarity.Mixed, $"{first.Indicator.Id}+{other.Indicator.Id}");
    }
}
