using System.Text.Json.Nodes;
using Microsoft.Playwright;
using ReflectionBot.EndToEnd.Browser;

namespace ReflectionBot.EndToEnd.Slack.Blocks;

/// <summary>
/// Every kind of message and view as a renderer draws it that is not ours, wide and on a phone: nothing is dropped or cut off, and nobody's words
/// become a link, a mention or an emoji. <c>LOOK_AT_CARDS</c> names a folder for the sheets.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class BlockPictureTests
{
    [Fact]
    public async Task Every_message_is_drawn_whole_wide_and_on_a_phone()
    {
        await using var browser = await BlockBrowser.StartAsync();
        var messages = await SampleBlocks.RoundsAsync();
        var all = messages.SelectMany(SampleBlocks.Blocks).Concat(SampleBlocks.Of(messages).Select(s => s.Blocks)).ToList();
        Assert.InRange(all.Count, 100, 1_000);
        var drawn = await BlockPage.DrawAsync(all);
        foreach (var width in (int[])[640, 360])
        {
            var page = await browser.OpenAsync(width);
            foreach (var (blocks, html) in all.Zip(drawn))
            {
                var wrong = await page.ShowAsync(html, blocks);
                Assert.True(wrong.Length == 0, $"{width} px: {string.Join("; ", wrong)}\n{blocks.ToJsonString()}");
                await page.ClearAsync();
            }
        }
    }

    [Fact]
    public async Task Axe_finds_nothing_and_the_sheets_can_be_drawn()
    {
        await using var browser = await BlockBrowser.StartAsync();
        var samples = SampleBlocks.Of(await SampleBlocks.RoundsAsync()).ToList();
        var drawn = await BlockPage.DrawAsync(samples.Select(s => s.Blocks));
        foreach (var (width, columns) in ((int, int)[])[(1_840, 3), (360, 1)])
        {
            var page = await browser.OpenAsync(width);
            await page.Page.EvaluateAsync("columns => document.body.style.setProperty('--columns', columns)", columns);
            foreach (var ((title, blocks), html) in samples.Zip(drawn))
            {
                await page.ShowAsync(html, blocks, title);
            }

            var picture = await page.Page.ScreenshotAsync(new() { FullPage = true, Animations = ScreenshotAnimations.Disabled });
            if (Environment.GetEnvironmentVariable("LOOK_AT_CARDS") is { Length: > 0 } folder)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, $"slack-{width}.png"), picture, TestContext.Current.CancellationToken);
            }

            Assert.Empty(await page.AxeAsync());
        }
    }

    [Fact]
    public async Task What_is_wrong_with_a_message_would_be_noticed()
    {
        await using var browser = await BlockBrowser.StartAsync();
        var blocks = JsonNode.Parse("""
            [{"type":"section","text":{"type":"mrkdwn","text":"<!channel> <https://evil.example|click> :smile:"}},
             {"type":"nonsense","text":{"type":"plain_text","text":"lost"}}]
            """)!;
        var page = await browser.OpenAsync(360);
        var wrong = await page.ShowAsync((await BlockPage.DrawAsync([blocks]))[0], blocks);

        Assert.Contains("markup: @channel", wrong);
        Assert.Contains("markup: click", wrong);
        Assert.Contains("not shown: lost", wrong);
    }

    /// <summary>A Chromium without a bot.</summary>
    private sealed class BlockBrowser(IPlaywright playwright, IBrowser browser) : IAsyncDisposable
    {
        public static async Task<BlockBrowser> StartAsync()
        {
            var missing = BrowserFixture.Chromium() is null ? "no Chromium: install chromium or google-chrome, or name one in the environment variable CHROMIUM" : BlockPage.Missing();
            Assert.SkipWhen(missing is not null, missing ?? "");
            var playwright = await Playwright.CreateAsync();
            return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserFixture.Chromium(), Args = BrowserFixture.Quiet }));
        }

        public async Task<BlockPage> OpenAsync(int width) =>
            await BlockPage.OpenAsync(await browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, Locale = "en-GB" }));

        public async ValueTask DisposeAsync()
        {
            await browser.DisposeAsync();
            playwright.Dispose();
        }
    }
}
