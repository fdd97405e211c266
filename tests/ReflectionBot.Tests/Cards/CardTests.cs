using System.Text.Json.Nodes;
using CsCheck;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Tests.Cards;

/// <summary>Cards: valid by the published schema, nobody's words as markup, small enough, and readable without cards.</summary>
public sealed class CardTests
{
    private const string Hostile = "**bold** [click](https://evil.example) <script>alert(1)</script> # h <at>all</at> ![x](y) \\ \" '";

    private static readonly string[] Pieces = ["a", " ", "é", "😀", "👩‍👩‍👧", "e\u0301", "🇬🇧", "\n"];

    private static readonly Button Next = new("Next", new("next", "r1", "2", 7), Primary: true);
    private static readonly Button Skip = new("Skip", new("skip"));

    public static TheoryData<OutboundMessage> Messages => [.. Samples(Hostile)];

    [Theory]
    [MemberData(nameof(Messages), DisableDiscoveryEnumeration = true)]
    public async Task Every_card_is_valid_by_the_schema_of_adaptive_cards_1_5(OutboundMessage message)
    {
        var schema = await CardSchema.ReadAsync();
        var card = AdaptiveCardRenderer.Render(message)!;

        Assert.Empty(schema.Validate(card.Json.ToJsonString()));
        Assert.NotEmpty(schema.Validate("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock"},{"type":"Nonsense"}]}"""));
    }

    [Theory]
    [MemberData(nameof(Messages), DisableDiscoveryEnumeration = true)]
    public void Nobodys_words_stand_where_markdown_is_read_nor_in_the_fallback(OutboundMessage message)
    {
        var card = AdaptiveCardRenderer.Render(message)!.Json;

        Assert.DoesNotContain(All(card, "TextBlock"), block => ((string)block["text"]!).Contains("evil", StringComparison.Ordinal));
        Assert.Equal(message.Summary, (string?)card["fallbackText"]);
        Assert.DoesNotContain("evil", message.Summary, StringComparison.Ordinal);
        Assert.Null(card["speak"]);
        Assert.Contains("evil", card.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_persons_own_message_is_text_and_no_card() =>
        Assert.Null(AdaptiveCardRenderer.Render(new PersonMessage(new("web", "w", "u"), "Ana", Hostile, "c")));

    [Fact]
    public void A_fixed_heading_with_anything_like_markup_is_a_plain_title()
    {
        var label = AdaptiveCardRenderer.Render(Question(label: "What *happened*?"))!.Json;
        var ours = AdaptiveCardRenderer.Render(Question(label: "What happened in this part of the project?"))!.Json;

        Assert.Empty(All(label, "TextBlock"));
        Assert.Equal("heading", (string?)Assert.Single(All(ours, "TextBlock"))["style"]);
    }

    [Fact]
    public void A_question_shows_its_label_large_its_stage_small_and_its_opening_in_italics()
    {
        var card = AdaptiveCardRenderer.Render(Question())!.Json;
        var runs = All(card, "TextRun").ToList();

        Assert.Equal(("large", true), ((string?)Assert.Single(All(card, "TextBlock"))["size"], (bool?)All(card, "TextBlock").Single()["wrap"]));
        Assert.Contains(runs, r => (string?)r["text"] == "1 of 6 · Description" && (bool?)r["isSubtle"] == true && (string?)r["size"] == "small");
        Assert.Contains(runs, r => (string?)r["text"] == "We started by ..." && (bool?)r["italic"] == true);
        Assert.Contains(runs, r => (string?)r["text"] == "draft");
    }

    [Fact]
    public void Buttons_carry_their_action_and_only_a_forms_submit_sends_its_fields()
    {
        var card = AdaptiveCardRenderer.Render(Form("old", 1))!.Json;
        var actions = card["actions"]!.AsArray();

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"rb":{"verb":"next","round":"r1","item":"2","rev":7}}"""), actions[0]!["data"]));
        Assert.Equal(("positive", null), ((string?)actions[0]!["style"], (string?)actions[0]!["associatedInputs"]));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"rb":{"verb":"skip"}}"""), actions[1]!["data"]));
        Assert.Equal((null, null), ((string?)actions[1]!["style"], (string?)actions[1]!["associatedInputs"])); // Nothing typed is lost.
        var input = Assert.Single(All(card, "Input.Text"));
        Assert.Contains(All(card, "TextRun"), r => (string?)r["text"] == "Help" && (bool?)r["isSubtle"] == true);
        Assert.Equal(("Label 0", true, 4000, "old"), ((string?)input["label"], (bool?)input["isMultiline"], (int?)input["maxLength"], (string?)input["value"]));
    }

    [Fact]
    public void Words_to_type_in_the_bots_sentences_lose_their_backticks_and_a_persons_words_keep_them()
    {
        var notice = AdaptiveCardRenderer.Render(NoticeMessage.Of("Take it back any time: `withdraw`."))!.Json;
        var item = new ReviewItem("3", "I typed `x` there", "me", "a `quoted` word", null, []);
        var review = AdaptiveCardRenderer.Render(new ReviewMessage("t", [item], "", []))!.Json;

        Assert.Equal([("Take it back any time: ", null), ("withdraw", "monospace"), (".", null)], All(notice, "TextRun").Select(r => ((string)r["text"]!, (string?)r["fontType"])));
        Assert.Contains(All(review, "TextRun"), r => (string?)r["text"] == "I typed `x` there");
        Assert.Contains(All(review, "TextRun"), r => (string?)r["text"] == "a `quoted` word");
    }

    [Fact]
    public void Each_answer_of_a_review_has_its_own_buttons_and_its_quote_exactly()
    {
        var quote = "exact,  two spaces\nand a line * ";
        var item = new ReviewItem("3 Evaluation", "text", "topics to the team", quote, "People may know you.", [Skip]);
        var card = AdaptiveCardRenderer.Render(new ReviewMessage("Your reflection", [item, item], "", [Next]))!.Json;

        Assert.Equal(2, All(card, "ActionSet").Count());
        Assert.Equal(2, All(card, "TextRun").Count(r => (string?)r["text"] == quote));
    }

    [Fact]
    public void Long_texts_are_shortened_until_the_card_fits()
    {
        var message = new ReviewMessage("Your reflection", [.. Enumerable.Range(1, 6).Select(i => new ReviewItem($"{i}", Long(4000), "me", null, null, [Skip]))], "", [Next]);

        var card = AdaptiveCardRenderer.Render(message)!;

        Assert.True(card.Fits);
        Assert.InRange(card.Json.ToJsonString(ActivityJson.Wire.Options).Length, AdaptiveCardRenderer.MaxCharacters / 3, AdaptiveCardRenderer.MaxCharacters);
        Assert.Equal(6, All(card.Json, "TextRun").Count(r => ((string)r["text"]!).EndsWith('…')));
    }

    [Fact]
    public void A_forms_values_and_a_quote_to_approve_are_never_shortened_and_the_channel_is_told()
    {
        var form = AdaptiveCardRenderer.Render(Form(Long(4000), 6))!;
        var review = AdaptiveCardRenderer.Render(new ReviewMessage("t", [new("3", "x", "me", Long(20_000), null, [])], "", []))!;

        Assert.Equal((false, false), (form.Fits, review.Fits));
        Assert.All(All(form.Json, "Input.Text"), i => Assert.Equal(Long(4000), (string?)i["value"]));
        Assert.Contains(All(review.Json, "TextRun"), r => (string?)r["text"] == Long(20_000));
    }

    [Fact]
    public void Of_a_digest_that_is_too_large_the_last_quotes_are_left_out_whole_and_it_says_so()
    {
        HeadedText[] quotes = [.. Enumerable.Range(0, 20).Select(i => new HeadedText("quoted with permission", $"{i} {Long(1000)}"))];
        var digest = new DigestMessage("Reflections", ["You wrote about: workload."], [new("Process", [new("Shared power: present.", quotes)])], [], [], ["Constant."], []);

        var card = AdaptiveCardRenderer.Render(digest)!;
        var texts = All(card.Json, "TextRun").Select(r => (string)r["text"]!).ToList();

        Assert.True(card.Fits);
        Assert.All(texts.Where(t => t.Contains("xyz", StringComparison.Ordinal)), t => Assert.Contains(quotes, q => q.Text == t));
        Assert.InRange(texts.Count(t => quotes.Any(q => q.Text == t)), 5, 19);
        Assert.Contains("Some quotes are left out because this message would be too long.", texts);
        Assert.Contains("Constant.", texts);
    }

    [Fact]
    public void A_thousand_empty_or_short_lines_do_not_fill_a_card()
    {
        var card = AdaptiveCardRenderer.Render(Question(draft: string.Join("\n", Enumerable.Repeat("a\n", 1000))))!;

        Assert.True(card.Fits);
        Assert.InRange(All(card.Json, "RichTextBlock").Count(), 1, 40);
    }

    [Fact]
    public void Shortening_never_cuts_a_character_and_never_grows() =>
        Gen.Select(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 60], Gen.Int[1, 80]).Sample((parts, limit) =>
        {
            var text = string.Concat(parts);
            var cut = Texts.Shorten(text, limit);
            var whole = cut.TrimEnd('…');
            return cut.Length <= limit
                && (text.Length <= limit ? cut == text : cut.EndsWith('…') && text.StartsWith(whole, StringComparison.Ordinal))
                && !(whole.Length > 0 && char.IsHighSurrogate(whole[^1]));
        });

    [Fact]
    public void Plain_text_says_everything_and_shows_buttons_in_brackets()
    {
        Assert.Equal("1 of 6 What happened in this part of the project? (Description)\nSay what you saw.\nWe started by ...\nSo far: draft\n[Next] [Skip]", PlainTextRenderer.Render(Question()));
        Assert.Equal("One.\nTwo.", PlainTextRenderer.Render(NoticeMessage.Of("One.", "Two.")));
        Assert.All(Samples("the words"), message => Assert.Contains("the words", PlainTextRenderer.Render(message), StringComparison.Ordinal));
    }

    internal static IEnumerable<OutboundMessage> Samples(string words) =>
    [
        new NoticeMessage([words, "Two."], [Next, Skip], words),
        new ConsentMessage("Before you start", [new("", words), new(words, words)], [Next]),
        Question(before: words, draft: words),
        Form(words, 6),
        new ReviewMessage(words, [new(words, words, words, words, words, [Skip]), new("4", "x", "me", null, null, [])], words, [Next]),
        new RoundStatusMessage(words, [words], []),
        new DigestMessage(words, [words], [new("Process", [new(words, [new(words, words), new("", words)])])], [new("Next time", words)], [words], [words], [Next]),
        new PictureMessage(words, "f1", words, [words], [Next]),
        new FileMessage(words, "f1", words, "text/csv", 12, [words], [Next]),
    ];

    private static QuestionMessage Question(string label = "What happened in this part of the project?", string? before = null, string? draft = "draft") =>
        new(1, 6, label, "Description", "Say what you saw.", "We started by ...", before, draft, [Next, Skip]);

    private static FormMessage Form(string value, int fields) =>
        new("All six", "In your own time.", [.. Enumerable.Range(0, fields).Select(i => new FormField($"s{i}", $"Label {i}", "Small", "Help", "We ...", value, true, 4000))], Next, [Skip]);

    private static string Long(int length) => string.Concat(Enumerable.Repeat("xyz ", length / 4));

    internal static IEnumerable<JsonObject> All(JsonNode? node, string type) => node switch
    {
        JsonObject o => ((string?)o["type"] == type ? [o] : Enumerable.Empty<JsonObject>()).Concat(o.Where(p => p.Key != "data").SelectMany(p => All(p.Value, type))),
        JsonArray a => a.SelectMany(n => All(n, type)),
        _ => [],
    };
}
