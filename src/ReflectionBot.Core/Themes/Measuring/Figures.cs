namespace ReflectionBot.Core.Themes.Measuring;

/// <summary>How well the finds match the labels. Each figure is from 0 to 1, and 0 where there is nothing to divide by.</summary>
/// <param name="Both">Labelled and found.</param>
/// <param name="Extra">Found and not labelled.</param>
/// <param name="Missed">Labelled and not found.</param>
public readonly record struct Fit(int Both, int Extra, int Missed)
{
    /// <summary>The share of the finds that are right.</summary>
    public double Precision => Share(Both, Both + Extra);

    /// <summary>The share of the labels that were found.</summary>
    public double Recall => Share(Both, Both + Missed);

    /// <summary>The harmonic mean of the two.</summary>
    public double F1 => Share(2 * Both, (2 * Both) + Extra + Missed);

    /// <summary>A part of a whole; 0 if the whole is 0.</summary>
    internal static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}

/// <summary>One theme's figures.</summary>
/// <param name="Fit">Precision, recall, F1.</param>
/// <param name="N">Texts labelled with it.</param>
/// <param name="Kappa">Cohen's kappa of coder and label over all texts: agreement beyond chance, at most 1; 0 where chance alone would always agree.</param>
public readonly record struct ThemeFigures(Fit Fit, int N, double Kappa);

/// <summary>How many of the cases were right.</summary>
/// <param name="Right">How many were right.</param>
/// <param name="N">The number of cases.</param>
public readonly record struct Hitting(int Right, int N)
{
    /// <summary>From 0 to 1; 0 if there are no cases.</summary>
    public double Rate => Fit.Share(Right, N);
}

/// <summary>A coder measured against labels. Pure: time is measured by the caller.</summary>
/// <param name="Micro">Over all labels of all texts.</param>
/// <param name="MacroF1">The mean of the themes' F1, each theme with the same weight; themes that nobody labelled count as 0.</param>
/// <param name="Themes">By theme, in codebook order.</param>
/// <param name="None">Texts without a label, and in how many of them the coder found nothing.</param>
/// <param name="Polarity">Labels that were found and have a side, and for how many of them the coder's side is the same.</param>
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

    // Cohen, J. 1960: (observed - expected) / (1 - expected), where expected comes from how often coder and label each say yes and no.
    private static double Kappa(int all, int labelled, int found, int both)
    {
        var observed = Fit.Share(both + (all - labelled - found + both), all);
        var expected = (Fit.Share(labelled, all) * Fit.Share(found, all)) + (Fit.Share(all - labelled, all) * Fit.Share(all - found, all));
        return expected >= 1 ? 0 : (observed - expected) / (1 - expected);
    }

    private static Hitting Among(int first, IReadOnlyList<CodedReading> readings) =>
        new(readings.Sum(r => r.Order.Take(first).Count(r.Labelled.Themes.Contains)), readings.Sum(r => r.Labelled.Themes.Count));
}
