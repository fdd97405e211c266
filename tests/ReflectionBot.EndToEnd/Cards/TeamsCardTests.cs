using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using ReflectionBot.EndToEnd.Browser;

namespace ReflectionBot.EndToEnd.Cards;

/// <summary>
/// Every kind of message as the official renderer draws it in a host like Teams: light, dark and on a phone. Nothing is dropped, cut off,
/// unlabelled or too pale. <c>UPDATE_SCREENSHOTS=1</c> keeps the sheet of them in docs/images.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class TeamsCardTests
{
    private const int MostBytes = 400_000;

    [Fact]
    public async Task Every_message_is_drawn_whole_in_the_light_in_the_dark_and_on_a_phone()
    {
        var messages = await SampleCards.RoundsAsync();
        var cards = messages.Select(m => SampleCards.Card(m, new("form", "r1"))).Concat(SampleCards.Of(messages).Select(s => s.Card)).ToList();
        Assert.InRange(cards.Count, 100, 1000);
        await using var browser = await CardBrowser.StartAsync();
        foreach (var (width, dark) in ((int, bool)[])[(600, false), (360, true)])
        {
            var page = await browser.OpenAsync(width, dark);
            foreach (var card in cards)
            {
                var wrong = await page.DrawAsync(card);
                Assert.True(wrong.Length == 0, $"{width} px: {string.Join("; ", wrong)}\n{card.ToJsonString()}");
                await page.ClearAsync();
            }
        }
    }

    [Fact]
    public async Task Axe_finds_nothing_and_the_sheet_can_be_drawn()
    {
        var samples = SampleCards.Of(await SampleCards.RoundsAsync()).ToList();
        await using var browser = await CardBrowser.StartAsync();
        foreach (var (name, width, columns, dark) in ((string, int, int, bool)[])[("", 1440, 3, true), ("", 1440, 3, false), ("", 360, 1, false), ("teams-cards", 1020, 3, false)])
        {
            var page = await browser.OpenAsync(width, dark);
            await page.Page.EvaluateAsync("columns => document.body.style.setProperty('--columns', columns)", columns);
            if (name.Length > 0)
            {
                await page.Page.EvaluateAsync("document.body.style.zoom = '0.85'"); // Small enough to be fetched, large enough to be read.
            }

            foreach (var (title, card) in samples.Where(s => name.Length == 0 || SampleCards.OnTheSheet.Contains(s.Title)))
            {
                await page.DrawAsync(card, title);
            }

            Assert.Empty(await page.AxeAsync());
            await ShootAsync(page.Page, name, $"{width}-{(dark ? "dark" : "light")}");
        }
    }

    [Fact]
    public async Task What_is_wrong_with_a_card_would_be_noticed()
    {
        await using var browser = await CardBrowser.StartAsync();
        var page = await browser.OpenAsync(360, false);
        var wrong = await page.DrawAsync(JsonNode.Parse("""
            {"type":"AdaptiveCard","version":"1.5","body":[{"type":"Nonsense"},{"type":"Input.Text","id":"a"},{"type":"TextBlock","text":"Donaudampfschifffahrtskapitänsmützenkordelknopfmacherinnung","size":"extraLarge"}],
             "actions":[1,2,3,4,5,6,7]}
            """.Replace("[1,2,3,4,5,6,7]", $"[{string.Join(",", Enumerable.Range(1, 7).Select(i => $$"""{"type":"Action.Submit","title":"{{i}}"}"""))}]", StringComparison.Ordinal))!.AsObject());

        Assert.Contains(wrong, w => w.StartsWith("parsing: ", StringComparison.Ordinal));
        Assert.Contains(wrong, w => w.StartsWith("validating: ", StringComparison.Ordinal));
        Assert.Contains(wrong, w => w.StartsWith("buttons: 1,2,3,4,5,6 instead", StringComparison.Ordinal));
        Assert.Contains(wrong, w => w.StartsWith("no label: ", StringComparison.Ordinal));
        Assert.Contains(wrong, w => w.StartsWith("wider than its room: ", StringComparison.Ordinal));
    }

    /// <summary>Keeps a picture in docs where it has a name there and that is asked for; in the folder named by <c>LOOK_AT_CARDS</c>, if set.</summary>
    private static async Task ShootAsync(IPage page, string name, string variant)
    {
        var picture = name.Length > 0
            ? await page.Locator("main").ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled })
            : await page.ScreenshotAsync(new() { FullPage = true, Animations = ScreenshotAnimations.Disabled });
        if (name.Length > 0)
        {
            Assert.InRange(picture.Length, 10_000, MostBytes);
        }

        if (name.Length > 0 && Environment.GetEnvironmentVariable("UPDATE_SCREENSHOTS") == "1")
        {
            await File.WriteAllBytesAsync(Path.Combine(Folder(), $"{name}.png"), picture, TestContext.Current.CancellationToken);
        }

        if (Environment.GetEnvironmentVariable("LOOK_AT_CARDS") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{variant}.png"), picture, TestContext.Current.CancellationToken);
        }
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "images"));

    /// <summary>A Chromium without a bot.</summary>
    private sealed class CardBrowser(IPlaywright playwright, IBrowser browser) : IAsyncDisposable
    {
        public static async Task<CardBrowser> StartAsync()
        {
            var missing = BrowserFixture.Chromium() is null ? "no Chromium: install chromium or google-chrome, or name one in the environment variable CHROMIUM" : TeamsCardPage.Missing();
            Assert.SkipWhen(missing is not null, missing ?? "");
            var playwright = await Playwright.CreateAsync();
            return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserFixture.Chromium(), Args = BrowserFixture.Quiet }));
        }

        public async Task<TeamsCardPage> OpenAsync(int width, bool dark) =>
            await TeamsCardPage.OpenAsync(await browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, Locale = "en-GB" }), dark);

        public async ValueTask DisposeAsync()
        {
            await browser.DisposeAsync();
            playwright.Dispose();
        }
    }
}
