namespace ReflectionBot.Core.Themes;

/// <summary>
/// The coder used where no person has said what a text is about. It looks for the codebook's indicators and cues and reports which one it found
/// where. It knows only the words it is given; see docs/theme-coding.md for its limits.
/// </summary>
public sealed class IndicatorCoder : ICoder
{
    /// <summary>Codes kept per topic and answer: more would add no information, and would let one long answer fill a row.</summary>
    public const int MostPerTopic = 3;

    /// <inheritdoc/>
    public string Version => "indicators-2";

    /// <inheritdoc/>
    public IReadOnlyList<Code> Code(Codebook codebook, string text)
    {
        List<Code> codes = [];
        Dictionary<string, int> taken = [];
        // In text order, so the finds of one sentence are next to each other.
        foreach (var sentence in Evidence.Of(codebook, text).SelectMany(s => s.Counted()).SelectMany(t => t.Sided().GroupBy(h => (h.Indicator.TopicId, h.Sentence))))
        {
            var count = taken[sentence.Key.TopicId] = taken.GetValueOrDefault(sentence.Key.TopicId) + 1;
            if (count <= MostPerTopic)
            {
                codes.Add(InOneSentence([.. sentence]));
            }
        }

        codes.Sort(InOrder);
        return codes;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Order(Codebook codebook, string text)
    {
        var stretches = Evidence.Of(codebook, text);
        var counted = stretches.SelectMany(s => s.Counted()).Select(t => t.ThemeId).ToHashSet();
        return [.. codebook.Themes.Select((t, i) => (t.Id, Margin: stretches.Count == 0 ? -codebook.Needs[i] : stretches.Max(s => s.Margin(i)))).OrderByDescending(t => counted.Contains(t.Id)).ThenByDescending(t => t.Margin).Select(t => t.Id)];
    }

    private static int InOrder(Code a, Code b)
    {
        var order = a.Passage.Start.CompareTo(b.Passage.Start);
        order = order != 0 ? order : string.CompareOrdinal(a.ThemeId, b.ThemeId);
        return order != 0 ? order : string.CompareOrdinal(a.TopicId, b.TopicId);
    }

    // Both sides of one topic in one sentence make one mixed code over both passages.
    private static Code InOneSentence(Hit[] ordered)
    {
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
