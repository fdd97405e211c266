using System.Reflection;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Themes;
using static ReflectionBot.Tests.Digests.Samples;

namespace ReflectionBot.Tests.Digests;

public class DisclosureTests
{
    private const string Power = "shared-power";
    private const string Values = "shared-values";

    [Fact]
    public void Four_contributors_show_nothing_and_five_do()
    {
        Assert.False(Build(Team(4, 4, Code(Power))).HasThemeContent);
        Assert.Equal(["About power (who decides, who has a say): three or more of you wrote about this."], Lines(Build(Team(5, 5, Code(Power)))));
    }

    [Fact]
    public void Two_people_are_no_theme_and_three_are()
    {
        Assert.Empty(Lines(Build(Team(7, 2, Code(Power)))));
        Assert.Equal(["About power (who decides, who has a say): three or more of you wrote about this."], Lines(Build(Team(7, 3, Code(Power)))));
    }

    [Fact]
    public void A_topic_needs_three_people_of_its_own()
    {
        CodedReflection[] split = [Reflection("a", Code(Power)), Reflection("b", Code(Power)), Reflection("c", Code(Power, topic: 1)), Reflection("d"), Reflection("e")];
        Assert.Equal("You wrote about: power.", Build(split).Message.Lead[1]);
        Assert.Equal("You wrote about: who is heard.", Build(Team(5, 3, Code(Power))).Message.Lead[1]);
    }

    [Fact]
    public void Somebody_who_shared_no_answer_is_no_contributor()
    {
        var four = Team(4, 4, Code(Power));
        var silent = new CodedReflection("silent", "r1", true, Monday.AddDays(-1), []);
        Assert.False(Build([.. four, silent]).HasThemeContent);
    }

    [Fact]
    public void One_person_in_two_rounds_counts_once()
    {
        var again = Enumerable.Range(0, 2).Select(i => Reflection("p0", $"r{i + 2}", Monday.AddDays(-1), Code(Values)));
        Assert.Empty(Lines(Build([.. Team(6, 2, Code(Values)), .. again])));
        Assert.False(Build([.. Team(4, 4, Code(Power)), .. again]).HasThemeContent);
    }

    [Fact]
    public void Leads_and_facilitators_change_no_count()
    {
        var lead = Reflection("lead", Code(Power)) with { Counted = false };
        Assert.Empty(Lines(Build([.. Team(6, 2, Code(Power)), lead])));
        Assert.False(Build([.. Team(4, 4, Code(Power)), lead]).HasThemeContent);
        var both = Reflection("p0", "r2", Monday.AddDays(-1), Code("shared-values")) with { Counted = false };
        Assert.Equal(Seen(Team(5, 5, Code(Power))), Seen([.. Team(5, 5, Code(Power)), both]));
    }

    // What a reader can conclude from a line: over every way a team can have written, no line may be possible only where one or two people
    // stand on a side, and none only where everyone does.
    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void No_line_proves_that_one_or_two_people_took_a_side(int size)
    {
        var worlds = Worlds(size).ToLookup(w => w.Line);
        foreach (var line in worlds)
        {
            Assert.Contains(line, w => w.Strained is 0 or >= 3);
            Assert.Contains(line, w => w.Present is 0 or >= 3);
            Assert.Contains(line, w => w.Wrote is 0 or >= 3);
            Assert.Contains(line, w => w.Wrote < size);
        }
    }

    [Fact]
    public void Nobody_and_too_few_read_the_same()
    {
        var quote = Quote("p0", "They never rang back.", Power);
        var nobody = Seen([]);
        Assert.Equal(nobody, Seen(Team(4, 4, Code(Power)), quote));
        Assert.Equal(nobody, Seen(Team(7, 2, Code(Power)), quote));
        Assert.Equal(nobody, Seen(Team(1, 1, Code(Power)), quote, Quote("p0", "Ring first.", plan: true)));
    }

    [Fact]
    public void A_facilitator_holding_back_in_a_window_of_too_few_says_nothing_about_it()
    {
        var four = Material(Team(4, 4, Code(Power))) with { HeldBack = true };
        Assert.Equal(Seen([]), Seen(Build(four).Message));
        Assert.False(DisclosureControl.Decide(four, Book, Settings).Disclosed.HeldBack);
        var five = Material(Team(5, 5, Code(Power))) with { HeldBack = true };
        Assert.Contains(DigestText.HeldBack, Build(five).Message.Notes);
        Assert.DoesNotContain(DigestText.HeldBack, Build(Team(5, 5, Code(Power))).Message.Notes);
    }

