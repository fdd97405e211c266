using CsCheck;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Digests.Emerging;
using static ReflectionBot.Tests.Digests.Samples;

namespace ReflectionBot.Tests.Digests;

/// <summary>Phrases that several people use now who did not before.</summary>
public sealed class EmergingTopicsTests
{
    private static readonly DigestSettings Five = new();

    [Fact]
    public void A_phrase_of_three_of_five_is_asked_about()
    {
        Assert.Equal(["parking permits"], Find(["The parking permits ran out.", "I pay my own parking permits!", "Parking permits, again.", "We met.", "It rained."]));
        // One person who repeats it is one.
        Assert.Empty(Find(["The parking permits. The parking permits! Parking permits?", "I pay my own parking permits.", "We met.", "We talked.", "It rained."]));
    }

    [Theory]
    [InlineData(5, 2, 0)]
    [InlineData(5, 3, 1)]
    [InlineData(4, 3, 0)]
    [InlineData(4, 4, 0)]
    public void The_minima_of_a_theme_hold(int people, int users, int found) =>
        Assert.Equal(found, Find([.. Enumerable.Range(0, people).Select(i => i < users ? "The parking permits ran out." : "We met.")]).Count);

    [Fact]
    public void A_stricter_project_needs_more() =>
        Assert.Empty(EmergingTopics.Find(Texts(["Parking permits.", "Parking permits.", "Parking permits.", "We met.", "We met."]), [], Coding, [], [], new DigestSettings(6)));

    [Fact]
    public void What_was_written_before_as_often_is_not_new()
    {
        string[] now = ["The parking permits ran out.", "My parking permits too.", "Parking permits again.", "It rained.", "We met.", "We met again."];
        Assert.Equal(["parking permits"], EmergingTopics.Find(Texts(now), Texts([.. Enumerable.Repeat("The room was cold.", 12)], "before"), Coding, [], [], Five));
        Assert.Empty(EmergingTopics.Find(Texts(now), Texts([.. Enumerable.Repeat("The parking permits again.", 12)], "before"), Coding, [], [], Five));
    }

    [Fact]
    public void What_the_codebook_has_words_for_is_no_new_topic() => Assert.Empty(Find([.. Enumerable.Repeat("Who set the agenda?", 5)]));

    [Fact]
    public void Names_and_contacts_are_never_part_of_one()
    {
        Assert.Empty(EmergingTopics.Find(Texts([.. Enumerable.Repeat("Maya Brooks, bea@example.org, 0113 496 0000, www.example.org.", 5)]), [], Coding, ["Maya Brooks"], [], Five));
        Assert.Equal(["parking permits"], EmergingTopics.Find(Texts([.. Enumerable.Repeat("Maya's parking permits", 5)]), [], Coding, ["Maya Brooks"], [], Five));
    }

    [Fact]
    public void What_was_asked_about_before_is_not_asked_again() =>
        Assert.DoesNotContain("parking permits", EmergingTopics.Find(Texts([.. Enumerable.Repeat("The parking permits ran out.", 5)]), [], Coding, [], ["parking permits"], Five));

    [Fact]
    public void A_topic_of_the_projects_own_is_told_only_from_three()
    {
        var texts = Texts(["Parking permits.", "Parking permits.", "Parking permits.", "Garden shed.", "Garden shed."]);
        Assert.Equal(["parking permits"], EmergingTopics.Among(texts, Coding, ["parking permits", "garden shed"], [], Five));
        Assert.Empty(EmergingTopics.Among(texts.Take(4).ToList(), Coding, ["parking permits"], [], Five));
    }

    /// <summary>Over any texts: each phrase is of three people or more, and stands in their words.</summary>
    [Fact]
    public void Nothing_is_asked_about_that_fewer_wrote() =>
        Gen.Select(Commands.Typing.Any("parking permits", "garden shed", "the", "rained", "Maya", "kitchen table,", "kitchen table", "again.", "noise", "\n").List[0, 8].Select(w => string.Join(' ', w)).Array[0, 9], Gen.Int[1, 9]).Sample((texts, people) =>
        {
            WrittenText[] written = [.. texts.Select((t, i) => new WrittenText($"p{i % people}", t))];
            var all = written.Select(t => t.PersonId).Distinct().Count();
            foreach (var phrase in EmergingTopics.Find(written, [], Coding, ["Maya"], [], Five))
            {
                var users = written.Where(t => t.Text.Contains(phrase, StringComparison.OrdinalIgnoreCase)).Select(t => t.PersonId).Distinct().Count();
                Assert.True(users >= 3 && all >= 5 && !phrase.Contains("maya", StringComparison.Ordinal), phrase);
            }
        }, iter: 2_000);

    private static IReadOnlyList<string> Find(string[] texts) => EmergingTopics.Find(Texts(texts), [], Coding, [], [], Five);

    private static List<WrittenText> Texts(string[] texts, string prefix = "p") => [.. texts.Select((t, i) => new WrittenText($"{prefix}{i}", t))];
}
