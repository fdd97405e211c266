using Microsoft.Playwright;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Core.Chat;
using static Microsoft.Playwright.Assertions;

namespace ReflectionBot.EndToEnd.Browser;

/// <summary>Every kind of card, drawn by the official renderer under the page's own security policy, with hostile words in it.</summary>
[Collection(BrowserTests.Name)]
public sealed class CardTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Hostile = "<img src=x onerror=alert(1)> **bold** [click](https://evil.example/x) `code`";

    private const string Draw = """
        async json => {
          const { renderCard } = await import('/app/card.js');
          const card = renderCard(JSON.parse(json), { read: () => null, write() {} }, () => {});
          if (!card) return null;
          document.querySelector('.log').append(card);
          await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
          return { Text: [card.innerText, ...[...card.querySelectorAll('textarea')].map(t => t.value)].join('\n'), Links: card.querySelectorAll('a[href], img, script, iframe').length, Buttons: card.querySelectorAll('button').length };
        }
        """;

    private static readonly Button Press = new("Press me", new("next", "r1", "2", 7), Primary: true);

    [Fact]
    public async Task Every_kind_of_card_is_drawn_with_words_as_words_and_the_browser_blocks_nothing()
    {
        await using var visit = await browser.VisitAsync();
        await Expect(visit.Channel.GetByTestId("composer")).ToBeVisibleAsync();
        foreach (var message in Kinds())
        {
            var json = AdaptiveCardRenderer.Render(message)!.Json.ToJsonString();
            var drawn = await visit.Page.EvaluateAsync<Drawn?>(Draw, json);
            Assert.NotNull(drawn);
            Assert.Contains("<img src=x onerror=alert(1)> **bold** [click](https://evil.example/x)", drawn.Text, StringComparison.Ordinal);
            Assert.Equal(0, drawn.Links);
            Assert.InRange(drawn.Buttons, 1, 9);
        }

        visit.AssertQuietAndLocal();
    }

    [Fact]
    public async Task A_violation_of_the_policy_would_be_noticed()
    {
        await using var visit = await browser.VisitAsync();
        await visit.Page.EvaluateAsync("() => { const s = document.createElement('style'); document.head.append(s); s.textContent = 'p { color: red }'; const i = new Image(); i.src = 'https://evil.invalid/x.png'; return new Promise(r => { i.onerror = r; }).then(() => null); }");
        Assert.Contains(visit.Complaints, c => c.Contains("policy violated: img-src", StringComparison.Ordinal));
        Assert.Contains(visit.Complaints, c => c.Contains("policy violated: style-src", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_picture_is_shown_with_its_text_and_only_links_of_the_bot_or_encrypted_ones_are_opened()
    {
        await using var visit = await browser.VisitAsync();
        await Expect(visit.Channel.GetByTestId("composer")).ToBeVisibleAsync();
        var picture = new PictureMessage("The week", "f1", "Bars: five, three.", ["Workload: five."], []);
        await DrawAsync(visit, picture, "/icon.svg");
        var image = visit.Page.GetByRole(AriaRole.Img, new() { Name = "Bars: five, three." });
        await Expect(image).ToBeVisibleAsync();
        Assert.True(await image.EvaluateAsync<bool>("i => i.complete && i.naturalWidth > 0"));
        visit.AssertQuietAndLocal();

        await visit.Page.EvaluateAsync("() => { window.opened = []; window.open = (...args) => { window.opened.push(args.map(String)); return null; }; }");
        var file = new FileMessage("Your answers", "f1", "a.csv", "text/csv", 12, [], []);
        foreach (var address in (string[])["/files/abc", "https://reflect.example.org/files/abc", "http://evil.example/x", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
        {
            await DrawAsync(visit, file, address);
            await visit.Page.GetByText("Download", new() { Exact = true }).Last.ClickAsync();
        }

        var opened = await visit.Page.EvaluateAsync<string[][]>("() => window.opened");
        Assert.Equal([new Uri(browser.Bot.Address, "/files/abc").ToString(), "https://reflect.example.org/files/abc"], opened.Select(o => o[0]));
        Assert.All(opened, o => Assert.Equal("noopener,noreferrer", o[2]));
        visit.AssertQuietAndLocal();
    }

    private static async Task DrawAsync(Visit visit, OutboundMessage message, string address) =>
        Assert.NotNull(await visit.Page.EvaluateAsync<Drawn?>(Draw, AdaptiveCardRenderer.Render(message, new Uri(address, UriKind.RelativeOrAbsolute))!.Json.ToJsonString()));

    private static IEnumerable<OutboundMessage> Kinds() =>
    [
        new NoticeMessage([Hostile, "Write `help`."], [Press], Hostile),
        new ConsentMessage("Before you start", [new("", Hostile), new("Who sees it.", Hostile)], [Press]),
        new QuestionMessage(1, 6, "What happened?", "Description", Hostile, Hostile, Hostile, Hostile, [Press]),
        new FormMessage(Hostile, Hostile, [new("Description", Hostile, "Description", Hostile, Hostile, Hostile, true, 4000)], Press, [Press]),
        new ReviewMessage(Hostile, [new("3 Evaluation", Hostile, "me", Hostile, Hostile, [Press])], Hostile, [Press]),
        new RoundStatusMessage(Hostile, [Hostile], [Press]),
        new DigestMessage(Hostile, [Hostile], [new("Process", [new(Hostile, [new("quoted with permission", Hostile)])])], [new("Next time", Hostile)], [Hostile], [Hostile], [Press]),
    ];

    /// <summary>What came out of a card.</summary>
    private sealed record Drawn
    {
        /// <summary>What is to be read.</summary>
        public string Text { get; init; } = "";

        /// <summary>Elements that lead or load.</summary>
        public int Links { get; init; }

        /// <summary>How many buttons.</summary>
        public int Buttons { get; init; }
    }
}
