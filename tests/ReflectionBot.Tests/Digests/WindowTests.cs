using ReflectionBot.Application.Digests;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Themes;
using static ReflectionBot.Tests.Digests.Samples;

namespace ReflectionBot.Tests.Digests;

public class WindowTests
{
    private static readonly CodedReflection[] Three = Team(3, 3, Code("shared-power"));

    [Fact]
    public void A_quiet_week_does_not_use_up_the_window()
    {
        var quiet = Build(Three);
        Assert.Empty(quiet.Used);
        CodedReflection[] later = [.. Three, Reflection("x", "r1", Monday.AddDays(1)), Reflection("y", "r1", Monday.AddDays(2))];
        var next = Build(new DigestMaterial(WindowOf(later, [quiet], Monday.AddDays(7)), [], false, []));
        Assert.Equal(["About power (who decides, who has a say): three or more of you wrote about this."], Lines(next));
        Assert.Equal(5, next.Used.Count);
    }

    [Fact]
    public void Whoever_was_lead_while_a_digest_was_posted_is_left_out_of_later_ones_with_what_they_had_submitted_by_then()
    {
        CodedReflection[] five = [.. Three, Reflection("x", "r1", Monday.AddDays(-1)), Reflection("p", "r1", Monday.AddDays(-1))];
        Assert.Equal(5, Build(new DigestMaterial(WindowOf(five, [Build(Three)], Monday.AddDays(7)), [], false, [])).Used.Count); // Lead and straight back, between two digests.
        var without = Build(new DigestMaterial(WindowOf([.. five.Where(r => r.PersonId != "p")], [], Monday), [], false, ["p"]));
        Assert.Empty(Build(new DigestMaterial(WindowOf(five, [without], Monday.AddDays(7)), [], false, [])).Used);
        var anew = Reflection("p", "r2", Monday.AddDays(1));
        Assert.Contains(UsedReflection.Of(anew), Build(new DigestMaterial(WindowOf([.. five, anew], [without], Monday.AddDays(7)), [], false, [])).Used);
    }

    // Who was lead until the round was over could hand in nothing that counts, so six are left: it is told, or topics wait.
    [Theory]
    [InlineData(7, false, null, true)]
    [InlineData(6, false, null, false)]
    [InlineData(6, true, null, true)]
    [InlineData(7, false, 20, false)]
    [InlineData(8, false, 20, true)]
    [InlineData(7, true, 20, true)]
    [InlineData(7, false, -1, true)]
    public void Topics_stand_where_seven_could_have_written_or_everybody_was_told_that_few_count(int asked, bool told, int? ranUntil, bool shown)
    {
        var digest = Asked(Team(5, 5, Code("shared-power")), asked, told, ranUntil);
        Assert.Equal(shown, digest.HasThemeContent);
        Assert.NotEqual(shown, digest.Waited);
    }

    // Six are needed for a side. Whoever handed in as lead knows that theirs are not among them: of seven, all others'.
    [Theory]
    [InlineData(7, null, true)]
    [InlineData(7, -20, true)]
    [InlineData(7, -7, false)]
    [InlineData(8, -7, true)]
    public void No_side_is_named_where_one_of_seven_was_lead_since_the_round_opened(int asked, int? ranUntil, bool named)
    {
        var digest = Asked(Team(6, 6, Code("shared-power", Polarity.Strained)), asked, false, ranUntil);
        Assert.True(digest.HasThemeContent);
        Assert.NotEqual(named, Lines(digest).Single().EndsWith("wrote about this.", StringComparison.Ordinal));
        Assert.Equal(named ? 6 : 5, digest.Contributors);
    }

    [Fact]
    public void After_theme_content_the_next_window_begins_there()
    {
        var first = Build(Team(6, 6, Code("shared-power")));
        var edited = Team(6, 6, Code("shared-values"));
        Assert.Empty(WindowOf(edited, [first], Monday.AddDays(7)).Reflections);
    }

    [Fact]
    public void Coded_after_the_digest_counts_in_the_next_one()
    {
        var first = Build(Team(6, 6, Code("shared-power")));
        var late = Reflection("late", "r1", Monday.AddSeconds(-1), Code("shared-power"));
        Assert.Equal([late], WindowOf([.. Team(6, 6, Code("shared-power")), late], [first], Monday.AddDays(7)).Reflections);
        var old = Reflection("old", "r1", Monday.AddDays(-2), Code("shared-power"));
        Assert.Empty(WindowOf([old], [first], Monday.AddDays(7)).Reflections);
    }

    // The heading: an older round stands there as long as it was open in the window, so that its name never tells that somebody handed in late.
    [Theory]
    [InlineData(7, 10, "First, Second")]
    [InlineData(10, 10, "Second")]
    [InlineData(14, 10, "Second")]
    [InlineData(7, 1, "First")]
    public void The_rounds_that_were_open_in_a_window_are_named_whoever_wrote(int from, int second, string named)
    {
        Round Of(string name, int opened, int? closed) => new(name, "p", "m", name, Monday.AddDays(opened), Monday.AddDays(opened + 14), closed is { } day ? Monday.AddDays(day) : null, "default", "", 1);
        Round[] rounds = [Of("First", 0, 10), Of("Second", second == 1 ? 20 : second, null), Of("Later", 30, null)];
        Assert.Equal(named, string.Join(", ", DigestSources.Covered(rounds, Monday.AddDays(from), Monday.AddDays(15))));
    }

    // One round of two weeks, still open for one; the last who were asked were lead until so many days from now.
    private static DigestRecord Asked(CodedReflection[] wrote, int asked, bool told, int? ranUntil)
    {
        var places = Enumerable.Range(0, asked).Select(i => new TeamPlace($"p{i}", null, i == asked - 1 && ranUntil is { } days ? Monday.AddDays(days) : null));
        var team = new RoundTeam("r1", Monday.AddDays(-14), Monday.AddDays(7), told, [.. places]);
        return Build(new DigestMaterial(Window.Of(wrote, [team], [], Monday), [], false, []));
    }

    [Fact]
    public void The_end_belongs_to_the_next_window()
    {
        Assert.Empty(WindowOf([Reflection("a", "r1", Monday)], [], Monday).Reflections);
    }

    [Fact]
    public void Quotes_wait_through_quiet_weeks_and_are_printed_once()
    {
        var quote = Quote("p0", "They rang back the same day.", "shared-power");
        var quiet = Build(Three, quote);
        Assert.Empty(quiet.Quotes);
        Assert.DoesNotContain("rang back", Seen(quiet.Message), StringComparison.Ordinal);
        var shown = Build(new DigestMaterial(WindowOf(Team(5, 5, Code("shared-power")), [quiet], Monday), [quote], false, []));
        Assert.Contains("rang back", Seen(shown.Message), StringComparison.Ordinal);
        var later = Enumerable.Range(0, 5).Select(i => Reflection($"p{i}", "r2", Monday.AddDays(1), Code("shared-power"))).ToArray();
        var next = Build(new DigestMaterial(WindowOf(later, [quiet, shown], Monday.AddDays(7)), [quote], false, []));
        Assert.True(next.HasThemeContent);
        Assert.DoesNotContain("rang back", Seen(next.Message), StringComparison.Ordinal);
    }
}
