namespace ReflectionBot.Core.Themes;

/// <summary>What a text holds of one theme.</summary>
internal sealed class ThemeEvidence
{
    private readonly Stance _stance;

    /// <summary>These finds of one theme.</summary>
    /// <param name="themeId">Which theme.</param>
    /// <param name="hits">In the order of the text; those that can count do not lie within one another.</param>
    /// <param name="stance">How the text speaks.</param>
    /// <param name="needs">The points that the theme needs to count.</param>
    public ThemeEvidence(string themeId, IReadOnlyList<Hit> hits, Stance stance, int needs)
    {
        (ThemeId, _stance) = (themeId, stance);
        HashSet<Pattern> seen = [];
        List<Hit> finds = [];
        foreach (var hit in hits)
        {
            // What is found twice says it once.
            var points = seen.Add(hit.Pattern) ? hit.Indicator.Points : 0;
            Rank += points;
            if (!hit.Indicator.Hint)
            {
                Points += points;
                finds.Add(hit);
            }
        }

        Earned = Points < needs ? [] : Supported(finds);
    }

    /// <summary>Which theme.</summary>
    public string ThemeId { get; }

    /// <summary>How much speaks for it, hints and weak finds that stand alone included.</summary>
    public int Rank { get; }

    /// <summary>How much of that can count.</summary>
    public int Points { get; }

    /// <summary>The finds that count; none where the theme does not.</summary>
    public IReadOnlyList<Hit> Earned { get; }

    /// <summary>
    /// The finds with their side. Where finds of both sides are about as strong, both stay. Where one side is clearly stronger, by its own finds
    /// and by how the text speaks around them, only that side stays. A find without a side of its own takes that of the others, or of the words
    /// around it.
    /// </summary>
    public IEnumerable<Hit> Sided()
    {
        var leaning = Earned.Sum(Leaning);
        var around = _stance.Around(Earned);
        if (!Earned.Any(h => h.Polarity == Polarity.Present) || !Earned.Any(h => h.Polarity == Polarity.Strained))
        {
            var side = Side(leaning != 0 ? leaning : around);
            return Earned.Select(h => h.Polarity == Polarity.Mixed ? h with { Polarity = side } : h);
        }

        var total = leaning + around;
        return Math.Abs(total) < Clearly
            ? Earned.Where(h => h.Polarity != Polarity.Mixed)
            : Earned.Where(h => h.Polarity == Polarity.Mixed || h.Polarity == Side(total)).Select(h => h with { Polarity = Side(total) });
    }

    private const int Clearly = 2;

    private static int Leaning(Hit hit) => hit.Polarity switch
    {
        Polarity.Present => hit.Indicator.Points,
        Polarity.Strained => -hit.Indicator.Points,
        _ => 0,
    };

    private static Polarity Side(int sign) => sign > 0 ? Polarity.Present : sign < 0 ? Polarity.Strained : Polarity.Mixed;

    // A weak find needs another one of its theme, by another pattern, in the same or a neighbouring sentence.
    private static List<Hit> Supported(List<Hit> finds)
    {
        Dictionary<int, HashSet<Pattern>> bySentence = [];
        foreach (var find in finds)
        {
            (bySentence.TryGetValue(find.Sentence, out var patterns) ? patterns : bySentence[find.Sentence] = []).Add(find.Pattern);
        }

        return finds.FindAll(f => !f.Indicator.Weak || Enumerable.Range(f.Sentence - 1, 3).Any(s =>
            bySentence.TryGetValue(s, out var patterns) && patterns.Count > (patterns.Contains(f.Pattern) ? 1 : 0)));
    }
}
