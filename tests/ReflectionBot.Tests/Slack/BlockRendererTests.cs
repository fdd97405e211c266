using System.Text.Json.Nodes;
using ReflectionBot.Channels.Slack.Blocks;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Rounds.Play;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>Every message as blocks: what stands where, and nobody's words as anything but letters.</summary>
public sealed class BlockRendererTests
{
    private const string Hostile = "<!channel> <@U123> <https://evil.example|click> &amp; &lt; *a* _b_ `c` :smile: https://x.example @here #general";

    public static TheoryData<OutboundMessage> Hostiles => [.. BlockSamples.Of(Hostile, BlockSamples.Next, new("Skip", new("skip")))];

    [Theory]
    [MemberData(nameof(Hostiles), DisableDiscoveryEnumeration = true)]
    public void Nobodys_words_are_anything_but_letters_of_rich_text_or_the_picture_s_text(OutboundMessage message)
    {
        var part = Assert.Single(BlockRenderer.Render(message, "F1").Parts);

        Assert.Empty(BlockRules.Drawn(part.Blocks));
        if (message is QuestionMessage or ConsentMessage)
        {
            Assert.DoesNotContain(part.Text, c => c is '<' or '>'); // The bot's own words, for who cannot see the blocks; and still no mention.
        }
        else
        {
            Assert.Equal(message.Summary, part.Text);
        }

        Assert.Empty(BlockText.All(part.Blocks, "mrkdwn"));
        Assert.DoesNotContain(BlockText.All(part.Blocks, "plain_text"), text => ((string)text["text"]!).Contains("evil", StringComparison.Ordinal));
        Assert.All(BlockText.All(part.Blocks, "plain_text"), text => Assert.False((bool)text["emoji"]!));
        Assert.Contains("evil.example", part.Blocks.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_stands_letter_for_letter_in_an_element_of_its_own()
    {
        var blocks = One(new DigestMessage("Digest", [], [new("Process", [new("Shared power: strained.", [new("quoted with permission", Hostile)])])], [], [], [], []));
        var quote = Assert.Single(BlockText.All(blocks, "rich_text_quote"));

        Assert.Equal(["\"", Hostile, "\" \u2013 quoted with permission"], BlockText.Of(quote));
        Assert.All(quote["elements"]!.AsArray(), run => Assert.Equal(2, run!.AsObject().Count));
    }

    /// <summary>A number to call stays words: nowhere is written that blocks may hold it, and help must arrive.</summary>
    [Fact]
    public void The_bot_s_own_addresses_are_links_and_nobody_else_s()
    {
        var runs = BlockText.All(One(NoticeMessage.Linked(
            [$"Call {Reference.ToCall("999")}, write to {Reference.To("ana@example.org")}, or `help`. {"https://evil.example"} {Reference.To("https://example.org/a")}"])), "rich_text_section").Single()["elements"]!.AsArray();

        Assert.Equal(
            [("text", "Call ", null), ("text", "999", null), ("text", ", write to ", null), ("link", "ana@example.org", "mailto:ana@example.org"), ("text", ", or ", null), ("text", "help", null), ("text", ". https://evil.example ", null), ("link", "https://example.org/a", "https://example.org/a")],
            runs.Select(r => ((string)r!["type"]!, (string)r["text"]!, (string?)r["url"])));
    }

    [Theory]
    [InlineData("&amp;", "&\u2060amp;")]
    [InlineData("a &lt;b&gt; & c", "a &\u2060lt;b&\u2060gt; & c")]
    [InlineData("Q & A", "Q & A")]
    [InlineData(":smile: *a* <!channel>", ":smile: *a* <!channel>")]
    [InlineData(" ", "…")]
    public void A_button_shows_entities_as_they_were_written(string label, string shown) =>
        Assert.Equal(shown, (string?)Assert.Single(BlockText.All(One(new NoticeMessage(["x"], [new(label, new(""))])), "button"))["text"]!["text"]);

    [Fact]
    public void A_question_has_its_number_and_label_large_its_stage_small_and_its_opening_in_italics()
    {
        var blocks = One(new QuestionMessage(2, 6, "How did you feel as it went on?", "Feelings", "Any feeling is fine.", "At first I felt ...", "Last time you wrote: x", "I was glad.", [BlockSamples.Next]));

        Assert.Equal(["rich_text", "header", "context", "rich_text", "rich_text", "actions"], Types(blocks));
        Assert.Equal("2 of 6  How did you feel as it went on?", (string?)blocks[1]!["text"]!["text"]);
        Assert.Equal("Feelings", (string?)blocks[2]!["elements"]![0]!["text"]);
        Assert.Equal("""{"type":"text","text":"At first I felt ...","style":{"italic":true}}""", blocks[3]!["elements"]![0]!["elements"]![2]!.ToJsonString());
        Assert.Equal(["So far:", "\n", "I was glad."], BlockText.Of(blocks[4]));
    }

    [Fact]
    public void Buttons_have_ids_of_their_own_a_value_that_is_read_back_and_rows_of_five()
    {
        var buttons = Enumerable.Range(0, 6).Select(i => new Button($"B {i}", new("edit", "r1", $"{i} <&>", 7), Primary: i == 0)).ToArray();
        var blocks = One(new NoticeMessage(["Choose."], buttons));
        var drawn = BlockText.All(blocks, "button").ToList();

        Assert.Equal(["rich_text", "actions", "actions"], Types(blocks));
        Assert.Equal(["b0", "b1", "b2", "b3", "b4", "b5"], drawn.Select(b => (string)b["action_id"]!));
        Assert.Equal(buttons.Select(b => b.Action), drawn.Select(b => BlockReading.ReadButton((string)b["value"]!)!));
        Assert.Equal(["primary", null, null, null, null, null], drawn.Select(b => (string?)b["style"]));
        Assert.DoesNotContain(drawn, b => ((string)b["value"]!).IndexOfAny(['<', '>', '&']) >= 0);
    }

    [Fact]
    public void A_form_has_a_button_that_opens_its_window_and_carries_its_save()
    {
        var blocks = One(BlockSamples.Form(() => "words", [BlockSamples.Next]));
        var buttons = BlockText.All(blocks, "button").ToList();

        Assert.StartsWith(BlockRenderer.OpenPrefix, (string)buttons[0]["action_id"]!, StringComparison.Ordinal);
        Assert.Equal(new("save", "r1", "1:all"), BlockReading.ReadButton((string)buttons[0]["value"]!));
        Assert.DoesNotContain(buttons.Skip(1), b => ((string)b["action_id"]!).StartsWith(BlockRenderer.OpenPrefix, StringComparison.Ordinal));
        Assert.Empty(BlockText.All(blocks, "input"));
    }

    [Fact]
    public void A_picture_has_its_file_and_its_text_and_without_one_its_words_alone()
    {
        var message = new PictureMessage("The cycle", "f1", "Six segments.", ["Shared values: present."], []);
        var image = Assert.Single(BlockText.All(One(message, "F9"), "image"));

        Assert.Equal("F9", (string?)image["slack_file"]!["id"]);
        Assert.Equal("Six segments.", (string?)image["alt_text"]);
        Assert.Equal(["The cycle", "Six segments.", "Shared values: present."], BlockText.Of(One(message)));
    }

    [Fact]
    public void A_digest_has_its_picture_and_says_the_same_without_one()
    {
        var message = new DigestMessage("Housing: what you wrote about", ["You wrote about: power."], [new("Process", [new("About power: three or more of you wrote about this.", [])])], [], [], ["Themes that nobody wrote about are not shown."], []) { Cycle = new("f1", "A ring of the themes.") };
        var image = Assert.Single(BlockText.All(One(message, "F9"), "image"));

        Assert.Equal(("F9", "A ring of the themes."), ((string?)image["slack_file"]!["id"], (string?)image["alt_text"]));
        Assert.Empty(BlockText.All(One(message), "image"));
        Assert.Equal(BlockText.Of(One(message with { Cycle = null })), BlockText.Of(One(message)));
    }

    [Fact]
    public void A_word_to_type_is_shown_as_one()
    {
        var blocks = One(NoticeMessage.Of("Write me `hello` here."));

        Assert.Equal("""[{"type":"text","text":"Write me "},{"type":"text","text":"hello","style":{"code":true}},{"type":"text","text":" here."}]""", blocks[0]!["elements"]![0]!["elements"]!.ToJsonString());
    }

    [Fact]
    public void What_is_read_from_right_to_left_has_a_section_of_its_own_and_is_set_off_beside_other_words()
    {
        var arabic = "كان من الجيد أن كلمتنا مسموعة.";
        var blocks = One(new ReviewMessage("Your reflection", [new("3 Evaluation", arabic, arabic, null, null, [])], "", []));
        var sections = BlockText.All(blocks, "rich_text_section").Select(s => BlockText.Of(s).ToArray()).ToList();

        Assert.Equal([["3 Evaluation"], [arabic, "\n", "Who may see it: ", "\u2068", arabic, "\u2069"]], sections);
    }

    [Fact]
    public void A_message_without_words_or_buttons_still_has_a_block() => Assert.Equal(["A message from ReflectionBot"], BlockText.Of(One(new NoticeMessage([], []))));

    [Fact]
    public async Task Everything_said_in_the_scripts_fits_into_one_message()
    {
        var messages = await RecordedMessages.PlayAsync("whole-round", "facilitating", "setup");

        Assert.InRange(messages.Count, 30, 1_000);
        Assert.All(messages, message =>
        {
            var part = Assert.Single(BlockRenderer.Render(message).Parts);
            Assert.Empty(BlockRules.Drawn(part.Blocks));
            Assert.DoesNotContain(BlockText.Of(part.Blocks), text => text.Contains("Not every button", StringComparison.Ordinal));
        });
        Assert.All(messages.OfType<FormMessage>(), form =>
        {
            var view = ViewRenderer.Form(form);
            Assert.Empty(BlockRules.Drawn(view));
            Assert.Equal(form.Fields.Select(f => f.Id), BlockText.All(view, "input").Select(i => (string)i["block_id"]!));
        });
    }

    private static JsonArray One(OutboundMessage message, string? picture = null) => Assert.Single(BlockRenderer.Render(message, picture).Parts).Blocks;

    private static IEnumerable<string> Types(JsonArray blocks) => blocks.Select(b => (string)b!["type"]!);
}
