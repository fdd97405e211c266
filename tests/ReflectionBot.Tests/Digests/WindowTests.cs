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
    [InlineData(7, -14, true)]
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

    [Fact]
    public void What_was_submitted_up_to_a_day_before_a_digest_may_come_after_it_and_nothing_older()
    {
        var first = Build(Team(6, 6, Code("shared-power")));
        IReadOnlyList<CodedReflection> Late(TimeSpan before) => WindowOf([Reflection("late", "r1", Monday - before)], [first], Monday.AddDays(7)).Reflections;
        Assert.Single(Late(Window.LateCoding));
        Assert.Empty(Late(Window.LateCoding + TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void Of_two_submissions_by_one_person_in_one_round_the_first_counts()
    {
        var (first, second) = (Reflection("a", "r1", Monday.AddDays(-2)), Reflection("a", "r1", Monday.AddDays(-1)));
        Assert.Same(first, Assert.Single(WindowOf([second, first], [], Monday).Reflections));
    }

    [Fact]
    public void The_window_begins_at_the_last_digest_with_topics_whatever_their_order()
    {
        var first = Build(Team(6, 6, Code("shared-power")));
        var second = first with { WindowEnd = Monday.AddDays(7), Used = [] };
        var quiet = Build(Three) with { WindowEnd = Monday.AddDays(14) };
        Assert.Equal(Monday.AddDays(7), WindowOf([], [second, quiet, first], Monday.AddDays(21)).From);
        Assert.Null(WindowOf([], [quiet], Monday.AddDays(21)).From);
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

    [Fact]
    public void What_a_lead_submits_at_the_moment_of_a_digest_is_not_left_out_by_it()
    {
        var led = Build(Three) with { Running = ["p"] };
        Assert.Empty(WindowOf([Reflection("p", "r2", Monday.AddTicks(-1))], [led], Monday.AddDays(7)).Reflections);
        Assert.Single(WindowOf([Reflection("p", "r2", Monday)], [led], Monday.AddDays(7)).Reflections);
    }

    // Seven are needed, and exactly seven were asked: the last of them could add something, or topics wait.
    [Fact]
    public void Whoever_could_add_nothing_since_the_last_look_is_not_one_of_seven()
    {
        var looked = Build(Three);
        Assert.False(looked.Waited);
        var end = Monday.AddDays(7);
        bool IsWeighed(RoundTeam team) => Window.Of([], [team], [looked], end).MayBeWeighed([], Settings);
        RoundTeam Seven(TeamPlace last) => new("r1", Monday.AddDays(-14), end, false, [.. Enumerable.Range(0, 6).Select(i => new TeamPlace($"p{i}", null, null)), last]);
        var last = new TeamPlace("last", null, null);

        Assert.True(IsWeighed(Seven(last)));
        Assert.False(IsWeighed(Seven(new TeamPlace("p0", null, null))));
        Assert.False(IsWeighed(Seven(last with { LeftAt = Monday })));
        Assert.True(IsWeighed(Seven(last with { LeftAt = Monday.AddTicks(1) })));
        Assert.False(IsWeighed(Seven(last with { RanUntil = end })));
        Assert.True(IsWeighed(Seven(last with { RanUntil = end.AddTicks(-1) })));
        Assert.False(IsWeighed(Seven(last with { RanUntil = Monday.AddDays(1), LeftAt = Monday.AddDays(1) })));
        Assert.True(IsWeighed(Seven(last with { RanUntil = Monday.AddDays(1), LeftAt = Monday.AddDays(1).AddTicks(1) })));
        Assert.False(IsWeighed(Seven(last) with { EndsAt = Monday }));
        Assert.True(IsWeighed(Seven(last) with { EndsAt = Monday.AddTicks(1) }));
        Assert.False(IsWeighed(Seven(last) with { OpenedAt = end }));
        Assert.True(IsWeighed(Seven(last) with { OpenedAt = end.AddTicks(-1) }));
    }

    [Fact]
    public void A_digest_leaves_who_ran_the_project_out_of_the_rounds_that_were_open_before_it()
    {
        var led = Build(Three) with { Running = ["p6"] };
        bool IsWeighed(DateTimeOffset opened) => Window.Of([], [Open("r1", opened, false, 7)], [led], Monday.AddDays(7)).MayBeWeighed([], Settings);
        Assert.False(IsWeighed(Monday.AddTicks(-1)));
        Assert.True(IsWeighed(Monday));
    }

    // A digest with topics told of five in its rounds; seven more than these have to have been asked before the next one can have some.
    [Theory]
    [InlineData(1, 12, true)]
    [InlineData(1, 11, false)]
    [InlineData(2, 17, true)]
    [InlineData(2, 16, false)]
    public void In_a_round_that_digests_have_told_of_seven_others_are_needed(int digests, int asked, bool weighed)
    {
        var told = Enumerable.Range(0, digests).Select(i => Build(Team(5, 5, Code("shared-power"))) with { WindowEnd = Monday.AddDays(i), Used = [new("p0", "r0"), new("p0", "r1")] }).ToList();
        Assert.All(told, d => Assert.Equal(5, d.Contributors));
        bool IsWeighed(IReadOnlyList<DigestRecord> previous) => Window.Of([], [Open("r1", Monday.AddDays(-7), false, asked)], previous, Monday.AddDays(7)).MayBeWeighed([], Settings);
        Assert.Equal(weighed, IsWeighed(told));
        Assert.Equal(weighed, IsWeighed([.. told.Select(d => d with { Used = [new("p0", "r1")] })]));
    }

    [Fact]
    public void A_round_that_no_digest_has_told_of_needs_seven_of_its_own()
    {
        var told = Build(Team(5, 5, Code("shared-power")));
        RoundTeam Others(RoundTeam team) => team with { People = [.. team.People.Select(p => p with { PersonId = "other " + p.PersonId })] };
        bool IsWeighed(int asked) => Window.Of([], [Others(Open("r1", Monday.AddDays(-7), false, 5)), Open("r2", Monday, false, asked)], [told], Monday.AddDays(7)).MayBeWeighed([], Settings);
        Assert.False(IsWeighed(6));
        Assert.True(IsWeighed(7));
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, true)]
    public void What_was_told_when_the_latest_round_opened_decides_whether_few_are_enough(bool first, bool second, bool weighed) =>
        Assert.Equal(weighed, Window.Of([], [Open("r1", Monday.AddDays(-7), first, 5), Open("r2", Monday.AddDays(-1), second, 5)], [], Monday).MayBeWeighed([], Settings));

    // Seven were weighed and filled no theme. What then fills one would be the words of those who came since.
    [Fact]
    public void After_a_look_that_showed_nothing_five_more_people_are_needed()
    {
        var seven = Team(7, 2, Code("shared-power"));
        var looked = Build(seven);
        Assert.False(looked.HasThemeContent);
        Assert.Equal(7, looked.Used.Count);
        bool IsWeighed(int more, params DigestRecord[] others) => WindowOf(seven, [.. others, looked], Monday.AddDays(7)).MayBeWeighed(
            [.. seven, .. from i in Enumerable.Range(0, more) from round in new[] { "r1", "r2" } select Reflection($"new{i}", round, Monday.AddDays(1))], Settings);
        Assert.False(IsWeighed(4));
        Assert.True(IsWeighed(5));

        // With topics before that look nothing changes; since then, it is over.
        var shown = Build(Team(5, 5, Code("shared-power"))) with { Used = [] };
        Assert.False(IsWeighed(4, shown with { WindowEnd = Monday.AddDays(-7) }));
        Assert.True(IsWeighed(4, shown with { WindowEnd = Monday.AddDays(1) }));
    }

    [Fact]
    public void Of_several_looks_the_last_decides_who_could_still_add_something()
    {
        var (first, second) = (Build(Three), Build(Three) with { WindowEnd = Monday.AddDays(7) });
        bool IsWeighed(params DigestRecord[] looks) => Window.Of([], [Open("r1", Monday.AddDays(-14), false, 7) with { EndsAt = Monday.AddDays(3) }], looks, Monday.AddDays(14)).MayBeWeighed([], Settings);
        Assert.True(IsWeighed(first));
        Assert.False(IsWeighed(second, first));
        Assert.True(IsWeighed(second with { Waited = true }, first));
    }

    // The lead handed over in a round that was over with the last digest, so nothing of theirs is in this window.
    [Fact]
    public void Who_was_lead_only_in_rounds_before_the_window_counts_for_a_side()
    {
        var shown = Build(Team(6, 6, Code("shared-power")));
        RoundTeam Led(RoundTeam team) => team with { People = [.. team.People.Select(p => p.PersonId == "p6" ? p with { RanUntil = Monday.AddDays(-7) } : p)] };
        bool IsNamed(DateTimeOffset ended) => Window.Of([], [Led(Open("r1", Monday.AddDays(-14), false, 7)) with { EndsAt = ended }, Led(Open("r2", Monday, false, 7))], [shown], Monday.AddDays(7)).MayNameSides(Settings);
        Assert.True(IsNamed(Monday));
        Assert.False(IsNamed(Monday.AddTicks(1)));
    }

    private static RoundTeam Open(string round, DateTimeOffset opened, bool told, int asked) =>
        new(round, opened, opened.AddDays(14), told, [.. Enumerable.Range(0, asked).Select(i => new TeamPlace($"p{i}", null, null))]);

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
