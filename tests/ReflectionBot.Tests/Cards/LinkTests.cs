using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Teams;
using ReflectionBot.Channels.Web.DirectLine;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Tests.Cards;

/// <summary>Numbers, addresses and pages in the bot's own words are links that lead where they say; nothing else ever is one.</summary>
public sealed class LinkTests
{
    private static readonly string[] Pieces = ["https://", "http://", "example.org", "@", ".", "+44", "(0)", "999", "20 7946", "\u202e", "é", "javascript:", "tel:", "mailto:", " ", "%", "?subject=", "<", "\"", "a", "`"];

    [Theory]
    [InlineData("999 (sample)", "tel:999")]
    [InlineData("112 or 999", "tel:112", "tel:999")]
    [InlineData("116 123 (free, 24 hours)", "tel:116123")]
    [InlineData("999 (24/7)", "tel:999")]
    [InlineData("+44 (0)20 7946 0000", "tel:+442079460000")]
    [InlineData("911.", "tel:911")]
    [InlineData("your local number")]
    [InlineData("12")]
    public void Whom_to_call_is_a_number_to_call(string text, params string[] targets) => Assert.Equal(targets, Reference.ToCall(text).Links.Select(l => l.Target));

    [Theory]
    [InlineData("ana@example.org (sample)", "mailto:ana@example.org")]
    [InlineData("Ana Silva, ana+share@example.org, 020 7946 0000.", "mailto:ana%2Bshare@example.org", "tel:02079460000")]
    [InlineData("https://example.org/notice (sample)", "https://example.org/notice")]
    [InlineData("(https://example.org/notice).", "https://example.org/notice")]
    [InlineData("https://example.org/a?b=c#d, or write to data@example.org", "https://example.org/a?b=c#d", "mailto:data@example.org")]
    [InlineData("Room 12345678, on 2026-11-30, at 10.30")]
    [InlineData("10.1111/hex.13851")]
    [InlineData("http://example.org")]
    [InlineData("https://nhs.uk@evil.example/x")]
    [InlineData("https://localhost/x")]
    [InlineData("https://")]
    [InlineData("javascript:alert(1)")]
    [InlineData("mailto:ana@example.org?subject=x", "mailto:ana@example.org")]
    [InlineData("ana@example")]
    [InlineData("ána@example.org")]
    [InlineData("data:text/html,x")]
    public void A_contact_has_the_links_it_says(string text, params string[] targets) => Assert.Equal(targets, Reference.To(text).Links.Select(l => l.Target));

    /// <summary>Whatever a setting holds, a link leads to the very letters that are read.</summary>
    [Fact]
    public void What_is_shown_is_where_it_leads() => Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[1, 12].Select(parts => string.Concat(parts)).Sample(text =>
    {
        foreach (var link in Reference.To(text).Links.Concat(Reference.ToCall(text).Links))
        {
            var shown = text.Substring(link.Start, link.Length);
            Assert.All(shown, c => Assert.InRange(c, ' ', '~'));
            var leads = link.Target.StartsWith("mailto:", StringComparison.Ordinal) ? Uri.UnescapeDataString(link.Target["mailto:".Length..]) == shown
                : link.Target.StartsWith("tel:", StringComparison.Ordinal) ? link.Target["tel:".Length..].TrimStart('+') == string.Concat(shown.Replace("(0)", "", StringComparison.Ordinal).Where(char.IsAsciiDigit))
                : link.Target == new Uri(shown).AbsoluteUri && new Uri(shown).UserInfo.Length == 0 && shown.StartsWith("https://", StringComparison.Ordinal);
            Assert.True(leads, $"{shown} leads to {link.Target}");
        }
    }, iter: 20_000);

    [Fact]
    public void Only_what_says_how_somebody_is_reached_brings_links_into_a_sentence()
    {
        const string name = "999 ana@example.org https://evil.example";
        var message = NoticeMessage.Linked([$"{name} is a name.", $"In danger, call {Reference.ToCall("999")}, {name}."]);

        Assert.Equal(new ParagraphLink(1, new TextLink(16, 3, "tel:999")), Assert.Single(message.Links!));
        Assert.Equal("In danger, call 999, 999 ana@example.org https://evil.example.", message.Paragraphs[1]);
        Assert.Null(NoticeMessage.Linked([name]).Links);
        Assert.Empty(Targets(AdaptiveCardRenderer.Render(NoticeMessage.Of(name))!.Json));
    }

