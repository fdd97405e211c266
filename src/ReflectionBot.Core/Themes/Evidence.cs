namespace ReflectionBot.Core.Themes;

/// <summary>What a text holds of each theme, before it is decided which of it counts. Takes time linear in the finds, but for their sorting.</summary>
internal sealed class Evidence
{
    // A second theme counts where it has at least this part of the points of the strongest one: most texts are about one thing.
    private const int Part = 2;

    private readonly List<ThemeEvidence> _themes;

    private Evidence(List<ThemeEvidence> themes) => _themes = themes;

    /// <summary>All that the codebook's words say of this text.</summary>
    public static Evidence Of(Codebook codebook, string text) => Of(codebook, codebook.Indicators.Hits(codebook.Indicators.Words(text)));

    /// <summary>The same with the hints, which help to put the themes in order and count towards none.</summary>
    public static Evidence WithHints(Codebook codebook, string text)
    {
        var words = codebook.Indicators.Words(text);
        return Of(codebook, [.. codebook.Indicators.Hits(words), .. codebook.Indicators.Hints(words)]);
    }

    private static Evidence Of(Codebook codebook, List<Hit> hits)
    {
        if (hits.Count == 0)
        {
            return new([]);
        }

        hits.Sort(InOrder);
        var asides = Covered(hits);
        var stance = new Stance(hits.FindAll(h => h.Indicator.ThemeId == IndicatorIndex.Stance));
        Dictionary<string, List<Hit>> byTheme = [];
        Dictionary<string, int> reached = [];
        foreach (var hit in hits)
        {
            if (hit.Indicator.Points > 0 && (hit.Indicator.Hint || (!asides.Touches(hit.Passage) && Reaches(hit, reached))))
            {
                (byTheme.TryGetValue(hit.Indicator.ThemeId, out var list) ? list : byTheme[hit.Indicator.ThemeId] = []).Add(hit);
            }
        }

        return new([.. byTheme.Select(t => new ThemeEvidence(t.Key, t.Value, stance, codebook.Needs[t.Key]))]);
    }

    /// <summary>How much speaks for this theme, were it asked which is the likeliest.</summary>
    public int Rank(string themeId) => _themes.Find(t => t.ThemeId == themeId)?.Rank ?? 0;

    /// <summary>The themes that count.</summary>
    public IEnumerable<ThemeEvidence> Counted()
    {
        var earned = _themes.FindAll(t => t.Earned.Count > 0);
        var most = earned.Count == 0 ? 0 : earned.Max(t => t.Points);
        return earned.Where(t => t.Points * Part >= most);
    }

    // Within a theme the longer of two overlapping passages knows more: "not listened to" over "listened".
    private static int InOrder(Hit a, Hit b)
    {
        var order = a.Passage.Start.CompareTo(b.Passage.Start);
        order = order != 0 ? order : b.Passage.Length.CompareTo(a.Passage.Length);
        order = order != 0 ? order : a.Indicator.Weak.CompareTo(b.Indicator.Weak);
        order = order != 0 ? order : b.Indicator.Points.CompareTo(a.Indicator.Points);
        order = order != 0 ? order : string.CompareOrdinal(a.Indicator.Id, b.Indicator.Id);
        return order != 0 ? order : string.CompareOrdinal(a.Pattern.Source, b.Pattern.Source);
    }

    private static bool Reaches(Hit hit, Dictionary<string, int> reached)
    {
        if (hit.Passage.End <= reached.GetValueOrDefault(hit.Indicator.ThemeId))
        {
            return false;
        }

        reached[hit.Indicator.ThemeId] = hit.Passage.End;
        return true;
    }

    private static Stretches Covered(List<Hit> hits)
    {
        var covered = new Stretches();
        foreach (var hit in hits)
        {
            if (hit.Indicator.ThemeId == IndicatorIndex.Asides)
            {
                covered.Add(hit.Passage);
            }
        }

        return covered;
    }

    /// <summary>Stretches of a text, joined where they overlap.</summary>
    private sealed class Stretches
    {
        private readonly List<int> _starts = [];
        private readonly List<int> _ends = [];

        /// <summary>Adds one; they come in the order of their starts.</summary>
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

        /// <summary>Whether a part of this passage lies in one of them.</summary>
        public bool Touches(Passage passage)
        {
            // The last stretch that starts before the passage's end is the only one that can reach into it.
            var at = _starts.BinarySearch(passage.End - 1);
            at = at >= 0 ? at : ~at - 1;
            return at >= 0 && _ends[at] > passage.Start;
        }
    }
}
