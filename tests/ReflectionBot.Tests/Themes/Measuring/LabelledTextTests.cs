using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Themes.Measuring;

namespace ReflectionBot.Tests.Themes.Measuring;

public sealed class LabelledTextTests
{
    private static readonly Codebook Book = Codebook.Load();

    [Fact]
    public void A_row_is_read_with_the_side_of_each_theme()
    {
        var row = Parse("""{"id": "A1", "text": "We set it up together.", "themes": ["shared-power", "shared-values", "shared-power"], "polarity": {"shared-power": "strained", "shared-values": "mixed"}, "valence": "positive", "labelled_by": "somebody"}""");
        Assert.Equal((7, "A1", "We set it up together."), (row.Line, row.Id, row.Text));
        Assert.Equal(["shared-power", "shared-values"], row.Themes.Order(StringComparer.Ordinal));
        Assert.Equal([("shared-power", Polarity.Strained), ("shared-values", Polarity.Mixed)], row.Polarity.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, p.Value)));
    }

    [Theory]
    [InlineData("positive", Polarity.Present)]
    [InlineData("negative", Polarity.Strained)]
    [InlineData("mixed", Polarity.Mixed)]
    [InlineData("neutral", null)]
    public void Without_sides_the_valence_is_that_of_every_theme(string valence, Polarity? side)
    {
        var row = Parse($$"""{"text": "x", "themes": ["shared-power"], "valence": "{{valence}}"}""");
        Assert.Equal("7", row.Id);
        Assert.Equal(side, row.Polarity.TryGetValue("shared-power", out var is_) ? is_ : null);
    }

    [Fact]
    public void None_is_a_label_and_a_text_that_is_only_coded_needs_none()
    {
        Assert.Empty(Parse("""{"text": "x", "themes": []}""").Themes);
        Assert.Empty(LabelledText.Parse("""{"text": "x"}""", 1, Book, needsThemes: false).Themes);
    }

    [Theory]
    [InlineData("""{"text": "secret", """, "is no JSON from character 20 on")]
    [InlineData("", "is no JSON from character 1 on")]
    [InlineData("""["secret"]""", "is no JSON object")]
    [InlineData("3", "is no JSON object")]
    [InlineData("""{"themes": []}""", "has no \"text\"")]
    [InlineData("""{"text": null, "themes": []}""", "has no \"text\"")]
    [InlineData("""{"text": 3, "themes": []}""", "has a \"text\" that is no text")]
    [InlineData("""{"text": "\ud800 secret", "themes": []}""", "has a \"text\" with half a character")]
    [InlineData("""{"text": "secret", "id": 3, "themes": []}""", "has a \"id\" that is no text")]
    [InlineData("""{"text": "secret"}""", "has no \"themes\"")]
    [InlineData("""{"text": "secret", "themes": "shared-power"}""", "has \"themes\" that are no list of texts")]
    [InlineData("""{"text": "secret", "themes": [1]}""", "has \"themes\" that are no list of texts")]
    [InlineData("""{"text": "secret", "themes": ["shared-pwoer"]}""", "names a theme that the codebook does not have. It has shared-values, shared-understanding,")]
    [InlineData("""{"text": "secret", "themes": [], "polarity": "present"}""", "has a \"polarity\" that is no object")]
    [InlineData("""{"text": "secret", "themes": [], "polarity": {"power": "present"}}""", "names a theme that the codebook does not have")]
    [InlineData("""{"text": "secret", "themes": [], "polarity": {"shared-power": "good"}}""", "has a \"polarity\" that is none. Expected: present, strained or mixed.")]
    [InlineData("""{"text": "secret", "themes": [], "polarity": {"shared-power": 1}}""", "has a \"polarity\" that is none")]
    [InlineData("""{"text": "secret", "themes": [], "valence": "good"}""", "has a \"valence\" that is none")]
    public void A_row_that_is_none_is_said_with_its_line_and_without_its_words(string line, string sentence)
    {
        var said = Assert.Throws<FormatException>(() => Parse(line)).Message;
        Assert.StartsWith($"Line 7 {sentence}", said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said, StringComparison.Ordinal);
    }

    private static LabelledText Parse(string line) => LabelledText.Parse(line, 7, Book, needsThemes: true);
}
