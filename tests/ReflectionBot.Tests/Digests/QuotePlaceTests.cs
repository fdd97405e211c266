using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Digests.Quotes;
using ReflectionBot.Core.Themes;
using static ReflectionBot.Tests.Digests.Samples;

namespace ReflectionBot.Tests.Digests;

/// <summary>Where a quote stands in a digest: by its own words alone, and never under a line that says the opposite.</summary>
public class QuotePlaceTests
{
    private const string Power = "shared-power";

    [Fact]
    public void The_rest_of_the_answer_does_not_place_it()
    {
        Assert.Null(QuotePlace.Of(Coding, "The biscuits were good."));
        Assert.Equal(new QuotePlace(Power, true, false), QuotePlace.Of(Coding, "We set the agenda together."));
        Assert.Equal(new QuotePlace(Power, false, true), QuotePlace.Of(Coding, "We were talked over."));
    }

    [Theory]
    [InlineData(Polarity.Present, Polarity.Present, true)]
    [InlineData(Polarity.Present, Polarity.Strained, false)]
    [InlineData(Polarity.Present, Polarity.Mixed, false)]
    [InlineData(Polarity.Strained, Polarity.Present, false)]
    [InlineData(Polarity.Strained, Polarity.Strained, true)]
    [InlineData(Polarity.Mixed, Polarity.Mixed, true)]
    [InlineData(Polarity.Mixed, Polarity.Strained, true)]
    [InlineData(null, Polarity.Strained, true)]
    public void It_stands_under_its_theme_unless_the_line_says_the_opposite(Polarity? shown, Polarity said, bool under)
    {
        var team = shown is { } side ? Team(7, 7, Code(Power, side)) : Team(7, 3, Code(Power));
        var quote = Quote("p0", "Words.") with { Place = new QuotePlace(Power, said != Polarity.Strained, said != Polarity.Present) };
        var message = Build(team, quote).Message;
        Assert.Equal(under, Assert.Single(message.Sections[0].Themes).Quotes.Count == 1);
        Assert.Equal(!under, message.Said.Count == 1);
    }

    [Theory]
    [InlineData("I had no say in the budget.")]
    [InlineData("We set the agenda together, but I had no say in the budget.")]
    [InlineData("Nobody listened to us.")]
    [InlineData("They did not let us decide anything.")]
    public void What_is_said_against_it_does_not_stand_under_present(string words)
    {
        var quote = Quote("p0", words) with { Place = QuotePlace.Of(Coding, words) };
        var message = Build(Team(7, 7, Code(Power)), quote).Message;
        Assert.Equal("About power (who decides, who has a say): three or more of you wrote that it was shared. (Others may have seen it another way.)", Assert.Single(message.Sections[0].Themes).Line);
        Assert.Empty(message.Sections[0].Themes[0].Quotes);
        Assert.Equal(words, Assert.Single(message.Said).Text);
    }
}
