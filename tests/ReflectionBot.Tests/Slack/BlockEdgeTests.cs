using System.Text.Json.Nodes;
using ReflectionBot.Channels.Slack.Blocks;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>Each of Slack's limits for messages at its edge: one less, as many, one more.</summary>
public sealed class BlockEdgeTests
{
    private const string Family = "👩‍👩‍👧";

    [Theory]
    [InlineData(149, "header")]
    [InlineData(150, "header")]
    [InlineData(151, "rich_text")]
    public void A_title_of_more_than_150_characters_is_no_header(int length, string type) =>
        Assert.Equal(type, (string?)One(new ConsentMessage(new('t', length), [], []))[0]!["type"]);

    [Theory]
    [InlineData(74, 74)]
    [InlineData(75, 75)]
    [InlineData(76, 75)]
    public void A_button_s_words_are_cut_at_75(int length, int shown) =>
        Assert.Equal(shown, Label(new('b', length)).Length);

    [Fact]
    public void A_button_s_words_are_never_cut_inside_a_character()
    {
        Assert.Equal(new string('b', 70) + "…", Label(new string('b', 70) + Family));
        Assert.Equal(new string('b', 73) + "…", Label(new string('b', 73) + "😀😀"));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void A_button_whose_value_is_longer_than_2000_is_left_out_and_named(int more, bool shown)
    {
        var around = ButtonBlocks.Value(new("run", null, "")).Length;
        var blocks = One(new NoticeMessage(["Choose."], [new("A long command", new("run", null, new('c', 2_000 - around + more))), BlockSamples.Next]));
        var values = BlockText.All(blocks, "button").Select(b => ((string)b["value"]!).Length).ToList();

        Assert.Equal(shown ? [2_000 + more] : (int[])[], values.SkipLast(1));
        Assert.Equal(!shown, BlockText.Of(blocks).Contains("Not every button fits here. You can type it instead: \"A long command\"."));
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(25, 5)]
    [InlineData(26, 6)]
    public void Rows_have_five_buttons(int buttons, int rows) => Assert.Equal(rows, Actions(buttons, lines: 1).Count);

    [Theory]
    [InlineData(24, 24, 24)]
    [InlineData(25, 25, 25)]
    [InlineData(26, 13, 13)]
    public void Where_there_are_too_many_blocks_rows_have_up_to_25(int buttons, int first, int last)
    {
        var rows = Actions(buttons, lines: 60);

        Assert.Equal((first, last), (rows[0]["elements"]!.AsArray().Count, rows[^1]["elements"]!.AsArray().Count));
    }

    [Theory]
    [InlineData(49, 49)]
    [InlineData(50, 50)]
    [InlineData(51, 1)]
    public void More_than_fifty_paragraphs_stand_in_one_block(int lines, int blocks)
    {
        var drawn = One(new NoticeMessage([.. Enumerable.Range(0, lines).Select(i => $"line {i}")], []));

        Assert.Equal(blocks, drawn.Count);
        Assert.Contains($"line {lines - 1}", BlockText.Of(drawn));
    }

    [Theory]
    [InlineData(2_999, 1)]
    [InlineData(3_000, 1)]
    [InlineData(3_001, 2)]
    public void A_run_has_at_most_3000_characters(int length, int runs) =>
        Assert.Equal(runs, BlockText.Of(One(NoticeMessage.Of(new string('a', length)))).Count());

    [Fact]
    public void Runs_are_split_after_a_word_and_never_inside_a_character()
    {
        Assert.Equal([2_996, 52], Lengths(new string('a', 2_990) + " word tiny word tiny word tiny and 25 more characters here"));
        Assert.Equal([2_993, Family.Length], Lengths(new string('a', 2_993) + Family));
        Assert.Equal([2_999, 2], Lengths(new string('a', 2_999) + "😀"));

        static IEnumerable<int> Lengths(string text)
        {
            var texts = BlockText.Of(One(NoticeMessage.Of(text))).ToList();
            Assert.Equal(text, string.Concat(texts));
            return texts.Select(t => t.Length);
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData("&")]
    [InlineData("<")]
    public void A_message_is_split_where_its_size_would_be_more_than_12000(string bit)
    {
        int Parts(int length) => BlockRenderer.Render(NoticeMessage.Of(string.Concat(Enumerable.Repeat(bit, length)))).Parts.Count;
        var length = Enumerable.Range(0, 12_001).Reverse().First(n => n * BlockSize.Of(bit) <= 12_000 && Parts(n) == 1);
        var size = BlockSize.Of(BlockRenderer.Render(NoticeMessage.Of(string.Concat(Enumerable.Repeat(bit, length)))).Parts[0].Blocks);

        Assert.InRange(size, 12_000 - BlockSize.Of(bit) + 1, 12_000);
        Assert.Equal((1, 3), (Parts(length - 1), Parts(length + 1))); // The message, and the whole text in two.
    }

    [Theory]
    [InlineData(1_999, 1)]
    [InlineData(2_000, 1)]
    [InlineData(2_001, 2)]
    public void A_picture_s_text_is_cut_at_2000_and_then_stands_below_it_too(int length, int times)
    {
        var blocks = One(new PictureMessage("The cycle", "f1", new('p', length), [], []), "F1");

        Assert.Empty(BlockRules.Drawn(blocks));
        Assert.Equal(times, BlockText.Of(blocks).Count(t => t.StartsWith('p')));
    }

    [Theory]
    [InlineData(2_999, "context")]
    [InlineData(3_000, "context")]
    [InlineData(3_001, "rich_text")]
    public void Small_words_are_cut_nowhere(int length, string type)
    {
        var blocks = One(new DigestMessage("", [], [], [], [], [new('n', length)], []));

        Assert.Equal(type, (string?)blocks[0]!["type"]);
        Assert.Equal(new string('n', length), string.Concat(BlockText.Of(blocks)));
    }

    [Fact]
    public void Long_answers_are_shortened_in_the_message_and_whole_in_its_thread()
    {
        var answer = string.Concat(Enumerable.Repeat("it was our words that stood there, ", 90));
        var review = new ReviewMessage("Your reflection", [.. Enumerable.Range(1, 6).Select(i => new ReviewItem($"{i} Answer", answer, "topics to the team", answer, "note", [BlockSamples.Next]))], "Nothing is sent in yet.", [BlockSamples.Next]);
        var parts = BlockRenderer.Render(review).Parts;
        var first = BlockText.Of(parts[0].Blocks).ToList();

        Assert.InRange(parts.Count, 4, 6);
        Assert.Contains("The whole text is in the thread.", first);
        Assert.Equal(7, BlockText.All(parts[0].Blocks, "button").Count());
        Assert.Equal(6, first.Count(t => t == "topics to the team"));
        Assert.Equal(6, first.Count(t => t.StartsWith("it was our words", StringComparison.Ordinal) && t.EndsWith('…')));
        Assert.Empty(BlockText.All(parts[0].Blocks, "rich_text_quote")); // Whole or not at all.
        Assert.Equal(12, parts.Skip(1).SelectMany(p => BlockText.Of(p.Blocks)).Aggregate("", string.Concat).Split(answer).Length - 1);
    }

    [Fact]
    public void A_digest_with_very_many_quotes_keeps_its_constant_sentences_in_the_message()
    {
        var quotes = Enumerable.Range(0, 120).Select(i => new HeadedText("quoted with permission", $"{i} " + new string('q', 300))).ToArray();
        var digest = new DigestMessage("Digest", ["You wrote about: workload."], [new("Process", [new("Shared power: strained.", quotes)])], quotes, ["Share notes."], ["How many wrote is not how much it matters.", "Themes that fewer than three people wrote about are not shown."], [BlockSamples.Next]);
        var parts = BlockRenderer.Render(digest).Parts;
        var first = BlockText.Of(parts[0].Blocks).ToList();

        Assert.Contains(digest.Notes[0], first);
        Assert.Contains(digest.Notes[1], first);
        Assert.Contains("You wrote about: workload.", first);
        Assert.Contains("Shared power: ", first);
        Assert.Empty(BlockText.All(parts[0].Blocks, "rich_text_quote"));
        Assert.Equal(240, parts.Skip(1).Sum(p => BlockText.All(p.Blocks, "rich_text_quote").Count()));
    }

    [Fact]
    public void Buttons_beyond_all_room_are_named()
    {
        var parts = BlockRenderer.Render(new NoticeMessage(["Choose."], [.. Enumerable.Range(0, 500).Select(i => new Button($"Button {i}", new("run", null, new string('x', 100))))])).Parts;

        Assert.Empty(BlockRules.Drawn(parts[0].Blocks));
        Assert.InRange(BlockText.All(parts[0].Blocks, "button").Count(), 30, 499);
        Assert.Contains(BlockText.Of(parts[0].Blocks), t => t.StartsWith("Not every button fits here. You can type it instead: \"Button ", StringComparison.Ordinal));
    }

    private static List<JsonObject> Actions(int buttons, int lines) =>
        [.. BlockText.All(One(new NoticeMessage([.. Enumerable.Repeat("line", lines)], [.. Enumerable.Range(0, buttons).Select(i => new Button($"B {i}", new("b")))])), "actions")];

    private static string Label(string label) => (string)Assert.Single(BlockText.All(One(new NoticeMessage(["x"], [new(label, new("b"))])), "button"))["text"]!["text"]!;

    private static JsonArray One(OutboundMessage message, string? picture = null) => Assert.Single(BlockRenderer.Render(message, picture).Parts).Blocks;
}