    [Fact]
    public void A_project_can_only_be_stricter()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DigestSettings(contributors: 4));
        var strict = new DigestSettings(6);
        Assert.False(DisclosureControl.Decide(Material(Team(5, 5, Code(Power))), Book, strict).Disclosed.HasThemeContent);
        Assert.False(DisclosureControl.Decide(Material(Team(6, 6, Code(Power))), Book, strict).Disclosed.Themes[0].Present);
        Assert.True(DisclosureControl.Decide(Material(Team(7, 4, Code(Power))), Book, strict).Disclosed.Themes[0].Present);
    }

    [Theory]
    [InlineData(0, "On this project 0 people count, as collaborators who are neither facilitator nor lead. A digest shows topics only where five of them have handed in, so none can show any before more are added.")]
    [InlineData(1, "On this project 1 person counts, as collaborators who are neither facilitator nor lead. A digest shows topics only where five of them have handed in, so none can show any before more are added.")]
    [InlineData(4, "On this project 4 people count, as collaborators who are neither facilitator nor lead. A digest shows topics only where five of them have handed in, so none can show any before more are added.")]
    [InlineData(5, "On this project 5 people count, so a digest shows topics only if every one of them hands in.")]
    [InlineData(6, null)]
    public void Facilitators_are_told_where_too_few_count(int counted, string? sentence) => Assert.Equal(sentence, Settings.TooFew(Members(counted)));

    [Theory]
    [InlineData(5, 6, true)]
    [InlineData(5, 7, false)]
    [InlineData(6, 7, true)]
    [InlineData(6, 8, false)]
    public void People_are_few_below_two_more_than_the_minimum(int minimum, int counted, bool few) => Assert.Equal(few, new DigestSettings(minimum).AreFew(Members(counted)));

    [Fact]
    public void A_reader_can_conclude_more_people_where_any_theme_names_a_side()
    {
        Assert.Equal(0, Build(Team(4, 4, Code(Power))).Contributors);
        Assert.Equal(5, Build(Team(7, 3, Code(Power))).Contributors);
        var both = Team(7, 4, Code(Power)).Select((r, i) => i < 3 ? Reflection(r.PersonId, Code(Power), Code(Values)) : r);
        Assert.Equal(6, Build(both).Contributors);
    }

    [Fact]
    public void Only_disclosure_control_makes_what_the_text_is_written_from()
    {
        Assert.All([typeof(Disclosed), typeof(DisclosedTheme)], t => Assert.Empty(t.GetConstructors()));
        var inputs = typeof(DigestText).GetMethods().Where(m => m.DeclaringType == typeof(DigestText)).SelectMany(m => m.GetParameters()).Select(p => p.ParameterType);
        Assert.Equal([typeof(Disclosed), typeof(DigestFrame)], inputs);

        // What changes a digest afterwards reads the digest itself, what the facilitators said of it, and themes that disclosure control decided on.
        var later = typeof(DigestText).GetMethods(BindingFlags.NonPublic | BindingFlags.Static).Where(m => m.IsAssembly && m.ReturnType == typeof(DigestMessage)).SelectMany(m => m.GetParameters()).Select(p => p.ParameterType);
        Assert.Empty(later.Except([typeof(DigestMessage), typeof(DigestPreview), typeof(IReadOnlyList<DisclosedTheme>), typeof(string)]));
    }

    /// <summary>So many who count, and three who do not.</summary>
    private static Member[] Members(int counted) =>
    [
        .. Enumerable.Range(0, counted).Select(i => new Member("p", $"c{i}", "C", Roles.Collaborator, Monday)),
        new("p", "lead", "L", Roles.Collaborator | Roles.Lead, Monday),
        new("p", "uncounted", "U", Roles.Collaborator, Monday, EverUncounted: true),
        new("p", "gone", "G", Roles.None, Monday),
    ];

    private static IEnumerable<(string Line, int Wrote, int Present, int Strained)> Worlds(int size)
    {
        for (var world = 0; world < Math.Pow(4, size); world++)
        {
            // Everybody alike is one of the worlds; who is who does not matter, so only sorted ones are looked at.
            int[] sides = [.. Enumerable.Range(0, size).Select(i => (world >> (2 * i)) & 3)];
            if (!sides.SequenceEqual(sides.Order()))
            {
                continue;
            }

            var team = sides.Select((s, i) => Reflection($"p{i}", s == 0 ? [] : [Code(Power, (Polarity)(s - 1))]));
            var line = string.Concat(Lines(Build(team)));
            yield return (line, sides.Count(s => s > 0), sides.Count(s => s is 1 or 3), sides.Count(s => s is 2 or 3));
        }
    }
}
