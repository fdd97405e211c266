using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Themes;
using static ReflectionBot.Tests.Digests.Samples;

namespace ReflectionBot.Tests.Digests;

public class DigestTextTests
{
    [Fact]
    public void Reads_as_a_digest_should()
    {
        var team = Enumerable.Range(0, 7).Select(i => Reflection($"p{i}", Code("shared-power"), Code("shared-responsibilities", Polarity.Strained, 1), i < 3 ? Code("shared-understanding", (Polarity)(i % 2)) : Code("shared-power")));
        var message = Build(team, Quote("p1", "I nodded at 'PPI lead' for a month.", "shared-understanding"), Quote("p2", "Agree dates before inviting people.", plan: true), Quote("p3", "The dates moved.", "shared-values", name: "Ana")).Message;
        Assert.Equal("Housing priorities: what you wrote about", message.Title);
        Assert.Equal(["Reflections on Focus groups complete. Digest of Monday 23 November 2026.", "You wrote about: new language, who is heard, workload."], message.Lead);
        Assert.Equal(["Foundations", "Process"], message.Sections.Select(s => s.Heading));
        Assert.Equal(["About understanding (words, aims, points of view): three or more of you wrote about this.", "About power (who decides, who has a say): three or more of you wrote that it was shared. (Others may have seen it another way.)", "About responsibilities (who does what, and how much): three or more of you wrote that these were not shared out well, or weighed on people. (Others may have seen it another way.)"], message.Sections.SelectMany(s => s.Themes).Select(t => t.Line));
        var quote = Assert.Single(message.Sections[0].Themes[0].Quotes);
        Assert.Equal(("quoted with permission", "I nodded at 'PPI lead' for a month."), (quote.Heading, quote.Text));
        Assert.Equal([("Next time (said with permission)", "Agree dates before inviting people."), ("In their words (said with permission by Ana)", "The dates moved.")], message.Said.Select(s => (s.Heading, s.Text)));
        Assert.Equal(["share notes within two days"], message.Agreed);
        Assert.Equal(["Needs an answer: responsibilities."], message.NeedsAnswer.Select(n => $"Needs an answer: {n}."));
        Assert.Equal(["Needs an answer: responsibilities.", DigestText.NotHowMuch, DigestText.MinimaSentence, "Where people say what their words are about, that counts; elsewhere I go by a list of words (version 1b)."], message.Notes);
    }

    [Fact]
    public void A_quiet_week_carries_the_constant_sentence_what_is_agreed_and_what_comes()
    {
        var message = Build([]).Message;
        Assert.Equal(["Digest of Monday 23 November 2026.", "Nothing new to share this week.", "Next milestone: Analysis workshop, 14 December."], message.Lead);
        Assert.Equal(["share notes within two days"], message.Agreed);
        Assert.Equal([DigestText.MinimaSentence], message.Notes);
        Assert.Empty(message.Sections);
        Assert.Empty(message.Said);
    }

    [Fact]
    public void Reviewed_is_printed_only_when_true()
    {
        var material = Material(Team(5, 5, Code("shared-power")));
        var reviewed = DigestBuilder.Build(material, Frame with { Reviewed = true }, Coding, Settings).Message.Notes;
        Assert.Contains("Where people say what their words are about, that counts; elsewhere I go by a list of words (version 1b). Reviewed by the facilitator.", reviewed);
        Assert.DoesNotContain("reviewed", string.Concat(Build(material).Message.Notes), StringComparison.Ordinal);
        Assert.DoesNotContain("reviewed", Seen(DigestBuilder.Build(Material([]), Frame with { Reviewed = true }, Coding, Settings).Message), StringComparison.Ordinal);
    }

    // A heading is read over complaints too, so neither it nor a topic may sound like praise or blame.
    [Fact]
    public void Headings_and_topics_take_no_side()
    {
        string[] sides = ["shared", "good", "better", "together", "early", "real", "kind", "care", "common", "having", "being", "seeing", "positive", "fair", "unfair", "lack", "poor", "problem"];
        var words = Book.Themes.SelectMany(t => t.Topics.Select(p => p.Label).Append(t.Words.Heading)).ToList();
        Assert.Equal([], words.Where(w => w.Split(' ', '(', ')', ',').Intersect(sides, StringComparer.OrdinalIgnoreCase).Any()));
    }

    [Fact]
    public void A_theme_is_said_in_plain_words_for_each_way_in_which_it_is_shown()
    {
        string Line(int present, int strained, int of) => Assert.Single(Lines(Build([
            .. Enumerable.Range(0, of).Select(i => Reflection($"p{i}", [.. i < present ? [Code("shared-power")] : Array.Empty<Code>(), .. i >= of - strained ? [Code("shared-power", Polarity.Strained)] : Array.Empty<Code>()])),
        ])));
        const string about = "About power (who decides, who has a say): three or more of you wrote ";
        Assert.Equal(about + "that it was shared. (Others may have seen it another way.)", Line(4, 0, 7));
        Assert.Equal(about + "that it was not shared, or too little. (Others may have seen it another way.)", Line(0, 4, 7));
        Assert.Equal(about + "that it was shared, and three or more of you wrote that it was not shared, or too little.", Line(4, 4, 7));
        Assert.Equal(about + "about this.", Line(3, 0, 7));
    }

