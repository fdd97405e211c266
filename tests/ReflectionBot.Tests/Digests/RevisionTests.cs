using System.Text.Json;
using ReflectionBot.Core.Digests;
using static ReflectionBot.Tests.Digests.Samples;

namespace ReflectionBot.Tests.Digests;

public class RevisionTests
{
    private static readonly CodedReflection[] Six = Team(6, 6, Code("shared-power"));

    [Fact]
    public void A_quote_goes_and_topics_stay()
    {
        var record = Build(Six, Quote("p0", "They listened.", "shared-power"), Quote("p1", "They rang.", "shared-power"));
        var revised = DigestRevision.Withdraw(record, "p0");
        Assert.True(revised.MessageChanged);
        Assert.DoesNotContain("They listened.", Seen(revised.Record.Message), StringComparison.Ordinal);
        Assert.Equal(["They rang."], revised.Record.Message.Sections[0].Themes[0].Quotes.Select(q => q.Text));
        Assert.DoesNotContain(revised.Record.Quotes, q => q.PersonId == "p0");
        Assert.Equal(Lines(record), Lines(revised.Record));
        Assert.Equal(record.Message.Lead, revised.Record.Message.Lead);
    }

    [Fact]
    public void One_answer_taken_back_takes_only_its_quote()
    {
        var record = Build(Six, Quote("p0", "They listened.", "shared-power"), Quote("p0", "Ring first.", plan: true, stage: 6));
        var revised = DigestRevision.Withdraw(record, "p0", "r1", 6);
        Assert.Empty(revised.Record.Message.Said);
        Assert.Single(revised.Record.Message.Sections[0].Themes[0].Quotes);
        Assert.False(DigestRevision.Withdraw(record, "p0", "r2", 6).MessageChanged);
    }

    [Fact]
    public void Without_a_quote_the_posted_digest_stays_as_it_is()
    {
        var record = Build(Six);
        var revised = DigestRevision.Withdraw(record, "p0");
        Assert.False(revised.MessageChanged);
        Assert.Equal(Seen(record.Message), Seen(revised.Record.Message));
    }

    [Fact]
    public void Under_five_the_whole_section_goes_with_its_quotes_and_says_neither_who_nor_how_many()
    {
        var record = Build(Six, Quote("p4", "They listened.", "shared-power"), Quote("p5", "Ring first.", plan: true));
        var five = DigestRevision.Withdraw(record, "p0").Record;
        Assert.NotEmpty(five.Message.Sections);
        var four = DigestRevision.Withdraw(five, "p1");
        Assert.True(four.MessageChanged);
        Assert.Equal([DigestText.Replaced], four.Record.Message.Lead);
        Assert.Empty(four.Record.Message.Sections);
        Assert.Empty(four.Record.Message.Said);
        Assert.Empty(four.Record.Quotes);
        Assert.Contains(DigestText.Constant, four.Record.Message.Notes);
        Assert.Equal(Seen(four.Record.Message), Seen(DigestRevision.Withdraw(DigestRevision.Withdraw(record, "p3").Record, "p2").Record.Message));
        Assert.False(DigestRevision.Withdraw(four.Record, "p2").MessageChanged);
    }

    [Fact]
    public void Somebody_with_answers_left_is_still_a_contributor()
    {
        CodedReflection[] five = [.. Team(4, 4, Code("shared-power")), new("p4", "r1", true, Monday.AddDays(-1), [new CodedAnswer(1, 1, []), new CodedAnswer(3, 1, [])])];
        var record = Build(five);
        var once = DigestRevision.Withdraw(record, "p4", "r1", 1);
        Assert.False(once.MessageChanged);
        Assert.True(DigestRevision.Withdraw(once.Record, "p4", "r1", 3).MessageChanged);
    }

    [Fact]
    public void What_was_counted_once_is_not_counted_again_after_the_section_is_gone()
    {
        var record = Build(Team(5, 5, Code("shared-power")));
        var gone = DigestRevision.Withdraw(record, "p0").Record;
        Assert.True(gone.Replaced);
        Assert.Empty(Window.Of(Team(5, 5, Code("shared-power")), [gone], Monday.AddDays(7)).Reflections);
    }

    [Fact]
    public void Two_authors_of_the_same_words_keep_the_other_ones()
    {
        var record = Build(Six, Quote("p0", "They listened.", "shared-power"), Quote("p1", "They listened.", "shared-power"));
        var revised = DigestRevision.Withdraw(record, "p0").Record;
        Assert.Single(revised.Message.Sections[0].Themes[0].Quotes);
        Assert.Equal(["p1"], revised.Quotes.Select(q => q.PersonId));
    }

    [Fact]
    public void Works_on_a_record_that_was_stored()
    {
        var record = Build(Six, Quote("p0", "They listened.", "shared-power"), Quote("p1", "Ring first.", plan: true, name: "Ana"));
        var stored = JsonSerializer.Deserialize<DigestRecord>(JsonSerializer.Serialize(record))!;
        Assert.Equal(Seen(DigestRevision.Withdraw(record, "p1").Record.Message), Seen(DigestRevision.Withdraw(stored, "p1").Record.Message));
        Assert.DoesNotContain("Ring first.", JsonSerializer.Serialize(DigestRevision.Withdraw(stored, "p1").Record), StringComparison.Ordinal);
    }

    [Fact]
    public void Forgetting_leaves_no_trace_of_the_person_and_still_counts_who_is_left()
    {
        var record = Build(Six, Quote("p0", "They listened.", "shared-power"));
        var five = DigestRevision.Forget(record, "p0").Record;
        Assert.DoesNotContain("p0", JsonSerializer.Serialize(five), StringComparison.Ordinal);
        Assert.False(five.Replaced);
        Assert.True(DigestRevision.Forget(five, "p1").Record.Replaced);
    }
}
