using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReflectionBot.EndToEnd.Browser;

/// <summary>Readable and usable on a phone, in the dark, with large text, and by what axe-core checks.</summary>
[Collection(BrowserTests.Name)]
public sealed class AccessibilityTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Violations =
        "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.html.slice(0, 160)).join(' | '))";

    [Fact]
    public async Task Axe_finds_nothing_serious_and_nothing_scrolls_sideways_in_try_out_digest_and_personal_chat()
    {
        var axe = Axe();
        Assert.SkipWhen(!File.Exists(axe), "axe-core is not installed: run npm ci --prefix tests/ReflectionBot.EndToEnd");
        await using var visit = await browser.VisitAsync();
        await CheckAsync(visit, axe, "try-out");
        await visit.EveryoneAsync();
        await CheckAsync(visit, axe, "review");
        await visit.DigestAsync();
        await CheckAsync(visit, axe, "digest");
        await CheckViewsAsync(visit, axe);

        var link = await visit.LinkForAsync("Zoe Hart");
        await using var zoe = await browser.VisitAsync(link, Phone);
        await CheckAsync(zoe, axe, "whose link, on a phone");
        await zoe.AcceptAsync();
        await visit.SayAsync("add \"Zoe Hart\"");
        await zoe.ReadsAsync("Who sees it.");
        await CheckAsync(zoe, axe, "consent on a phone");
        await zoe.PressAsync("I agree");
        await zoe.PressAsync("All on one form");
        await zoe.ReadsAsync("What happened");
        await CheckAsync(zoe, axe, "form on a phone");
        visit.AssertQuietAndLocal();
        zoe.AssertQuietAndLocal();
    }

    /// <summary>The columns of the try-out scroll, each by itself; below them is nothing to scroll to, also with much in them.</summary>
    [Fact]
    public async Task On_a_desktop_the_columns_scroll_and_the_page_does_not()
    {
        await using var visit = await browser.VisitAsync(change: o => o.ViewportSize = new() { Width = 1280, Height = 860 });
        for (var i = 0; i < 8; i++)
        {
            await visit.SayAsync("people");
            await visit.ReadsAsync("Lena Park");
        }

        Assert.True(await visit.Page.Locator(".own .log").EvaluateAsync<bool>("e => e.scrollHeight > e.clientHeight"));
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollHeight, document.body.scrollHeight) - innerHeight"));
    }

    /// <summary>The pages that letters lead to look as the chat does, and read as well.</summary>
    [Fact]
    public async Task Axe_finds_nothing_on_the_pages_that_letters_lead_to()
    {
        var axe = Axe();
        Assert.SkipWhen(!File.Exists(axe), "axe-core is not installed: run npm ci --prefix tests/ReflectionBot.EndToEnd");
        await using var visit = await browser.VisitAsync();
        await visit.Page.SetViewportSizeAsync(360, 740);
        foreach (var what in (string[])["#ask.x.y", "#stop.x.y", ""])
        {
            await visit.Page.GotoAsync(new Uri(browser.Bot.Address, $"/mail{what}").ToString());
            await visit.Page.ReloadAsync(); // Another fragment alone loads nothing.
            await CheckAsync(visit, axe, $"/mail{what}");
            Assert.Equal("16px", await visit.Page.Locator("main").EvaluateAsync<string>("e => getComputedStyle(e).fontSize"));
            Assert.NotEqual("0px", await visit.Page.Locator("main").EvaluateAsync<string>("e => getComputedStyle(e).borderTopLeftRadius"));
        }

        await visit.Page.GotoAsync(new Uri(browser.Bot.Address, "/mail#ask.x.y").ToString());
        await visit.Page.ReloadAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Yes, write to me" }).ClickAsync();
        await Expect(visit.Page.GetByText("Ask your facilitator for a new one")).ToBeVisibleAsync();
        await CheckAsync(visit, axe, "the answer");
        visit.AssertQuietAndLocal();
    }

    private static void Phone(BrowserNewContextOptions options)
    {
        options.ViewportSize = new() { Width = 360, Height = 740 };
        options.IsMobile = true;
        options.HasTouch = true;
    }

    /// <summary>The three parts of the try-out as a phone shows them, in the dark.</summary>
    private static async Task CheckViewsAsync(Visit visit, string axe)
    {
        await visit.Page.SetViewportSizeAsync(360, 740);
        foreach (var view in (string[])["people", "chat", "channel"])
        {
            await visit.Page.GetByTestId($"view-{view}").ClickAsync();
            await CheckAsync(visit, axe, $"{view} on a phone");
        }

        await visit.Page.SetViewportSizeAsync(1440, 900);
    }

    /// <summary>Light and dark by axe; and with text at 200 % nothing scrolls sideways.</summary>
    private static async Task CheckAsync(Visit visit, string axe, string where)
    {
        if (!await visit.Page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await visit.Page.EvaluateAsync(await File.ReadAllTextAsync(axe, TestContext.Current.CancellationToken));
        }

        foreach (var scheme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
        {
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            var found = await visit.Page.EvaluateAsync<string[]>(Violations);
            Assert.True(found.Length == 0, $"{where}, {scheme}: {string.Join('\n', found)}");
        }

        foreach (var size in (string[])["200%", ""])
        {
            await visit.Page.EvaluateAsync("size => { document.documentElement.style.fontSize = size; }", size);
            var wide = await visit.Page.EvaluateAsync<string[]>("""
                () => [document.scrollingElement, ...document.querySelectorAll('.log, .people, .column, .composer, .card')]
                    .filter(e => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1).map(e => e.className + ' ' + e.scrollWidth + ' > ' + e.clientWidth)
                """);
            Assert.True(wide.Length == 0, $"{where} at {(size.Length == 0 ? "100%" : size)} scrolls sideways: {string.Join(", ", wide)}");
        }
    }

    private static string Axe([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "node_modules", "axe-core", "axe.min.js"));
}