    [Fact]
    public void The_text_about_who_sees_what_has_its_numbers_and_addresses_as_links()
    {
        var card = AdaptiveCardRenderer.Render(Consent("Bea 999 <a@b.org>"))!.Json;

        Assert.Equal(["tel:999", "mailto:ana@example.org", "mailto:data@example.org", "https://example.org/notice"], Targets(card));
        Assert.Contains("In danger, call 999.", string.Concat(CardTests.All(card, "TextRun").Select(r => (string)r["text"]!)), StringComparison.Ordinal);
    }

    /// <summary>There, a number or an address in a text does nothing when it is pressed.</summary>
    [Fact]
    public void In_Teams_pages_alone_are_links()
    {
        var card = TeamsActivities.Message(Consent("Bea")).Attachments![0].Content!.AsObject();

        Assert.Equal(["https://example.org/notice"], Targets(card));
        Assert.Contains("In danger, call 999.", string.Concat(CardTests.All(card, "TextRun").Select(r => (string)r["text"]!)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_with_links_is_valid_by_the_schema() =>
        Assert.Empty((await CardSchema.ReadAsync()).Validate(AdaptiveCardRenderer.Render(Consent("Bea"))!.Json.ToJsonString()));

    /// <summary>In the web chat a personal link has its QR code below it, in words too; no other link has one.</summary>
    [Fact]
    public void A_personal_link_has_a_code_in_the_web_chat()
    {
        var link = new Uri("https://reflect.example.org/#invite=0194a1b2c3d4e5f60718293a4b5c6d7e.AbCdEfGhIjKlMnOpQrStUv");
        OutboundMessage[] messages = [NoticeMessage.Linked(["For Bea:", $"{Reference.To(link)}", "And so on."]), Consent("Bea"), NoticeMessage.Of(link.ToString())];
        var cards = messages.Select(m => JsonNode.Parse(JsonSerializer.Serialize(
            WebActivities.Message(new("web", "w", "d-ana", false), "m", m, null, DateTimeOffset.UnixEpoch), ActivityJson.Wire.Activity))!["attachments"]![0]!["content"]!.AsObject()).ToList();

        var code = Assert.Single(CardTests.All(cards[0], "Image"));
        Assert.Equal("QR code of the personal link above", (string?)code["altText"]);
        Assert.StartsWith("data:image/png;base64,iVBOR", (string?)code["url"], StringComparison.Ordinal);
        Assert.Same(code, cards[0]["body"]!.AsArray()[2]);
        Assert.InRange(code.ToJsonString().Length, 1, 3_000);
        Assert.Empty(CardTests.All(cards[1], "Image"));
        Assert.Empty(CardTests.All(cards[2], "Image"));
    }

    /// <summary>Messages that were stored before there were links are read as they were; new ones keep theirs.</summary>
    [Fact]
    public void Links_are_stored_with_the_message()
    {
        var old = JsonSerializer.Deserialize<OutboundMessage>("""{"kind":"notice","Paragraphs":["Call 999."],"Buttons":[],"Title":null}""");
        Assert.Empty(Targets(AdaptiveCardRenderer.Render(old!)!.Json));

        foreach (var message in (OutboundMessage[])[NoticeMessage.Linked([$"Call {Reference.ToCall("999")}."]), Consent("Bea")])
        {
            var again = JsonSerializer.Deserialize<OutboundMessage>(JsonSerializer.Serialize(message))!;
            Assert.Equal(AdaptiveCardRenderer.Render(message)!.Json.ToJsonString(), AdaptiveCardRenderer.Render(again)!.Json.ToJsonString());
        }
    }

    [Fact]
    public void A_link_that_lies_outside_its_text_is_no_link()
    {
        TextLink[] links = [new(0, 4, "tel:1"), new(2, 3, "tel:2"), new(5, 0, "tel:3"), new(6, 9, "tel:4"), new(int.MaxValue, 2, "tel:5")];

        Assert.Equal([("Call", "tel:1"), (" me", null)], TextLink.Pieces("Call me", links));
        Assert.Empty(TextLink.Pieces("", links));
    }

    private static ConsentMessage Consent(string facilitator) => ConsentText.Preview(new Project("p", "w", "Housing 112", new("web", "w", "c", true), new ProjectSettings
    {
        Facilitator = facilitator, Readers = facilitator, ItTeam = "https://it.example", Lead = "Lena", Emergency = "999", Controller = "U", Purpose = "p", LegalBasis = "b",
        ChatOwner = "o@example.org", Contact = "ana@example.org", DataContact = "data@example.org", Notice = "https://example.org/notice",
    }, null)).Message([]);

    private static IEnumerable<string> Targets(JsonObject card) => CardTests.All(card, "TextRun").Select(r => (string?)r["selectAction"]?["url"]).OfType<string>();
}
