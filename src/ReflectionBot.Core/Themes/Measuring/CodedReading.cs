namespace ReflectionBot.Core.Themes.Measuring;

/// <summary>A labelled text beside the result of a coder.</summary>
/// <param name="Labelled">A person's labels.</param>
/// <param name="Found">The themes the coder found, with their side.</param>
/// <param name="Order">All themes in the coder's order, the likeliest first.</param>
public sealed record CodedReading(LabelledText Labelled, IReadOnlyDictionary<string, Polarity> Found, IReadOnlyList<string> Order)
{
    /// <summary>The result of this coder for this text.</summary>
    public static CodedReading Of(ICoder coder, Codebook codebook, LabelledText labelled) =>
        new(labelled, Sides(coder.Code(codebook, labelled.Text)), coder.Order(codebook, labelled.Text));

    /// <summary>The themes of these codes, each with the side that a digest counts: mixed where it would count for both.</summary>
    public static IReadOnlyDictionary<string, Polarity> Sides(IEnumerable<Code> codes) => codes
        .GroupBy(c => c.ThemeId)
        .ToDictionary(g => g.Key, g => g.Select(c => c.Polarity).Distinct().ToArray() is [var only] ? only : Polarity.Mixed);

    /// <summary>Labels that the coder did not find.</summary>
    public IEnumerable<string> Missed => Labelled.Themes.Where(t => !Found.ContainsKey(t));

    /// <summary>Themes that the coder found but that are not labelled.</summary>
    public IEnumerable<string> Extra => Found.Keys.Where(t => !Labelled.Themes.Contains(t));

    /// <summary>
    /// The labels that were found and whose row gives the side as present or strained, each with whether the coder agrees. A side that is
    /// labelled mixed is left out.
    /// </summary>
    public IEnumerable<(string Theme, bool Right)> SidesAsked => Labelled.Themes
        .Where(t => Found.ContainsKey(t) && Labelled.Polarity.TryGetValue(t, out var side) && side != Polarity.Mixed)
        .Select(t => (t, Found[t] == Labelled.Polarity[t]));
}
