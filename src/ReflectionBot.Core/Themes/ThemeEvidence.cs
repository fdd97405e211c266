namespace ReflectionBot.Core.Themes;

/// <summary>What makes a theme count in a stretch of a text.</summary>
/// <param name="finds">In the order of the text; at least one.</param>
/// <param name="side">How the stretch speaks, whatever of: above 0 well, below 0 badly.</param>
internal sealed class ThemeEvidence(IReadOnlyList<Hit> finds, int side)
{
    /// <summary>Which theme.</summary>
    public string ThemeId => finds[0].Indicator.ThemeId;

    /// <summary>
    /// The finds with their side. A find that has a side keeps it: where a text says both, both stay. One without a side of its own takes that of
    /// the others, and where they have none, that of the words around.
    /// </summary>
    public IEnumerable<Hit> Sided()
    {
        var present = finds.Any(f => f.Polarity == Polarity.Present);
        var strained = finds.Any(f => f.Polarity == Polarity.Strained);
        var common = present && strained ? Polarity.Mixed : present ? Polarity.Present : strained ? Polarity.Strained : Around();
        return finds.Select(f => f.Polarity == Polarity.Mixed ? f with { Polarity = common } : f);
    }

    private Polarity Around() => side > 0 ? Polarity.Present : side < 0 ? Polarity.Strained : Polarity.Mixed;
}
