using ReflectionBot.Core.Themes;

namespace ReflectionBot.Tests.Themes;

public class CodebookTests
{
    private static readonly Codebook Book = Codebook.Load();

    [Fact]
    public void Has_the_six_themes_in_the_order_of_the_cycle()
    {
        Assert.Equal(["Foundations", "Process", "Outcomes"], Book.Groups.Select(g => g.Name));
        Assert.Equal(["shared-values", "shared-understanding", "shared-power", "shared-responsibilities", "shared-ownership", "positive-outcomes"], Book.Themes.Select(t => t.Id));
        Assert.Contains("Working definitions of this project", Book.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_changes_with_any_byte()
    {
        Assert.Equal(64, Book.Hash.Length);
        Assert.Equal(Book.Hash, Codebook.Load().Hash);
        Assert.NotEqual(Codebook.Parse(Small("voice")).Hash, Codebook.Parse(Small("voices")).Hash);
    }

    /// <summary>The examples say what they are examples of, to a reader; the coder may miss them.</summary>
    [Fact]
    public void Each_theme_says_what_belongs_to_it_and_what_does_not() =>
        Assert.All(Book.Themes, t => Assert.True(t.Include.Count > 0 && t.Exclude.Count > 0 && t.Examples.Count > 0));

    // Labels are printed for both sides of a theme, so they may not give the side away.
    [Fact]
    public void Labels_say_nothing_of_polarity() =>
        Assert.All(Book.Themes.SelectMany(t => t.Topics), t => Assert.DoesNotMatch("unfair|lack|poor|bad|good|not |token|jargon|burden|harm|better job", t.Label));

    [Theory]
    [InlineData("Voice", "lower case")]
    [InlineData("~ voice", "begins or ends")]
    [InlineData("voice ~", "begins or ends")]
    [InlineData("a ~ b ~ c ~ d", "more than")]
    [InlineData("@nobody voice", "unknown class")]
    [InlineData("vo*", "stem")]
    [InlineData("(a+)+", "lower case")]
    public void A_wrong_pattern_is_refused_with_the_reason(string pattern, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => Codebook.Parse(Small(pattern))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_wrong_book_is_refused_with_the_reason()
    {
        Assert.Throws<FormatException>(() => Codebook.Load("nothing"));
        Assert.Throws<FormatException>(() => Codebook.Parse("{"));
        Assert.Throws<FormatException>(() => Codebook.Parse(Small("voice").Replace("\"weak\"", "\"week\"", StringComparison.Ordinal)));
        Assert.Contains("stands twice", Assert.Throws<FormatException>(() => Codebook.Parse(Small("voice").Replace("\"t2\"", "\"t1\"", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
        Assert.Contains("points", Assert.Throws<FormatException>(() => Codebook.Parse(Small("voice").Replace("\"weak\":false", "\"points\":10", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
        Assert.Contains("needs no points", Assert.Throws<FormatException>(() => Codebook.Parse(Small("voice").Replace("\"about\"", "\"needs\":0,\"about\"", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
        Assert.Contains("what belongs to it", Assert.Throws<FormatException>(() => Codebook.Parse(Small("voice").Replace("[\"e\"]", "[]", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
        Assert.Contains("empty line", Assert.Throws<FormatException>(() => Codebook.Parse(Small("voice").Replace("[\"e\"]", "[\" \"]", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Codebook.Parse(Small("voice").Replace("\"examples\"", "\"example\"", StringComparison.Ordinal)));
        Assert.Contains("people type it", Assert.Throws<FormatException>(() => Codebook.Parse(Small("voice").Replace("\"id\":\"x\"", "\"id\":\"Our book\"", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
        Assert.Contains("topics", Assert.Throws<FormatException>(() => Codebook.Parse(Small("voice", topics: 2))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"patterns\":[\"voice\"],\"themes\":{\"nowhere\":1}", "names a theme")]
    [InlineData("\"patterns\":[\"voice\"],\"topics\":[\"nowhere\"]", "names a topic")]
    [InlineData("\"patterns\":[\"voice\"],\"themes\":{\"t\":10}", "points beyond")]
    [InlineData("\"patterns\":[\"our ~ voice\"]", "side by side")]
    [InlineData("\"patterns\":[\"our own? voice\"]", "side by side")]
    [InlineData("\"patterns\":[]", "no patterns")]
    public void A_wrong_cue_is_refused_with_the_reason(string cue, string says)
    {
        var json = Small("voice").Replace("\"groups\"", $"\"cues\":[{{\"id\":\"c\",{cue}}}],\"groups\"", StringComparison.Ordinal);
        Assert.Contains(says, Assert.Throws<FormatException>(() => Codebook.Parse(json)).Message, StringComparison.Ordinal);
    }

    // The questions, helps and openings of both forms: an indicator in one of them would plant what is counted.
    [Theory]
    [InlineData("What happened in this part of the project? Say what you saw or did. Please leave out patients' names. We started by ...")]
    [InlineData("How did you feel as it went on? Any feeling is fine, and so is none. At first I felt ...")]
    [InlineData("What was good or bad about working together? Good things, bad things or both. It helped when ... It was hard when ...")]
    [InlineData("Why do you think it went that way? A guess is fine. Others may see it another way. I think it was because ...")]
    [InlineData("What did you learn from this? About you, the team or the work. I learned that ...")]
    [InlineData("What would you do, or ask for, next time? One small step is enough. I will show it to you next round. Next time I would ...")]
    [InlineData("What stood out for you? One thing is enough. I noticed ...")]
    [InlineData("How do you think others felt?")]
    [InlineData("Type, or use your keyboard's microphone.")]
    [InlineData("Last time you wrote: '...'. What came of it, if anything?")]
    public void Questions_indicate_nothing(string text) => Assert.False(Book.Indicates(text));

    [Fact]
    public void Indicates_even_faintly()
    {
        Assert.True(Book.Indicates("Who set the agenda?"));
        Assert.True(Book.Indicates("Was the budget clear?"));
    }

    private static string Small(string pattern, int topics = 3)
    {
        var list = string.Join(",", Enumerable.Range(1, topics).Select(i => $$"""{"id":"t{{i}}","label":"l{{i}}","indicators":[{"id":"i{{i}}","polarity":"present","weak":false,"patterns":["{{pattern}}"]}]}"""));
        return $$"""{"id":"x","version":"1","note":"n","words":{"we":"we us"},"groups":[{"id":"g","name":"G","themes":[{"id":"t","name":"T","about":"a","covers":"c","saysPresent":"sp","saysStrained":"ss","present":"p","strained":"s","include":["i"],"exclude":["e"],"examples":["x"],"topics":[{{list}}]}]}]}""";
    }
}
