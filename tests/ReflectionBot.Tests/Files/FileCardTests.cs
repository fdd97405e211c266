using System.Text.Json.Nodes;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Cards;

namespace ReflectionBot.Tests.Files;

/// <summary>Messages with a picture or a file, as cards and as plain lines, with an address and without one.</summary>
public sealed class FileCardTests
{
    private const string Hostile = "**bold** [click](https://evil.example) \"><script>alert(1)</script>";

    private static readonly Uri Link = new("https://reflect.example.org/files/AbC-_1");
    private static readonly Button Again = new("Again", new("again"), Primary: true);

    private static PictureMessage Picture { get; } = new("What the team wrote about", "f1", "Bars: workload 5, shared power 3.", ["Workload: five people.", "Shared power: three."], [Again]);

    private static DigestMessage Digest { get; } = new("Housing: what you wrote about", ["You wrote about: power."], [new("Process", [new("About power: three or more of you wrote about this.", [])])], [], [], ["Themes that fewer than three people wrote about, or nobody did, are not shown."], [Again])
    {
        Cycle = new("f1", "A ring of the themes. It shows power."),
    };

    private static FileMessage File { get; } = new("Your answers", "f1", "answers.csv", "text/csv", 12_345, ["Everything you wrote.", "One line an answer."], [Again]);

    public static TheoryData<OutboundMessage, string?> Cards => new()
    {
        { Picture, Link.OriginalString }, { Picture, "/files/AbC-_1" }, { Picture, null },
        { File, Link.OriginalString }, { File, "/files/AbC-_1" }, { File, null },
        { Picture with { Title = Hostile, AltText = Hostile, Lines = [Hostile] }, Link.OriginalString },
        { File with { Title = Hostile, FileName = Hostile, Paragraphs = [Hostile] }, Link.OriginalString },
    };

    [Theory]
    [MemberData(nameof(Cards), DisableDiscoveryEnumeration = true)]
    public async Task Every_card_is_valid_by_the_schema_and_holds_nobodys_words_as_markup(OutboundMessage message, string? link)
    {
        var card = AdaptiveCardRenderer.Render(message, Address(link))!;
        Assert.True(card.Fits);
        Assert.Equal(message.Summary, (string?)card.Json["fallbackText"]);
        Assert.DoesNotContain(All(card.Json), o => (string?)o["type"] == "TextBlock");
        Assert.Empty((await CardSchema.ReadAsync()).Validate(card.Json.ToJsonString()));
    }

    [Fact]
    public void A_picture_stands_between_its_title_and_its_words_as_wide_as_the_card_and_is_no_button()
    {
        var body = AdaptiveCardRenderer.Render(Picture, Link)!.Json["body"]!.AsArray();
        Assert.Equal(["RichTextBlock", "Image", "RichTextBlock", "RichTextBlock"], body.Select(e => (string?)e!["type"]));
        var image = body[1]!.AsObject();
        Assert.Equal((Link.OriginalString, Picture.AltText, "stretch"), ((string?)image["url"], (string?)image["altText"], (string?)image["size"]));
        Assert.Null(image["selectAction"]);
    }

    [Fact]
    public async Task A_digest_has_its_picture_and_without_an_address_none()
    {
        var card = AdaptiveCardRenderer.Render(Digest, Link)!.Json;
        Assert.Empty((await CardSchema.ReadAsync()).Validate(card.ToJsonString()));
        var image = Assert.Single(All(card), o => (string?)o["type"] == "Image");
        Assert.Equal((Link.OriginalString, Digest.Cycle!.AltText, "300px"), ((string?)image["url"], (string?)image["altText"], (string?)image["width"]));
        Assert.DoesNotContain(All(AdaptiveCardRenderer.Render(Digest)!.Json), o => (string?)o["type"] == "Image");
        Assert.Equal(Texts(AdaptiveCardRenderer.Render(Digest with { Cycle = null })!.Json), Texts(AdaptiveCardRenderer.Render(Digest, Link)!.Json));
    }

    [Fact]
    public void Without_an_address_a_picture_is_said_in_words()
    {
        var card = AdaptiveCardRenderer.Render(Picture)!.Json;
        Assert.DoesNotContain(All(card), o => (string?)o["type"] == "Image");
        Assert.Equal([Picture.Title, Picture.AltText, .. Picture.Lines], Texts(card));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void A_picture_without_its_text_cannot_be_made(string text) => Assert.Throws<ArgumentException>(() => new PictureMessage("t", "f", text, [], []));

    [Fact]
    public void A_file_says_its_name_and_size_and_how_long_its_link_works()
    {
        var card = AdaptiveCardRenderer.Render(File, Link)!.Json;
        Assert.Equal([File.Title, .. File.Paragraphs, "answers.csv, 13 KB", "The link works for 15 minutes, for whoever has it."], Texts(card));
        var actions = card["actions"]!.AsArray();
        Assert.Equal(("Action.OpenUrl", "Download", Link.OriginalString), ((string?)actions[0]!["type"], (string?)actions[0]!["title"], (string?)actions[0]!["url"]));
        Assert.Equal("Action.Submit", (string?)actions[1]!["type"]);
    }

    [Fact]
    public void Without_an_address_a_file_says_what_is_missing()
    {
        var card = AdaptiveCardRenderer.Render(File)!.Json;
        Assert.Equal("It cannot be fetched here: the bot has no public address. Whoever runs the bot can set one (PublicUrl).", Texts(card).Last());
        Assert.DoesNotContain(All(card), o => (string?)o["type"] == "Action.OpenUrl");
    }

    [Fact]
    public void Long_words_are_shortened_and_the_address_never_is()
    {
        var longs = string.Concat(Enumerable.Repeat("word ", 3000));
        var card = AdaptiveCardRenderer.Render(Picture with { AltText = longs, Lines = [longs, longs] }, Link)!;
        Assert.True(card.Fits);
        Assert.Equal(Link.OriginalString, (string?)All(card.Json).Single(o => (string?)o["type"] == "Image")["url"]);
    }

    [Fact]
    public void In_plain_lines_a_picture_is_its_words_and_a_file_its_address()
    {
        Assert.Equal("What the team wrote about\nPicture: Bars: workload 5, shared power 3.\nWorkload: five people.\nShared power: three.\n[Again]", PlainTextRenderer.Render(Picture, Link));
        Assert.Equal(
            "Your answers\nEverything you wrote.\nOne line an answer.\nanswers.csv, 13 KB\nDownload: https://reflect.example.org/files/AbC-_1\nThe link works for 15 minutes, for whoever has it.\n[Again]",
            PlainTextRenderer.Render(File, Link));
        Assert.EndsWith("(PublicUrl).\n[Again]", PlainTextRenderer.Render(File), StringComparison.Ordinal);
    }

    private static Uri? Address(string? link) => link is null ? null : new(link, UriKind.RelativeOrAbsolute);

    private static IEnumerable<string> Texts(JsonNode card) => All(card["body"]!).Where(o => (string?)o["type"] == "TextRun").Select(o => (string)o["text"]!);

    private static IEnumerable<JsonObject> All(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => All(p.Value)).Prepend(o),
        JsonArray a => a.SelectMany(All),
        _ => [],
    };
}
