namespace ReflectionBot.Core.Themes.Measuring;

/// <summary>A labelled text beside what a coder makes of it.</summary>
/// <param name="Labelled">What a person says.</param>
/// <param name="Found">The themes the coder found, with their side.</param>
/// <param name="Order">All themes in the coder's order, the likeliest first.</param>
public sealed record CodedReading(LabelledText Labelled, IReadOnlyDictionary<string, Polarity> Found, IReadOnlyList<string> Order)
{
    /// <summary>What this coder makes of this text.</summary>
    public static CodedReading Of(ICoder coder, Codebook codebook, LabelledText labelled) =>
        new(labelled, Sides(coder.Code(codebook, labelled.Text)), coder.Order(codebook, labelled.Text));

    /// <summary>The themes of these codes, each with the side a digest counts it on: mixed where it would count on both.</summary>
    public static IReadOnlyDictionary<string, Polarity> Sides(IEnumerable<Code> codes) => codes
        .GroupBy(c => c.ThemeId)
        .ToDictionary(g => g.Key, g => g.Select(c => c.Polarity).Distinct().ToArray() is [var only] ? only : Polarity.Mixed);

    /// <summary>Labels that the coder did not find.</summary>
    public IEnumerable<string> Missed => Labelled.Themes.Where(t => !Found.ContainsKey(t));

    /// <summary>Themes the coder found that are no labels.</summary>
    public IEnumerable<string> Extra => Found.Keys.Where(t => !Labelled.Themes.Contains(t));

    /// <summary>
    /// The labels that were found and whose side the row says as present or strained, each with whether the coder has the same. A side that is
    /// labelled mixed is not asked for.
    /// </summary>
    public IEnumerable<(string Theme, bool Right)> SidesAsked => Labelled.Themes
        .Where(t => Found.ContainsKey(t) && Labelled.Polarity.TryGetValue(t, out var side) && side != Polarity.Mixed)
        .Select(t => (t, Found[t] == Labelled.Polarity[t]));
}
