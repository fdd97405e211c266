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
    [InlineData("a vote of the board", "power")]
    [InlineData("a vote of the board in the lobby", "")]
    [InlineData("the board, the board", "")]
    public void A_cue_speaks_for_a_theme_or_against_it_once(string text, string themes) => Assert.Equal(themes, Found(text));

    [Theory]
    [InlineData("the board and the boss were awful", "power", "board and the boss")]
    [InlineData("awful: the chief said no", "", "")]
    [InlineData("The board. The boss. Awful.", "power", "The boss")]
    public void Cues_earn_a_theme_only_where_one_has_a_topic_in_it_and_stand_for_it_in_one_sentence(string text, string themes, string passages)
    {
        var codes = Coder.Code(Book, text).Where(c => c.ThemeId == "power").ToList();
        Assert.Equal(themes, string.Join(',', codes.Select(c => c.ThemeId)));
        Assert.All(codes, c => Assert.Equal(passages, text.Substring(c.Passage.Start, c.Passage.Length)));
    }

    [Theory]
    [InlineData("the board and the boss")]
    [InlineData("the board and the boss were lovely and awful")]
    public void Nothing_is_claimed_of_cues_that_stand_among_words_of_neither_side(string text) => Assert.Equal("", Found(text));

    [Fact]
    public void A_stretch_that_is_not_about_sharing_has_no_theme()
    {
        Assert.Equal("values", Found("trust"));
        Assert.Equal("", Found("trust, by train, in the lobby"));
    }

    [Theory]
    [InlineData("we decided, as friends", "power,values")]
    [InlineData("we decided, we chaired it, as friends", "power")]
    public void A_second_theme_counts_where_it_is_not_far_behind(string text, string themes) => Assert.Equal(themes, Found(text));

    [Fact]
    public void Words_far_apart_do_not_add_up()
    {
        var between = string.Concat(Enumerable.Repeat("It rained on us that day. ", 12));
        Assert.Equal("power", Found("a vote. a choice."));
        Assert.Equal("", Found($"a vote. {between} a choice."));
        Assert.Equal("power", Found($"a vote. {between} we decided."));
    }

    [Fact]
    public void A_longer_stretch_needs_more()
    {
        Assert.Equal("power", Found("a vote and a choice"));
        Assert.Equal("", Found($"a vote and a choice {string.Join(' ', Enumerable.Repeat("or rain", 20))}"));
    }

    [Theory]
    [InlineData("my trust fund", "")]
    [InlineData("my trust fund, and they trust us", "values")]
    [InlineData("trust", "values")]
    public void Nothing_is_found_in_an_aside(string text, string themes) => Assert.Equal(themes, Found(text));

    [Theory]
    [InlineData("It was lovely. The meetings were as usual.", Polarity.Present)]
    [InlineData("The meetings were awful.", Polarity.Strained)]
    [InlineData("The meetings were not lovely.", Polarity.Strained)]
    [InlineData("Trust. The meetings were as usual.", Polarity.Present)]
    public void A_find_without_a_side_takes_that_of_the_others_or_of_the_words_around_it(string text, Polarity side) =>
        Assert.All(Coder.Code(Book, text).Where(c => c.ThemeId == "values"), c => Assert.Equal(side, c.Polarity));

    [Theory]
    [InlineData("We decided. They overruled us.", "Present,Strained")]
    [InlineData("We decided, lovely. It was lovely. They overruled us.", "Present,Strained")]
    [InlineData("We decided. They overruled us. Awful, awful.", "Present,Strained")]
    [InlineData("We decided and decided and decided, but then they overruled us.", "Mixed")]
    public void A_side_that_is_said_is_never_dropped(string text, string sides) =>
        Assert.Equal(sides, string.Join(',', Coder.Code(Book, text).Where(c => c.ThemeId == "power").Select(c => c.Polarity)));

    [Theory]
    [InlineData("we decide nothing", Polarity.Strained)]
    [InlineData("we decide, nothing else", Polarity.Present)]
    [InlineData("nothing was decided", Polarity.Strained)]
    [InlineData("Not only did we decide, we did more.", Polarity.Present)]
    public void Nothing_takes_back_what_ends_just_before_it(string text, Polarity side) => Assert.Equal(side, Assert.Single(Coder.Code(Book, text)).Polarity);

    [Theory]
    [InlineData("", "outcomes,values,power")]
    [InlineData("trust", "values,outcomes,power")]
    [InlineData("the board", "outcomes,values,power")]
    [InlineData("the chief", "power,outcomes,values")]
    [InlineData("the chief, and trust", "values,power,outcomes")]
    public void The_order_has_what_counts_first_then_what_is_likeliest(string text, string order)
    {
        Assert.Equal(order, string.Join(',', Coder.Order(Book, text)));
        Assert.Equal(order, string.Join(',', Coder.Order(Book, text.ToUpperInvariant())));
    }

    [Fact]
    public void What_could_earn_a_theme_is_indicated_also_by_a_cue()
    {
        Assert.True(Book.Indicates("a vote"));
        Assert.True(Book.Indicates("the chief"));
        Assert.False(Book.Indicates("by train in the lobby, lovely"));
    }

    /// <summary>Texts full of whatever is looked up beside the finds: asides, cues, words that take a side, finds of few points.</summary>
    [Theory]
    [InlineData("my trust fund. they trust us. ")]
    [InlineData("lovely we decided. awful. ")]
    [InlineData("the board and the boss were awful ")]
    [InlineData("a vote. a bus. ")]
    public void A_long_text_is_coded_within_bounds(string piece)
    {
        var codes = Coder.Code(Book, string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length)));
        Assert.All(codes.GroupBy(c => c.TopicId), topic => Assert.InRange(topic.Count(), 1, IndicatorCoder.MostPerTopic));
    }

    private static string Found(string text) => string.Join(',', Coder.Code(Book, text).Select(c => c.ThemeId).Distinct().Order(StringComparer.Ordinal));

    private static string Json()
    {
        object Indicator(string id, string polarity, string[] patterns, int points = 0) => new { id, polarity, patterns, points };
        object Topic(string id, params object[] indicators) => new { id, label = id, indicators };
        object Cue(string id, string[] patterns, int power = 0, string[]? topics = null, int sharing = 0, int side = 0) =>
            new { id, patterns, topics, sharing, side, themes = new Dictionary<string, int> { ["power"] = power } };
        object Theme(string id, int needs, params object[] indicators) => new
        {
            id, name = id, about = id, covers = "c", saysPresent = "sp", saysStrained = "ss", present = "p", strained = "s", include = new[] { "i" }, exclude = new[] { "e" }, examples = new[] { "x" }, needs,
            topics = new[] { Topic($"{id}-1", indicators), Topic($"{id}-2"), Topic($"{id}-3") },
        };
        return JsonSerializer.Serialize(new
        {
            id = "small", version = "1", note = "n", words = new Dictionary<string, string>(), asides = new[] { "trust fund" },
            sharing = new { needs = 0, longer = 10, behind = 6, clearCues = 1 },
            cues = new[]
            {
                Cue("c-board", ["board", "boss"], 2, ["power-2"]), Cue("c-boss", ["boss", "the boss"], 2, ["power-2"]), Cue("c-chief", ["chief"], 4),
                Cue("c-place", ["train", "lobby"], -2, null, -8), Cue("c-well", ["lovely"], side: 2), Cue("c-badly", ["awful"], side: -2),
            },
            groups = new[]
            {
                new
                {
                    id = "g", name = "G",
                    themes = new[]
                    {
                        Theme("values", 2, Indicator("v-trust", "present", ["trust", "friends"]), Indicator("v-meet", "mixed", ["meetings"])),
                        Theme("power", 4, Indicator("p-faint", "present", ["vote", "choice"], 2), Indicator("p-decide", "present", ["decide*"]), Indicator("p-chair", "present", ["chaired"], 9), Indicator("p-over", "strained", ["overruled"])),
                        Theme("outcomes", 1, Indicator("x-better", "present", ["better"])),
                    },
                },
            },
        });
    }
}
