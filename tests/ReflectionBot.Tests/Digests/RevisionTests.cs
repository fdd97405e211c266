using System.Text.Json;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Reflections;
using static ReflectionBot.Tests.Digests.Samples;

namespace ReflectionBot.Tests.Digests;

/// <summary>Taking back, in digests that are posted already: quotes go, topics stay, and what was printed once is not printed again.</summary>
public class RevisionTests
{
    private static readonly CodedReflection[] Six = Team(6, 6, Code("shared-power"));

    [Fact]
    public void A_quote_goes_and_topics_stay()
    {
        var record = Build(Six, Quote("p0", "They listened.", "shared-power"), Quote("p1", "They rang.", "shared-power"));
        var revised = DigestRevision.Without(record, q => q.PersonId == "p0");
        Assert.DoesNotContain("They listened.", Seen(revised.Message), StringComparison.Ordinal);
        Assert.Equal(["They rang."], revised.Message.Sections[0].Themes[0].Quotes.Select(q => q.Text));
        Assert.DoesNotContain(revised.Quotes, q => q.PersonId == "p0");
        Assert.Equal(Lines(record), Lines(revised));
        Assert.Equal(record.Message.Lead, revised.Message.Lead);
    }

    [Fact]
    public void One_answer_taken_back_takes_only_its_quote()
    {
        var record = Build(Six, Quote("p0", "They listened.", "shared-power"), Quote("p0", "Ring first.", plan: true, stage: QuestionId.ActionPlan));
        var revised = DigestRevision.Without(record, q => q.PersonId == "p0" && q.Stage == QuestionId.ActionPlan);
        Assert.Empty(revised.Message.Said);
        Assert.Single(revised.Message.Sections[0].Themes[0].Quotes);
        Assert.Same(revised, DigestRevision.Without(revised, q => q.RoundId == "r2"));
    }

    [Fact]
    public void However_many_take_everything_back_the_topics_stay_as_they_were()
    {
        var record = Build(Six, Quote("p4", "They listened.", "shared-power"), Quote("p5", "Ring first.", plan: true));
        var without = Build(Six);
        Assert.Equal(Seen(without.Message), Seen(DigestRevision.Without(record, _ => true).Message));
    }

    [Fact]
    public void A_quote_that_was_printed_is_not_printed_again_after_it_was_taken_back()
    {
        var quote = Quote("p0", "They listened.", "shared-power");
        var revised = DigestRevision.Without(Build(Six, quote), _ => true);
        var again = Enumerable.Range(0, 6).Select(i => Reflection($"p{i}", "r2", Monday.AddDays(1), Code("shared-power"))).ToArray();
        CodedReflection[] late = [.. again, .. Six];
        var next = Build(new DigestMaterial(WindowOf(late, [revised], Monday.AddDays(7)), [quote, quote with { Exact = "They did listen." }, Quote("p1", "They rang.", "shared-power")], false, []));
        Assert.Equal(["They rang."], next.Message.Sections[0].Themes[0].Quotes.Select(q => q.Text));
    }

    [Fact]
    public void Two_authors_of_the_same_words_keep_the_other_ones()
    {
        var record = Build(Six, Quote("p0", "They listened.", "shared-power"), Quote("p1", "They listened.", "shared-power"));
        var revised = DigestRevision.Without(record, q => q.PersonId == "p0");
        Assert.Single(revised.Message.Sections[0].Themes[0].Quotes);
        Assert.Equal(["p1"], revised.Quotes.Select(q => q.PersonId));
    }

    // The same words in every place where they can stand together: what they are about is the same, so their theme is.
    [Theory]
    [InlineData("named")]
    [InlineData("unnamed")]
    [InlineData("said by name")]
    [InlineData("said")]
    [InlineData("planned by name")]
    [InlineData("planned")]
    public void What_goes_stood_under_its_own_heading(string gone)
    {
        ReleasedQuote[] quotes =
        [
            Quote("named", "They listened.", "shared-power", name: "Ana"), Quote("unnamed", "They listened.", "shared-power"), Quote("other words", "They rang.", "shared-power"),
            Quote("said by name", "They wrote.", name: "Ana"), Quote("said", "They wrote."), Quote("planned by name", "They listened.", plan: true, name: "Ana"), Quote("planned", "They listened.", plan: true),
        ];
        Assert.Equal(Seen(Six, [.. quotes.Where(q => q.PersonId != gone)]), Seen(DigestRevision.Without(Build(Six, quotes), q => q.PersonId == gone).Message));
    }

    [Fact]
    public void Of_two_with_the_same_heading_the_one_with_the_same_words_goes()
    {
        var record = Build(Six, Quote("p0", "They listened.", "shared-power"), Quote("p1", "They rang.", "shared-power"));
        Assert.Equal(["They listened."], DigestRevision.Without(record, q => q.PersonId == "p1").Message.Sections[0].Themes[0].Quotes.Select(q => q.Text));
    }

    // Approved before and after a change of the codebook, the same words can stand in two places.
    [Fact]
    public void What_stands_in_two_places_goes_from_one()
    {
        var team = Six.Select(r => Reflection(r.PersonId, Code("shared-power"), Code("shared-values")));
        var record = Build(team, Quote("p0", "They listened.", "shared-power"), Quote("p1", "They listened.", "shared-values"));
        Assert.Single(DigestRevision.Without(record, q => q.PersonId == "p0").Message.Sections.SelectMany(s => s.Themes).SelectMany(t => t.Quotes));
    }

    [Fact]
    public void Works_on_a_record_that_was_stored()
    {
        var record = Build(Six, Quote("p0", "They listened.", "shared-power"), Quote("p1", "Ring first.", plan: true, name: "Ana"));
        var stored = JsonSerializer.Deserialize<DigestRecord>(JsonSerializer.Serialize(record))!;
        Assert.Equal(Seen(DigestRevision.Without(record, q => q.PersonId == "p1").Message), Seen(DigestRevision.Without(stored, q => q.PersonId == "p1").Message));
        Assert.DoesNotContain("Ring first.", JsonSerializer.Serialize(DigestRevision.Without(stored, q => q.PersonId == "p1")), StringComparison.Ordinal);
    }
}
