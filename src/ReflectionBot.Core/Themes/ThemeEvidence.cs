namespace ReflectionBot.Core.Themes;

/// <summary>What makes a theme count in a stretch of a text.</summary>
/// <param name="finds">In text order; at least one.</param>
/// <param name="side">The side of the stretch, about anything: above 0 positive, below 0 negative.</param>
internal sealed class ThemeEvidence(IReadOnlyList<Hit> finds, int side)
{
    /// <summary>The theme's id.</summary>
    public string ThemeId => finds[0].Indicator.ThemeId;

    /// <summary>
    /// The finds with their side. A find with a side keeps it, so a text that says both keeps both. A find without its own side takes the side of
    /// the other finds; if they have none, that of the stretch.
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
