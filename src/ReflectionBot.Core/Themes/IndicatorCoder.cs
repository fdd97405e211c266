namespace ReflectionBot.Core.Themes;

/// <summary>
/// The coder that stands in where no person has said what a text is about: it looks for the codebook's indicators and says which one it found
/// where. It knows no more than the words it is given; see docs/decisions/0005-first-coder.md for what that is worth and what it is not.
/// </summary>
public sealed class IndicatorCoder : ICoder
{
    /// <summary>Codes kept for one topic of one answer: more would say nothing more, and would let one long answer fill a row.</summary>
    public const int MostPerTopic = 3;

    /// <inheritdoc/>
    public string Version => "indicators-2";

    /// <inheritdoc/>
    public IReadOnlyList<Code> Code(Codebook codebook, string text)
    {
        List<Code> codes = [];
        foreach (var theme in Evidence.Of(codebook, text).Counted())
        {
            Dictionary<string, int> taken = [];
            // In the order of the text, so the finds of one sentence stand together.
            foreach (var (topic, sentence) in theme.Sided().GroupBy(h => (h.Indicator.TopicId, h.Sentence)).Select(g => (g.Key.TopicId, g)))
            {
                var count = taken[topic] = taken.GetValueOrDefault(topic) + 1;
                if (count <= MostPerTopic)
                {
                    codes.Add(InOneSentence([.. sentence]));
                }
            }
        }

        codes.Sort(InOrder);
        return codes;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Order(Codebook codebook, string text)
    {
        var evidence = Evidence.WithHints(codebook, text);
        var counted = evidence.Counted().Select(t => t.ThemeId).ToHashSet();
        return [.. codebook.Themes.Select((t, i) => (t.Id, Points: evidence.Rank(t.Id) + codebook.Often[i])).OrderByDescending(t => counted.Contains(t.Id)).ThenByDescending(t => t.Points).Select(t => t.Id)];
    }

    private static int InOrder(Code a, Code b)
    {
        var order = a.Passage.Start.CompareTo(b.Passage.Start);
        order = order != 0 ? order : string.CompareOrdinal(a.ThemeId, b.ThemeId);
        return order != 0 ? order : string.CompareOrdinal(a.TopicId, b.TopicId);
    }

    // Both sides of one topic in one sentence is one mixed code over both passages.
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