    [Theory]
    [InlineData("Two\nlines")]
    [InlineData("turned \u202Eround")]
    [InlineData("hidden\u200B space")]
    [InlineData(" spaces ")]
    [InlineData("bell\u0007")]
    [InlineData("")]
    public void A_quote_that_cannot_be_printed_as_approved_is_not_printed(string exact)
    {
        var team = Team(5, 5, Code("shared-power"));
        var record = Build(team, Quote("p0", exact, "shared-power"), Quote("p1", "Fine.", "shared-power", name: "A\nB"));
        Assert.Empty(record.Quotes);
        Assert.Empty(record.Message.Sections[0].Themes[0].Quotes);
    }

    [Fact]
    public void Quotes_stand_in_the_order_of_their_words()
    {
        var team = Team(5, 5, Code("shared-power"));
        ReleasedQuote[] quotes = [Quote("p0", "Cups.", "shared-power"), Quote("p3", "Apples.", "shared-power"), Quote("p1", "Bread.", "shared-power")];
        Assert.Equal(["Apples.", "Bread.", "Cups."], Build(team, quotes).Message.Sections[0].Themes[0].Quotes.Select(q => q.Text));
    }

    [Fact]
    public void Plans_stand_before_other_quotes_and_the_same_words_in_the_order_of_names()
    {
        ReleasedQuote[] quotes = [Quote("p0", "Bread."), Quote("p1", "Apples.", name: "Bea"), Quote("p2", "Cups.", plan: true), Quote("p3", "Apples.", name: "Ana"), Quote("p4", "Apples.")];
        Assert.Equal(
            ["Next time (said with permission)", "In their words (said with permission)", "In their words (said with permission by Ana)", "In their words (said with permission by Bea)", "In their words (said with permission)"],
            Build(Team(5, 5, Code("shared-power")), quotes).Message.Said.Select(s => s.Heading));
    }

    [Theory]
    [InlineData(null, false, "In their words (said with permission)")]
    [InlineData("Ana", false, "In their words (said with permission by Ana)")]
    [InlineData(null, true, "Next time (said with permission)")]
    [InlineData("Ana", true, "Next time (said with permission by Ana)")]
    public void What_stands_under_no_theme_is_headed_by_what_its_author_permitted(string? name, bool plan, string heading) =>
        Assert.Equal((heading, "Words."), Assert.Single(Build(Team(5, 5, Code("shared-power")), Quote("p0", "Words.", plan: plan, name: name)).Message.Said.Select(s => (s.Heading, s.Text))));

    [Fact]
    public void A_quote_under_its_theme_is_headed_by_the_name_its_author_permitted() =>
        Assert.Equal("Ana", Build(Team(5, 5, Code("shared-power")), Quote("p0", "Words.", "shared-power", name: "Ana")).Message.Sections[0].Themes[0].Quotes.Single().Heading);

    [Theory]
    [InlineData("", "Digest of Monday 23 November 2026.")]
    [InlineData("One", "Reflections on One. Digest of Monday 23 November 2026.")]
    [InlineData("One,Two", "Reflections on One and Two. Digest of Monday 23 November 2026.")]
    [InlineData("One,Two,Three", "Reflections on One, Two and Three. Digest of Monday 23 November 2026.")]
    public void The_rounds_of_the_window_are_named_in_words(string rounds, string line) =>
        Assert.Equal(line, Written(Team(5, 5, Code("shared-power")), Frame with { Rounds = rounds.Split(',', StringSplitOptions.RemoveEmptyEntries) }).Lead[0]);

    [Fact]
    public void What_is_agreed_stands_once_in_the_order_of_its_recording()
    {
        Agreement[] agreed = [new("share notes", Monday.AddDays(1)), new("call first", Monday.AddDays(1)), new("write dates down", Monday), new("Share notes", Monday.AddDays(2))];
        Assert.Equal(["write dates down", "call first", "share notes"], Written([], Frame with { Agreed = agreed }).Agreed);
    }

    [Fact]
    public void What_a_digest_was_made_with_is_stored_with_it()
    {
        var record = Build([]);
        Assert.Equal(($"1b {Book.Hash}", Coding.Coder.Version), (record.Codebook, record.Coder));
    }

    [Fact]
    public void A_quiet_digest_has_its_projects_name_and_the_next_milestone_if_there_is_one()
    {
        Assert.Equal("Digest for Housing priorities", Build([]).Message.Title);
        Assert.Equal("Next milestone: Last one.", Written([], Frame with { Next = new NextMilestone("Last\none", null) }).Lead[2]);
        Assert.Equal(2, Written([], Frame with { Next = null }).Lead.Count);
    }

    [Fact]
    public void Names_of_rounds_and_agreements_cannot_break_the_line()
    {
        var frame = Frame with { Rounds = ["One\n\u202ETwo", "Three"], Agreed = [new Agreement("a\r\nb", Monday)] };
        var message = DigestBuilder.Build(Material(Team(5, 5, Code("shared-power"))), frame, Coding, Settings).Message;
        Assert.Equal("Reflections on One Two and Three. Digest of Monday 23 November 2026.", message.Lead[0]);
        Assert.Equal(["a b"], message.Agreed);
    }

    private static DigestMessage Written(IEnumerable<CodedReflection> reflections, DigestFrame frame) => DigestBuilder.Build(Material(reflections), frame, Coding, Settings).Message;
}
