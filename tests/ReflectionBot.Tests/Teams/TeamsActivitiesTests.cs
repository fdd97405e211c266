using System.Text;
using System.Text.Json.Nodes;
using NJsonSchema;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Teams;
using ReflectionBot.Channels.Teams.Cards;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Tests.Cards;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Teams;

/// <summary>What Teams is sent: valid, small enough, nobody's words outside the card, and no button lost.</summary>
public sealed class TeamsActivitiesTests
{
    private const string Words = "evil **bold** <at>all</at> [click](https://evil.example)";

    private static readonly ButtonAction Open = new("form", "r1");
    private static readonly Button Save = new("Save", new("save", "r1", "3:all"), Primary: true);
    private static readonly Button OneAtATime = new("One at a time", new("one-at-a-time", "r1"));

    public static TheoryData<OutboundMessage> Messages => [.. CardTests.Samples(Words), Review(6), Notice(12)];

    [Theory]
    [MemberData(nameof(Messages), DisableDiscoveryEnumeration = true)]
    public async Task An_activity_is_a_valid_card_and_fixed_words(OutboundMessage message)
    {
        var activity = TeamsActivities.Message(message, Open);
        var card = Card(activity);

        Assert.Equal(("message", null, message.Summary), (activity.Type, activity.Text, activity.Summary));
        Assert.Equal(ActivityAttachment.AdaptiveCard, activity.Attachments![0].ContentType);
        Assert.Equal(message.Summary, (string?)card["fallbackText"]);
        Assert.DoesNotContain(CardTests.All(card, "TextBlock"), block => ((string)block["text"]!).Contains("evil", StringComparison.Ordinal));
        Assert.Empty((await CardSchema.ReadAsync()).Validate(card.ToJsonString()));
        AssertSmall(activity);
        AssertNoButtonIsLost(message, card);
    }

    [Fact]
    public async Task Whatever_is_said_in_whole_rounds_is_valid_small_and_keeps_its_buttons()
    {
        var schema = await CardSchema.ReadAsync();
        var messages = await RecordedMessages.PlayAsync("whole-round", "setup", "facilitating", "taking-back", "mistakes");

        Assert.Superset(new HashSet<string>(["Consent", "Question", "Form", "Review", "RoundStatus", "Digest", "Notice"]), messages.Select(m => m.GetType().Name.Replace("Message", "", StringComparison.Ordinal)).ToHashSet());
        Assert.Contains(messages, m => Buttons(m).Count() > TeamsCardAdapter.MostInARow);
        foreach (var message in messages)
        {
            var activity = TeamsActivities.Message(message, Open);
            Assert.Empty(schema.Validate(Card(activity).ToJsonString()));
            AssertSmall(activity);
            AssertNoButtonIsLost(message, Card(activity));
        }
    }

