using System.Runtime.InteropServices;

namespace ReflectionBot.Core.Themes;

/// <summary>Finds the evidence for each theme in a text. Takes time linear in the text and in the finds, apart from sorting them.</summary>
internal static class Evidence
{
    /// <summary>The text's stretches with all evidence from the codebook's words.</summary>
    public static List<Stretch> Of(Codebook codebook, string text)
    {
        var words = codebook.Indicators.Words(text);
        var hits = codebook.Indicators.Hits(words);
        hits.Sort(InOrder);
        var asides = Covered(hits);
        var (stretches, bySentence) = Parted(codebook, words);
        foreach (var hit in Plainest(hits.Where(h => h.Indicator.Theme >= 0 && !asides.Touches(h.Passage)), codebook.Themes.Count))
        {
            stretches[bySentence[hit.Sentence]].Add(hit);
        }

        foreach (var cue in codebook.Indicators.CuesIn(words))
        {
            var (first, last) = (words[cue.First], words[cue.Last]);
            var passage = new Passage(first.Start, last.End - first.Start);
            if (!asides.Touches(passage))
            {
                stretches[bySentence[first.Sentence]].Add(new CuePlace(cue.Cue, passage, first.Sentence), Turned(words, cue));
            }
        }

        return stretches;
    }

    // Of the finds of a theme within one passage, keep the longest, which is the most specific ("not listened to" over "listened"), unless a shorter one has more points.
    private static IEnumerable<Hit> Plainest(IEnumerable<Hit> ordered, int themes)
    {
        var last = new Hit?[themes];
        foreach (var hit in ordered)
        {
            var theme = hit.Indicator.Theme;
            if (last[theme] is { } longer && hit.Passage.End <= longer.Passage.End)
            {
                last[theme] = hit.Indicator.Points > longer.Indicator.Points ? hit : longer;
                continue;
            }

            if (last[theme] is { } done)
            {
                yield return done;
            }

            last[theme] = hit;
        }

        foreach (var hit in last)
        {
            if (hit is { } done)
            {
                yield return done;
            }
        }
    }

    private static bool Turned(List<Token> words, CueHit hit) =>
        hit.Cue.Side != 0 && words[hit.First].Turn == Turn.None && NegationRules.TurnedBefore(CollectionsMarshal.AsSpan(words), hit.First);

    private static (List<Stretch> Stretches, List<int> BySentence) Parted(Codebook codebook, List<Token> words)
    {
        List<Stretch> stretches = [];
        List<int> bySentence = [];
        var length = Stretch.Words;
        for (var at = 0; at < words.Count;)
        {
            var end = at;
            while (end < words.Count && words[end].Sentence == words[at].Sentence)
            {
                end++;
            }

            if (length >= Stretch.Words)
            {
                stretches.Add(new Stretch(codebook));
                length = 0;
            }

            length += end - at;
            stretches[^1].Read(end - at);
            bySentence.Add(stretches.Count - 1);
            at = end;
        }

        return (stretches, bySentence);
    }

    // Earlier start first, then the longer one.
    private static int InOrder(Hit a, Hit b)
    {
        var order = a.Passage.Start.CompareTo(b.Passage.Start);
        order = order != 0 ? order : b.Passage.Length.CompareTo(a.Passage.Length);
        order = order != 0 ? order : a.Indicator.Weak.CompareTo(b.Indicator.Weak);
        order = order != 0 ? order : b.Indicator.Points.CompareTo(a.Indicator.Points);
        order = order != 0 ? order : string.CompareOrdinal(a.Indicator.Id, b.Indicator.Id);
        return order != 0 ? order : string.CompareOrdinal(a.Pattern!.Source, b.Pattern!.Source);
    }

    private static Parts Covered(List<Hit> hits)
    {
        var covered = new Parts();
        foreach (var hit in hits)
        {
            if (hit.Indicator.Theme < 0)
            {
                covered.Add(hit.Passage);
            }
        }

        return covered;
    }

    /// <summary>Parts of a text, merged where they overlap.</summary>
    private sealed class Parts
    {
        private readonly List<int> _starts = [];
        private readonly List<int> _ends = [];

        /// <summary>Adds one; they must come in the order of their starts.</summary>
        public void Add(Passage passage)
        {
            if (_ends.Count > 0 && passage.Start < _ends[^1])
            {
                _ends[^1] = Math.Max(_ends[^1], passage.End);
                return;
            }

            _starts.Add(passage.Start);
            _ends.Add(passage.End);
        }

        /// <summary>Whether this passage overlaps one of the parts.</summary>
        public bool Touches(Passage passage)
        {
            if (_starts.Count == 0)
            {
                return false;
            }

            // Only the last part that starts before the passage's end can overlap it.
            var at = _starts.BinarySearch(passage.End - 1);
            at = at >= 0 ? at : ~at - 1;
            return at >= 0 && _ends[at] > passage.Start;
        }
    }
}
