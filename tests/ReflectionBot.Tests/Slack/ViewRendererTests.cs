using System.Text.Json.Nodes;
using ReflectionBot.Channels.Slack.Blocks;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>Modals and the App Home, each limit at its edge.</summary>
public sealed class ViewRendererTests
{
    private static readonly Button Save = new("Save", new("save", "r1", "1:all"), Primary: true);

    [Fact]
    public void A_form_is_a_modal_with_a_box_for_each_field()
    {
        var view = ViewRenderer.Form(new("Questions", "Answer what you like.", [new("a", "What happened?", "Description", "Say what you saw.", "We started by ...", "We met.", true, 2_000), new("b", "How did you feel?", "", "", "", "", false, 4_000)], Save, []));
        var inputs = BlockText.All(view, "input").ToList();

        Assert.Empty(BlockRules.Drawn(view));
        Assert.Equal(("modal", "form", "Questions", "Save", "Close without saving"), ((string?)view["type"], (string?)view["callback_id"], (string?)view["title"]!["text"], (string?)view["submit"]!["text"], (string?)view["close"]!["text"]));
        Assert.Equal(Save.Action, BlockReading.ReadSave((string?)view["private_metadata"]));
        Assert.Equal("""{"type":"plain_text_input","action_id":"a","multiline":true,"max_length":2000,"initial_value":"We met.","placeholder":{"type":"plain_text","text":"We started by ...","emoji":false}}""", inputs[0]["element"]!.ToJsonString());
        Assert.Equal("""{"type":"plain_text_input","action_id":"b","multiline":false,"max_length":3000}""", inputs[1]["element"]!.ToJsonString());
        Assert.Equal("Description · Say what you saw.", (string?)inputs[0]["hint"]!["text"]);
        Assert.Null(inputs[1]["hint"]);
        Assert.All(inputs, input => Assert.True((bool)input["optional"]! && !(bool)input["dispatch_action"]!));
    }

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, false)]
    [InlineData(25, true)]
    public void A_title_longer_than_24_stands_whole_inside(int length, bool inside)
    {
        var view = ViewRenderer.Form(new(new('t', length), "Intro.", [], Save, []));

        Assert.Empty(BlockRules.Drawn(view));
        Assert.Equal(inside ? "header" : "rich_text", (string?)view["blocks"]![0]!["type"]);
        Assert.Equal(inside, BlockText.Of(view["blocks"]).Contains(new string('t', length)));
    }

    [Theory]
    [InlineData(2_999, true)]
    [InlineData(3_000, true)]
    [InlineData(3_001, false)]
    public void A_value_longer_than_a_box_takes_is_shown_as_words(int length, bool box)
    {
        var view = ViewRenderer.Form(new("Questions", "Intro.", [BlockSamples.Field("a", "What happened?", new('v', length)), BlockSamples.Field("b", "And then?", "")], Save, []));

        Assert.Empty(BlockRules.Drawn(view));
        Assert.Equal(box ? ["a", "b"] : (string[])["b"], BlockText.All(view, "input").Select(i => (string)i["block_id"]!));
        Assert.Contains(new string('v', length), string.Concat(BlockText.Of(view)), StringComparison.Ordinal);
        Assert.Equal(!box, BlockText.Of(view).Any(t => t.StartsWith("This is longer than a window of Slack takes.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2_999, 2_999)]
    [InlineData(3_000, 3_000)]
    [InlineData(3_001, 3_000)]
    public void A_box_takes_at_most_3000_characters(int longest, int taken) =>
        Assert.Equal(taken, (int?)Assert.Single(BlockText.All(ViewRenderer.Form(new("Q", "I.", [BlockSamples.Field("a", "What?", "", longest)], Save, [])), "plain_text_input"))["max_length"]);

    [Theory]
    [InlineData(149)]
    [InlineData(150)]
    [InlineData(151)]
    [InlineData(1_999)]
    [InlineData(2_000)]
    [InlineData(2_001)]
    [InlineData(9_000)]
    public void Labels_hints_and_placeholders_are_cut(int length) =>
        Assert.Empty(BlockRules.Drawn(ViewRenderer.Form(new("Q", new('i', length), [BlockSamples.Field("a", new('w', length), "")], new(new('s', length), new("save")), []))));

    [Theory]
    [InlineData(98, 98)]
    [InlineData(99, 98)]
    [InlineData(150, 98)]
    public void Fields_beyond_100_blocks_are_named_and_have_no_box(int fields, int boxes)
    {
        var view = ViewRenderer.Form(new("Questions", "Intro.", [.. Enumerable.Range(0, fields).Select(i => BlockSamples.Field($"f{i}", $"Question {i}", "x"))], Save, []));

        Assert.Empty(BlockRules.Drawn(view));
        Assert.Equal(boxes, BlockText.All(view, "input").Count());
        Assert.Equal(fields > boxes, BlockText.Of(view).Any(t => t.Contains("\"Question 98\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Fields_beyond_250_KB_are_named_and_have_no_box()
    {
        var view = ViewRenderer.Form(new("Questions", "Intro.", [.. Enumerable.Range(0, 30).Select(i => BlockSamples.Field($"f{i}", $"Question {i}", string.Concat(Enumerable.Repeat("ك", 3_000))))], Save, []));

        Assert.Empty(BlockRules.Drawn(view));
        Assert.InRange(BlockText.All(view, "input").Count(), 10, 14);
        Assert.Contains(BlockText.Of(view), t => t.Contains("\"Question 29\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_form_without_a_box_has_nothing_to_send()
    {
        Assert.Null(ViewRenderer.Form(new("Q", "I.", [BlockSamples.Field("a", "What?", new('v', 3_001))], Save, []))["submit"]);
        var unreadable = ViewRenderer.Form(new("Q", "I.", [BlockSamples.Field("a", "What?", "")], new("Save", new("save", null, new('ك', 1_000))), []));
        Assert.Null(unreadable["submit"]);
        Assert.Equal(["This form does not fit into a window. You can answer in the chat."], BlockText.Of(unreadable["blocks"]));
    }

    [Fact]
    public void A_fields_id_is_its_own()
    {
        Assert.Throws<ArgumentException>(() => ViewRenderer.Form(new("Q", "I.", [BlockSamples.Field("a", "x", ""), BlockSamples.Field("a", "y", "")], Save, [])));
        Assert.Throws<ArgumentException>(() => ViewRenderer.Form(new("Q", "I.", [BlockSamples.Field(new('a', 256), "x", "")], Save, [])));
        Assert.Empty(BlockRules.Drawn(ViewRenderer.Form(new("Q", "I.", [BlockSamples.Field(new('a', 255), "x", "")], Save, []))));
    }

    [Fact]
    public void The_home_is_the_same_in_its_tab_and_in_a_window()
    {
        var page = new HomePage("Your projects", [new("Housing", ["Open until 8 December.", "Type `help`."], [Save, BlockSamples.Next]), new("", ["Nothing else."], [])]);
        var (home, modal) = (ViewRenderer.Home(page), ViewRenderer.Home(page, modal: true));

        Assert.Empty(BlockRules.Drawn(home));
        Assert.Empty(BlockRules.Drawn(modal));
        Assert.Equal("home", (string?)home["type"]);
        Assert.Equal(home["blocks"]!.AsArray().Skip(1).Select(b => b!.ToJsonString()), modal["blocks"]!.AsArray().Select(b => b!.ToJsonString()));
        Assert.Equal("Your projects", (string?)modal["title"]!["text"]);
        Assert.Equal([Save.Action, BlockSamples.Next.Action], BlockText.All(home, "button").Select(b => BlockReading.ReadButton((string)b["value"]!)!));
    }

    [Theory]
    [InlineData(33)]
    [InlineData(34)]
    [InlineData(400)]
    public void A_home_of_any_length_is_within_100_blocks(int parts)
    {
        var view = ViewRenderer.Home(new("Your projects", [.. Enumerable.Range(0, parts).Select(i => new HomePart($"Project {i}", ["Line."], [BlockSamples.Next]))]));

        Assert.Empty(BlockRules.Drawn(view));
        Assert.Equal(parts > 100, BlockText.Of(view).Any(t => t.StartsWith("Not everything fits here.", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_notice_has_its_sentences_and_nothing_to_send()
    {
        var view = ViewRenderer.Notice("Closed", "Those questions have closed.", "Nothing is lost.");

        Assert.Empty(BlockRules.Drawn(view));
        Assert.Null(view["submit"]);
        Assert.Equal(["Those questions have closed.", "Nothing is lost."], BlockText.Of(view["blocks"]));
        Assert.Empty(BlockRules.Drawn(ViewRenderer.Notice("", "")));
    }
}
