using System.Text.Json;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Tests.Themes;

/// <summary>How finds become themes, sides and an order, on a small codebook of its own.</summary>
public sealed class EvidenceTests
{
    private static readonly Codebook Book = Codebook.Parse(Json());
    private static readonly IndicatorCoder Coder = new();

    [Theory]
    [InlineData("a vote", "")]
    [InlineData("a vote and a choice", "power")]
    [InlineData("a vote and another vote", "")]
    [InlineData("we decided", "power")]
    public void A_theme_counts_from_the_points_it_needs_and_a_pattern_says_its_points_once(string text, string themes) => Assert.Equal(themes, Found(text));

    [Theory]
    [InlineData("we decided, as friends", "power,values")]
    [InlineData("we decided, we chaired it, as friends", "power")]
    public void A_second_theme_counts_with_half_the_points_of_the_strongest(string text, string themes) => Assert.Equal(themes, Found(text));

    [Theory]
    [InlineData("my trust fund", "")]
    [InlineData("my trust fund, and they trust us", "values")]
    [InlineData("trust", "values")]
    public void Nothing_is_found_in_an_aside(string text, string themes) => Assert.Equal(themes, Found(text));

    [Theory]
    [InlineData("It was lovely. The meetings were as usual.", Polarity.Present)]
    [InlineData("The meetings were awful.", Polarity.Strained)]
    [InlineData("The meetings were not lovely.", Polarity.Strained)]
    [InlineData("The meetings were as usual.", Polarity.Mixed)]
    [InlineData("It was lovely, all of it was lovely. The meetings were awful, awful.", Polarity.Strained)]
    public void A_find_without_a_side_takes_that_of_the_words_around_it(string text, Polarity side) =>
        Assert.Equal(side, Assert.Single(Coder.Code(Book, text), c => c.ThemeId == "values").Polarity);

    [Theory]
    [InlineData("We decided. They overruled us.", "Present,Strained")]
    [InlineData("We decided, lovely. It was lovely. They overruled us.", "Present")]
    [InlineData("We decided. They overruled us. Awful, awful.", "Strained")]
    public void Where_one_side_is_clearly_stronger_only_that_one_stays(string text, string sides) =>
        Assert.Equal(sides, string.Join(',', Coder.Code(Book, text).Where(c => c.ThemeId == "power").Select(c => c.Polarity)));

    [Theory]
    [InlineData("", "outcomes,power,values")]
    [InlineData("a meeting of friends", "values,outcomes,power")]
    [InlineData("the panel", "power,outcomes,values")]
    [InlineData("a vote", "power,outcomes,values")]
    [InlineData("the panel, the board, and trust", "values,power,outcomes")]
    public void The_order_has_what_counts_first_then_what_hints_say_then_what_is_written_about_most(string text, string order)
    {
        Assert.Equal(order, string.Join(',', Coder.Order(Book, text)));
        Assert.Equal(order, string.Join(',', Coder.Order(Book, text.ToUpperInvariant())));
    }

    [Fact]
    public void A_hint_counts_towards_nothing_and_plants_nothing()
    {
        Assert.Equal("", Found("the panel, the board, the panel"));
        Assert.False(Book.Indicates("the panel was lovely"));
        Assert.True(Book.Indicates("a vote"));
    }

    [Fact]
    public void Not_only_says_no_not() => Assert.Equal(("power", Polarity.Present), Assert.Single(Coder.Code(Book, "Not only did we decide, we did more.").Select(c => (c.ThemeId, c.Polarity))));

    /// <summary>Texts full of whatever is looked up beside the finds: asides, words that take a side, weak finds.</summary>
    [Theory]
    [InlineData("my trust fund. they trust us. ")]
    [InlineData("lovely we decided. awful. ")]
    [InlineData("a vote. a bus. ")]
    public void A_long_text_is_coded_within_bounds(string piece)
    {
        var codes = Coder.Code(Book, string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length)));
        Assert.All(codes.GroupBy(c => c.TopicId), topic => Assert.InRange(topic.Count(), 1, IndicatorCoder.MostPerTopic));
    }

    private static string Found(string text) => string.Join(',', CodedThemes(text).Order(StringComparer.Ordinal));

    private static IEnumerable<string> CodedThemes(string text) => Coder.Code(Book, text).Select(c => c.ThemeId).Distinct();

    private static string Json()
    {
        object Indicator(string id, string polarity, string[] patterns, int points = 0, bool hint = false) => new { id, polarity, patterns, points, hint };
        object Topic(string id, params object[] indicators) => new { id, label = id, indicators };
        object Theme(string id, int often, int needs, params object[] indicators) => new
        {
            id, name = id, about = id, covers = "c", saysPresent = "sp", saysStrained = "ss", present = "p", strained = "s", often, needs,
            topics = new[] { Topic($"{id}-1", indicators), Topic($"{id}-2"), Topic($"{id}-3") },
        };
        return JsonSerializer.Serialize(new
        {
            id = "small", version = "1", note = "n", words = new Dictionary<string, string>(),
            stance = new { well = new[] { "lovely" }, badly = new[] { "awful" } },
            asides = new[] { "trust fund" },
            groups = new[]
            {
                new
                {
                    id = "g", name = "G",
                    themes = new[]
                    {
                        Theme("values", 0, 1, Indicator("v-trust", "present", ["trust", "friends"]), Indicator("v-meet", "mixed", ["meetings"])),
                        Theme("power", 1, 4, Indicator("p-faint", "present", ["vote", "choice"], points: 2), Indicator("p-decide", "present", ["decide*"]), Indicator("p-chair", "present", ["chaired"], points: 6), Indicator("p-over", "strained", ["overruled"]), Indicator("p-hint", "mixed", ["panel", "board"], points: 2, hint: true)),
                        Theme("outcomes", 2, 1, Indicator("x-better", "present", ["better"])),
                    },
                },
            },
        });
    }
}
