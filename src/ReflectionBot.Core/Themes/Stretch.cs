namespace ReflectionBot.Core.Themes;

/// <summary>
/// Some sentences of a text that are evaluated together. A long text is split into several stretches, so that words far apart do not add up to
/// a theme that no part of the text is about.
/// </summary>
internal sealed class Stretch(Codebook codebook)
{
    /// <summary>A stretch ends with the sentence in which it reaches this many words.</summary>
    public const int Words = 50;

    // How much an indicator with a side adds to the side of the whole stretch.
    private const int Taken = 4;
    private const int TenWordsInTenths = 100;
    private readonly List<Hit> _finds = [];
    private readonly List<CuePlace> _cues = [];
    private readonly HashSet<Pattern> _patterns = [];
    private readonly bool[] _said = new bool[codebook.Indicators.Cues];
    private readonly int[] _points = new int[codebook.Themes.Count];
    private readonly int[] _found = new int[codebook.Themes.Count];
    private int _sharing;
    private int _side;
    private int _words;

    /// <summary>Counts this many more words.</summary>
    public void Read(int words) => _words += words;

    /// <summary>Adds an indicator. Each pattern counts once.</summary>
    public void Add(Hit hit)
    {
        _finds.Add(hit);
        if (_patterns.Add(hit.Pattern!))
        {
            _found[hit.Indicator.Theme] += hit.Indicator.Points;
            _side += hit.Polarity == Polarity.Present ? Taken : hit.Polarity == Polarity.Strained ? -Taken : 0;
        }
    }

    /// <summary>Adds a cue. Each cue counts once; a "not" before it reverses its side.</summary>
    public void Add(CuePlace place, bool turned)
    {
        var cue = place.Cue;
        if (cue.CanStand)
        {
            _cues.Add(place);
        }

        if (_said[cue.Number])
        {
            return;
        }

        _said[cue.Number] = true;
        _sharing += cue.Sharing;
        _side += turned ? -cue.Side : cue.Side;
        for (var theme = 0; theme < _points.Length; theme++)
        {
            _points[theme] += cue.Points[theme];
        }
    }

    /// <summary>By how many points a theme exceeds what it needs; below 0 where it falls short.</summary>
    public int Margin(int theme) => _points[theme] + _found[theme] - codebook.Needs[theme] - (_words * codebook.Sharing.Longer / TenWordsInTenths);

    /// <summary>The themes that count, in codebook order.</summary>
    public IEnumerable<ThemeEvidence> Counted()
    {
        if (_sharing + _found.Max() < codebook.Sharing.Needs)
        {
            return [];
        }

        var counted = Enumerable.Range(0, _points.Length).Where(t => Margin(t) >= 0).Select(t => (Theme: t, Earned: Earned(t))).Where(t => t.Earned.Count > 0).ToList();
        var most = counted.Count == 0 ? 0 : counted.Max(t => Margin(t.Theme));
        return counted.Where(t => most - Margin(t.Theme) <= codebook.Sharing.Behind).Select(t => new ThemeEvidence(t.Earned, _side));
    }

    // A find without a side counts only if the words around it clearly take one.
    private List<Hit> Earned(int theme)
    {
        var finds = _finds.FindAll(f => f.Indicator.Theme == theme);
        var clear = Math.Abs(_side);
        return finds.Count == 0 ? clear < codebook.Sharing.ClearCues ? [] : FromCues(theme)
            : clear < codebook.Sharing.Clear && finds.TrueForAll(f => f.Polarity == Polarity.Mixed) ? [] : finds;
    }

    // Where no indicator was found, use the cues of the sentence with the most points for the theme, from the first to the last.
    private List<Hit> FromCues(int theme)
    {
        var standing = _cues.Where(c => c.Cue.Stands[theme] is not null).GroupBy(c => c.Sentence).MaxBy(s => s.DistinctBy(c => c.Cue).Sum(c => c.Cue.Points[theme]));
        if (standing is null)
        {
            return [];
        }

        var plainest = standing.MaxBy(c => c.Cue.Points[theme]);
        var start = standing.Min(c => c.Passage.Start);
        return [new Hit(plainest.Cue.Stands[theme]!, new Passage(start, standing.Max(c => c.Passage.End) - start), plainest.Sentence, Polarity.Mixed, null)];
    }
}