    [Fact]
    public void A_button_is_an_execute_with_the_submit_as_its_fallback_in_even_rows_of_at_most_five()
    {
        var card = Card(TeamsActivities.Message(Notice(12)));
        var rows = CardTests.All(card, "ActionSet").Select(row => row["actions"]!.AsArray()).ToList();
        var first = rows[0][0]!;

        Assert.Null(card["actions"]);
        Assert.Equal([4, 4, 4], rows.Select(r => r.Count));
        Assert.Equal(("Action.Execute", "rb", "Label 0", "positive", "none"), ((string?)first["type"], (string?)first["verb"], (string?)first["title"], (string?)first["style"], (string?)first["associatedInputs"]));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"rb":{"verb":"do","item":"0"}}"""), first["data"]));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"type":"Action.Submit","title":"Label 0","data":{"rb":{"verb":"do","item":"0"}},"style":"positive","associatedInputs":"none"}"""), first["fallback"]));
    }

    [Fact]
    public void A_card_that_only_fits_with_each_button_said_once_has_submits_and_whole_texts()
    {
        var message = new NoticeMessage([.. Enumerable.Repeat("A sentence of some length that says something useful to whoever reads it.", 80)], Notice(12).Buttons);
        var card = Card(TeamsActivities.Message(message));

        Assert.Empty(CardTests.All(card, "Action.Execute"));
        Assert.Equal(12, CardTests.All(card, "Action.Submit").Count());
        Assert.Equal(80, CardTests.All(card, "TextRun").Count(r => (string)r["text"]! == message.Paragraphs[0]));
    }

    [Fact]
    public void A_form_can_be_opened_as_a_window_by_a_submit_that_asks_for_it()
    {
        var card = Card(TeamsActivities.Message(Form("short"), Open));
        var opener = CardTests.All(card, "Action.Submit").Single(a => (string?)a["title"] == "Open as a window");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"msteams":{"type":"task/fetch"},"rb":{"verb":"form","round":"r1"}}"""), opener["data"]));
        Assert.Equal(["Action.Execute", "Action.Submit", "Action.Execute"], CardTests.All(card, "ActionSet").SelectMany(row => row["actions"]!.AsArray().Select(a => (string?)a!["type"])));
        Assert.DoesNotContain("task/fetch", Card(TeamsActivities.Message(Form("short"))).ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("task/fetch", Card(TeamsActivities.Message(Notice(2), Open)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_window_has_every_field_with_its_whole_value_and_one_submit()
    {
        var value = string.Concat(Enumerable.Repeat("longer ", 4000));
        var dialog = TeamsActivities.Dialog(Form(value));
        var action = Assert.Single(dialog["actions"]!.AsArray())!;

        Assert.Equal(("Action.Submit", "Save", null), ((string?)action["type"], (string?)action["title"], (string?)action["associatedInputs"]));
        Assert.Equal([value, value], CardTests.All(dialog, "Input.Text").Select(i => (string?)i["value"]));
        Assert.All(CardTests.All(dialog, "Input.Text"), i => Assert.False(string.IsNullOrEmpty((string?)i["label"])));
        Assert.Equal(["s0", "s0-help"], dialog["body"]![2]!["items"]!.AsArray().Select(e => (string?)e!["id"]).OfType<string>());
        Assert.Empty((await CardSchema.ReadAsync()).Validate(dialog.ToJsonString()));
    }

    [Fact]
    public async Task A_form_too_long_for_a_message_says_so_and_keeps_the_ways_on()
    {
        var message = Form(string.Concat(Enumerable.Repeat("longer ", 4000)));
        var with = Card(TeamsActivities.Message(message, Open));
        var without = Card(TeamsActivities.Message(message));

        Assert.Equal(["Open as a window", "One at a time"], Titles(with));
        Assert.Equal(["One at a time"], Titles(without));
        Assert.All([with, without], card => Assert.Empty(CardTests.All(card, "Input.Text")));
        Assert.All([with, without], card => Assert.Contains("too long to be shown here in one piece. Nothing of it is lost.", card.ToJsonString(), StringComparison.Ordinal));
        Assert.DoesNotContain("longer longer", with.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty((await CardSchema.ReadAsync()).Validate(with.ToJsonString()));
        AssertSmall(TeamsActivities.Message(message, Open));
    }

    [Fact]
    public void Of_a_review_that_is_too_long_the_first_answers_are_shown_whole_and_the_others_are_named()
    {
        var message = Review(7, ReflectionLimits.Quote);
        var activity = TeamsActivities.Message(message);
        var card = Card(activity);
        var shown = CardTests.All(card, "TextRun").Count(r => (string?)r["text"] == message.Items[0].Quote);

        Assert.InRange(shown, 3, 6);
        Assert.Equal((shown * 6) + 2, Titles(card).Count());
        Assert.Contains($"from {shown + 1} Evaluation on. Nothing of them is lost.", string.Concat(CardTests.All(card, "TextRun").Select(r => (string)r["text"]!)), StringComparison.Ordinal);
        AssertSmall(activity);
    }

    [Fact]
    public void A_review_whose_first_quote_fills_a_message_says_so()
    {
        var card = Card(TeamsActivities.Message(Review(2, 20_000)));

        Assert.Equal(["Save", "One at a time"], Titles(card));
        Assert.Contains("This message is too long to be shown here in one piece.", card.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_of_right_to_left_texts_says_so_and_one_with_a_single_such_answer_turns_only_that()
    {
        const string arabic = "اجتمعنا في القاعة، وكان ذلك جيدا.";
        var whole = Card(TeamsActivities.Message(new NoticeMessage([arabic, arabic], [], arabic)));
        var one = Card(TeamsActivities.Message(new NoticeMessage(["You wrote:", arabic, "Is that right?"], [])));
        var blocks = CardTests.All(one, "RichTextBlock").ToList();

        Assert.True((bool?)whole["rtl"]);
        Assert.DoesNotContain("horizontalAlignment", whole.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(one["rtl"]);
        Assert.Equal([null, "right", null], blocks.Select(b => (string?)b["horizontalAlignment"]));
        Assert.Equal(["\u2068", arabic, "\u2069"], blocks[1]["inlines"]!.AsArray().Select(r => (string?)r!["text"]));
        Assert.Null(Card(TeamsActivities.Message(new NoticeMessage(["You wrote:", arabic, arabic], [Save, OneAtATime])))["rtl"]);
        Assert.True((bool?)AdaptiveCardRenderer.Render(new NoticeMessage(["שלום לכולם"], []))!.Json["rtl"]);
        Assert.Null(AdaptiveCardRenderer.Render(NoticeMessage.Of("Hello."))!.Json["rtl"]);
    }

    [Fact]
    public void A_persons_own_message_is_never_sent() =>
        Assert.Throws<ArgumentException>(() => TeamsActivities.Message(new PersonMessage(new("web", "w", "u"), "Ana", Words, "c")));

    private static NoticeMessage Notice(int buttons) =>
        new(["What next?"], [.. Enumerable.Range(0, buttons).Select(i => new Button($"Label {i}", new("do", Item: $"{i}"), i == 0))], "More");

    private static FormMessage Form(string value) =>
        new("Housing: Kick-off", "In your own time.", [.. Enumerable.Range(0, 2).Select(i => new FormField($"s{i}", $"Label {i}", "Small", "Help", "We ...", value, true, 60_000))], Save, [OneAtATime]);

    private static ReviewMessage Review(int items, int words = 60)
    {
        Button[] buttons = [.. new[] { "Edit", "Change", "Quote exactly this", "Tidy spelling", "Change wording", "Don't quote" }.Select(l => new Button(l, new(l, "20261124090000000-abcdefgh", "Evaluation", 123)))];
        var quote = string.Concat(Enumerable.Repeat("quoted word", words))[..words];
        var text = string.Concat(Enumerable.Repeat("answer ", 60))[..300];
        return new("Your reflection - 6 answered", [.. Enumerable.Range(1, items).Select(i => new ReviewItem($"{i} Evaluation", text, "quote, no name", quote, $"Your team would see exactly this, without your name. People may know you from the story, wording or spelling. It is quoted only if you choose Quote exactly this.", buttons))], "Nothing is sent in until you choose Submit.", [Save, OneAtATime]);
    }

    private static IEnumerable<Button> Buttons(OutboundMessage message) => message switch
    {
        NoticeMessage m => m.Buttons,
        ConsentMessage m => m.Buttons,
        QuestionMessage m => m.Buttons,
        FormMessage m => [m.Submit, .. m.Buttons],
        ReviewMessage m => [.. m.Items.SelectMany(i => i.Buttons), .. m.Buttons],
        RoundStatusMessage m => m.Buttons,
        DigestMessage m => m.Buttons,
        PictureMessage m => m.Buttons,
        FileMessage m => m.Buttons,
        _ => [],
    };

    private static void AssertNoButtonIsLost(OutboundMessage message, JsonObject card)
    {
        Assert.Equal(Buttons(message).Select(b => b.Label), Titles(card).Where(t => t != "Open as a window"));
        Assert.All(CardTests.All(card, "ActionSet"), row => Assert.InRange(row["actions"]!.AsArray().Count, 1, TeamsCardAdapter.MostInARow));
        Assert.Null(card["actions"]);
    }

    private static IEnumerable<string> Titles(JsonObject card) =>
        CardTests.All(card, "ActionSet").SelectMany(row => row["actions"]!.AsArray().Select(a => (string)a!["title"]!));

    private static void AssertSmall(Activity activity) =>
        Assert.InRange(Encoding.Unicode.GetByteCount(System.Text.Json.JsonSerializer.Serialize(activity, ActivityJson.Wire.Activity)), 1, 28 * 1024);

    private static JsonObject Card(Activity activity) => Assert.Single(activity.Attachments!).Content!.AsObject();
}
