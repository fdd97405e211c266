namespace ReflectionBot.Core.Themes.Measuring;

/// <summary>How well what was found fits what was labelled. Each figure is from 0 to 1, and 0 where there is nothing to divide by.</summary>
/// <param name="Both">Labelled and found.</param>
/// <param name="Extra">Found and not labelled.</param>
/// <param name="Missed">Labelled and not found.</param>
public readonly record struct Fit(int Both, int Extra, int Missed)
{
    /// <summary>How much of what was found is right.</summary>
    public double Precision => Share(Both, Both + Extra);

    /// <summary>How much of what is labelled was found.</summary>
    public double Recall => Share(Both, Both + Missed);

    /// <summary>The harmonic mean of the two.</summary>
    public double F1 => Share(2 * Both, (2 * Both) + Extra + Missed);

    /// <summary>A part of a whole; 0 of nothing.</summary>
    internal static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}

/// <summary>One theme's figures.</summary>
/// <param name="Fit">Precision, recall, F1.</param>
/// <param name="N">Texts labelled with it.</param>
/// <param name="Kappa">Cohen's kappa of coder and label over all texts: agreement beyond chance, 1 at most; 0 where chance alone would agree always.</param>
public readonly record struct ThemeFigures(Fit Fit, int N, double Kappa);

/// <summary>Right ones among those asked for.</summary>
/// <param name="Right">How many were right.</param>
/// <param name="N">Of how many.</param>
public readonly record struct Hitting(int Right, int N)
{
    /// <summary>From 0 to 1; 0 of nothing.</summary>
    public double Rate => Fit.Share(Right, N);
}

/// <summary>A coder measured against labels. Pure: time is measured by whoever has a clock.</summary>
/// <param name="Micro">Over all labels of all texts.</param>
/// <param name="MacroF1">The mean of the themes' F1, each theme weighing the same; themes nobody labelled count 0.</param>
/// <param name="Themes">By theme, in the order of the codebook.</param>
/// <param name="None">Texts without a label, and in how many of them the coder found nothing.</param>
/// <param name="Polarity">Labels that were found and have a side: in how many the coder's is the same.</param>
/// <param name="Top">How many of all labels are among the coder's first one, first two, first three themes.</param>
public sealed record Figures(Fit Micro, double MacroF1, IReadOnlyList<(string Theme, ThemeFigures Figures)> Themes, Hitting None, Hitting Polarity, IReadOnlyList<Hitting> Top)
{
    private const int Places = 3;

    /// <summary>The figures of these readings.</summary>
    public static Figures Of(Codebook codebook, IReadOnlyList<CodedReading> readings)
    {
        var themes = codebook.Themes.Select(t => (t.Id, Figures: OfTheme(t.Id, readings))).ToList();
        var fits = themes.ConvertAll(t => t.Figures.Fit);
        var none = readings.Where(r => r.Labelled.Themes.Count == 0).ToList();
        var sides = readings.SelectMany(r => r.SidesAsked).ToList();
        return new(
            new(fits.Sum(f => f.Both), fits.Sum(f => f.Extra), fits.Sum(f => f.Missed)),
            fits.Average(f => f.F1),
            themes,
            new(none.Count(r => r.Found.Count == 0), none.Count),
            new(sides.Count(s => s.Right), sides.Count),
            [.. Enumerable.Range(1, Places).Select(first => Among(first, readings))]);
    }

    private static ThemeFigures OfTheme(string theme, IReadOnlyList<CodedReading> readings)
    {
        var labelled = readings.Count(r => r.Labelled.Themes.Contains(theme));
        var found = readings.Count(r => r.Found.ContainsKey(theme));
        var both = readings.Count(r => r.Labelled.Themes.Contains(theme) && r.Found.ContainsKey(theme));
        return new(new(both, found - both, labelled - both), labelled, Kappa(readings.Count, labelled, found, both));
    }

    // Cohen, J. 1960: (observed - expected) / (1 - expected), expected from how often each of the two says yes and no.
    private static double Kappa(int all, int labelled, int found, int both)
    {
        var observed = Fit.Share(both + (all - labelled - found + both), all);
        var expected = (Fit.Share(labelled, all) * Fit.Share(found, all)) + (Fit.Share(all - labelled, all) * Fit.Share(all - found, all));
        return expected >= 1 ? 0 : (observed - expected) / (1 - expected);
    }

    private static Hitting Among(int first, IReadOnlyList<CodedReading> readings) =>
        new(readings.Sum(r => r.Order.Take(first).Count(r.Labelled.Themes.Contains)), readings.Sum(r => r.Labelled.Themes.Count));
}
