using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Themes.Measuring;

namespace ReflectionBot.Tests.Themes.Measuring;

/// <summary>The figures, worked out by hand.</summary>
public sealed class FiguresTests
{
    private const string Values = "shared-values";
    private const string Power = "shared-power";
    private const string Outcomes = "positive-outcomes";
    private static readonly Codebook Book = Codebook.Load();

    /// <summary>Ten texts: power is labelled in four, found in five, both in three.</summary>
    [Fact]
    public void Precision_recall_F1_and_kappa_of_a_theme()
    {
        var figures = Figures.Of(Book, [.. Repeat(3, () => Read([Power], [Power])), Read([Power], []), .. Repeat(2, () => Read([], [Power])), .. Repeat(4, () => Read([], []))]);
        var power = figures.Themes.Single(t => t.Theme == Power).Figures;
        Assert.Equal(4, power.N);
        Assert.Equal(3 / 5.0, power.Fit.Precision, 6);
        Assert.Equal(3 / 4.0, power.Fit.Recall, 6);
        Assert.Equal(6 / 9.0, power.Fit.F1, 6);
        // Alike in 3 + 4 of 10; by chance 0.4 x 0.5 + 0.6 x 0.5.
        Assert.Equal((0.7 - 0.5) / (1 - 0.5), power.Kappa, 6);
    }

    /// <summary>Power: 2 both, 1 missed. Values: 1 both, 2 extra. Outcomes: 1 missed. The other three: nothing.</summary>
    [Fact]
    public void Micro_counts_labels_and_macro_counts_themes()
    {
        var figures = Figures.Of(Book, [Read([Power], [Power, Values]), Read([Power, Values], [Power, Values]), Read([Power, Outcomes], [Values])]);
        Assert.Equal(new Fit(3, 2, 2), figures.Micro);
        Assert.Equal(3 / 5.0, figures.Micro.Precision, 6);
        Assert.Equal(3 / 5.0, figures.Micro.Recall, 6);
        Assert.Equal(3 / 5.0, figures.Micro.F1, 6);
        Assert.Equal(((4 / 5.0) + (2 / 4.0) + 0 + 0 + 0 + 0) / 6, figures.MacroF1, 6);
        Assert.Equal(Book.Themes.Select(t => t.Id), figures.Themes.Select(t => t.Theme));
    }

    [Fact]
    public void Texts_about_none_are_right_where_nothing_was_found()
    {
        var figures = Figures.Of(Book, [Read([], []), Read([], []), Read([], [Power]), Read([Power], [])]);
        Assert.Equal(new Hitting(2, 3), figures.None);
        Assert.Equal(2 / 3.0, figures.None.Rate, 6);
    }

    /// <summary>Asked only of what was found and labelled one way: not of a missed label, an extra theme, a label that is mixed or has no side.</summary>
    [Fact]
    public void A_side_is_asked_of_what_was_found_and_has_one()
    {
        var labelled = new Dictionary<string, Polarity> { [Power] = Polarity.Strained, [Values] = Polarity.Present, [Outcomes] = Polarity.Mixed };
        var figures = Figures.Of(Book,
        [
            Read([Power, Values, Outcomes], new() { [Power] = Polarity.Strained, [Outcomes] = Polarity.Present }, labelled),
            Read([Power], new() { [Power] = Polarity.Present, [Values] = Polarity.Present }, labelled),
            Read([Power], new() { [Power] = Polarity.Mixed }, labelled),
            Read([Power], new() { [Power] = Polarity.Present }, []),
        ]);
        Assert.Equal(new Hitting(1, 3), figures.Polarity);
    }

    [Fact]
    public void Labels_are_looked_for_among_the_first_one_two_and_three()
    {
        var figures = Figures.Of(Book,
        [
            Read([Power, Outcomes], []) with { Order = [Power, Values, Outcomes, "shared-ownership"] },
            Read([Outcomes], []) with { Order = [Power, Values, "shared-ownership", Outcomes] },
            Read([], []) with { Order = [Power, Values, Outcomes] },
        ]);
        Assert.Equal([new Hitting(1, 3), new Hitting(1, 3), new Hitting(2, 3)], figures.Top);
    }

    [Fact]
    public void Nothing_to_divide_by_is_zero()
    {
        var figures = Figures.Of(Book, [Read([], [])]);
        Assert.Equal((0d, 0d, 0d, 0d), (figures.Micro.Precision, figures.Micro.Recall, figures.Micro.F1, figures.MacroF1));
        Assert.All(figures.Themes, t => Assert.Equal((0, 0d), (t.Figures.N, t.Figures.Kappa)));
        Assert.Equal(0, figures.Polarity.Rate);
        Assert.Equal(0, figures.Top[2].Rate);
    }

    [Fact]
    public void The_side_of_a_theme_is_what_a_digest_counts_it_on()
    {
        Code[] codes = [Of(Power, Polarity.Present), Of(Power, Polarity.Strained), Of(Values, Polarity.Strained), Of(Values, Polarity.Strained), Of(Outcomes, Polarity.Mixed)];
        Assert.Equal(new Dictionary<string, Polarity> { [Power] = Polarity.Mixed, [Values] = Polarity.Strained, [Outcomes] = Polarity.Mixed }, CodedReading.Sides(codes));
    }

    private static Code Of(string theme, Polarity polarity) => new(theme, "topic", new(0, 1), polarity, "i");

    private static IEnumerable<CodedReading> Repeat(int times, Func<CodedReading> reading) => Enumerable.Range(0, times).Select(_ => reading());

    private static CodedReading Read(string[] labels, string[] found) => Read(labels, found.ToDictionary(t => t, _ => Polarity.Present), []);

    private static CodedReading Read(string[] labels, Dictionary<string, Polarity> found, Dictionary<string, Polarity> sides) =>
        new(new(1, "1", "text", labels.ToHashSet(), sides), found, [.. Book.Themes.Select(t => t.Id)]);
}
