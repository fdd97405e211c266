using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Channels.Slack.Reading;

namespace ReflectionBot.Tests.Slack;

/// <summary>What Slack writes into a text, turned back into what somebody meant.</summary>
public sealed class SlackTextTests
{
    private const string Bot = "UBOT";

    [Theory]
    [InlineData("We agreed the agenda.", "We agreed the agenda.")]
    [InlineData("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d")]
    [InlineData("they typed &amp;lt;", "they typed &lt;")]
    [InlineData("with <@U2>", "with Ana Silva")]
    [InlineData("with <@U2|ana> and <@U9|zed> and <@U8>", "with Ana Silva and zed and somebody")]
    [InlineData("<@UBOT> status", "@ReflectionBot status")]
    [InlineData("please <@UBOT|reflectionbot> status", "@ReflectionBot please   status")]
    [InlineData("<@UBOT>", "@ReflectionBot ")]
    [InlineData("see <#C1|general> and <#C2>", "see #general and #C2")]
    [InlineData("<!here> look, <!channel>, <!subteam^S1|@readers>, <!date^1700000000^{date}|14 Nov>", "@here look, @channel, @readers, 14 Nov")]
    [InlineData("<https://example.org/a?b=1&amp;c=2>", "https://example.org/a?b=1&c=2")]
    [InlineData("<http://example.org|example.org>", "example.org")]
    [InlineData("<https://example.org|our page>", "our page (https://example.org)")]
    [InlineData("<mailto:ana@example.org|ana@example.org>", "ana@example.org")]
    [InlineData("<tel:+441234|+441234>", "+441234")]
    [InlineData("half <@U2", "half <@U2")]
    [InlineData("a > b and nothing else", "a > b and nothing else")]
    [InlineData("<>", "")]
    [InlineData("", "")]
    public void Reads(string sent, string meant) =>
        Assert.Equal(meant, SlackText.Of(sent, Bot).With(user => user == "U2" ? "Ana Silva" : null));

    [Fact]
    public void A_name_with_marks_in_it_is_a_name() =>
        Assert.Equal("with <@U3> &lt;b>", SlackText.Of("with <@U2>", Bot).With(_ => "<@U3> &lt;b>"));

    [Fact]
    public void Knows_who_is_mentioned_each_once_and_whether_it_is_the_bot()
    {
        var text = SlackText.Of("<@U2> <@U3|x> <@U2> <@UBOT>", Bot);
        Assert.Equal(["U2", "U3"], text.Users);
        Assert.True(text.IsAddressed);
        Assert.False(SlackText.Of("<@U2>", Bot).IsAddressed);
    }

    [Theory]
    [InlineData("1795510800.000200", "2026-11-24T09:00:00.0002Z")]
    [InlineData("1795510800", "2026-11-24T09:00:00Z")]
    [InlineData(null, "2026-11-24T09:30:00Z")]
    [InlineData("", "2026-11-24T09:30:00Z")]
    [InlineData("soon", "2026-11-24T09:30:00Z")]
    [InlineData("-5", "2026-11-24T09:30:00Z")]
    [InlineData("1.2.3", "2026-11-24T09:30:00Z")]
    [InlineData("99999999999999999999999999", "2026-11-24T09:30:00Z")]
    [InlineData("1700000000.000100", "2026-11-24T09:30:00Z")]
    public void Believes_a_time_stamp_within_a_day(string? ts, string at) =>
        Assert.Equal(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), SlackNames.Time(ts, new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero)));
}
