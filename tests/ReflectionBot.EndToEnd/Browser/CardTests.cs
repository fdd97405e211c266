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
