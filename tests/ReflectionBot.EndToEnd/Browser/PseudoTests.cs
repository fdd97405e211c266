using Microsoft.Playwright;
using ReflectionBot.Tests.Wording;
using static Microsoft.Playwright.Assertions;

namespace ReflectionBot.EndToEnd.Browser;

/// <summary>A bot that knows the pseudo-language: sentences 40 % longer, with accents, also from right to left.</summary>
public sealed class PseudoBrowserFixture : BrowserFixture
{
    /// <inheritdoc/>
    protected override Task<BrowserBot> StartAsync(CancellationToken cancel) => BrowserBot.StartAsync(cancel, ("DOTNET_STARTUP_HOOKS", typeof(PseudoBrowserFixture).Assembly.Location));
}

/// <summary>
/// A whole round by the guide in a language with longer sentences, on a large window and on a phone of 360 pixels: nothing is wider than what it
/// stands in, and the page's own words are all in it. <c>UPDATE_PSEUDO=folder</c> keeps the pictures there.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class PseudoTests(PseudoBrowserFixture browser) : IClassFixture<PseudoBrowserFixture>
{
    // What is cut on purpose, or scrolls, is as wide as it likes.
    private const string TooWide = """
        () => [document.documentElement, ...document.querySelectorAll('body *')]
          .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && (e === document.documentElement || getComputedStyle(e).overflowX === 'visible') && getComputedStyle(e).display !== 'inline' && !e.closest('.hidden, svg, .skip'))
          .map(e => `${e.tagName}.${e.className} ${e.scrollWidth} > ${e.clientWidth}: ${e.textContent.slice(0, 80)}`)
        """;

    // The page's own words: not what was said in a chat, and not the sample project's names.
    private const string OwnWords = """
        () => {
          const copy = document.body.cloneNode(true);
          copy.querySelectorAll('.message, bdi, strong, script, .composer textarea, .brand, .mark, #channel-title, time').forEach(e => e.remove());
          copy.querySelectorAll('h1').forEach(e => e.replaceChildren(...[...e.childNodes].filter(n => n.nodeType !== 3)));
          const named = [...copy.querySelectorAll('[aria-label], [placeholder]')].flatMap(e => [e.getAttribute('aria-label'), e.getAttribute('placeholder')]);
          const [texts, walk] = [[], document.createTreeWalker(copy, NodeFilter.SHOW_TEXT)];
          while (walk.nextNode()) texts.push(walk.currentNode.data);
          return [...texts, ...named].filter(Boolean);
        }
        """;

    private const string Known = "Ana Silva Amir Khan Bea Novak Carys Jones Dele Okoro Ewa Lis Finn Murray Grace Adu Lena Park Housing priorities status digest now withdraw An empty channel, to try setup ReflectionBot";

    [Fact]
    public async Task A_round_in_a_longer_language_fits_on_a_large_window_and_on_a_phone()
    {
        await using var visit = await browser.VisitAsync(change: o => o.Locale = PseudoLanguage.Tag);
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", PseudoLanguage.Tag);
        await visit.Page.GetByTestId("guide-start").ClickAsync();
        await visit.Own.GetByTestId("send").ClickAsync();
        await SaysAsync(visit, "Round open:");
        for (var filled = 0; filled < 5; filled++)
        {
            await visit.Page.GetByTestId("guide-fill").ClickAsync();
            await Expect(visit.Page.Locator("#chat-title")).ToContainTextAsync(RoundSteps.Answers.Keys.ElementAt(filled));
            if (filled == 1)
            {
                await PressAsync(visit, "Quote exactly this");
                await Expect(Visit.Bubble(visit.Own, "bot").Filter(new() { HasText = Start("You approved exactly these words") }).Last).ToBeVisibleAsync();
                await PressAsync(visit, "Submit");
            }

            await SaysAsync(visit, "Your reflection is in");
        }

        await ShootAsync(visit, "desktop");
        await visit.Page.GetByTestId("guide-digest").ClickAsync();
        await visit.Own.GetByTestId("send").ClickAsync();
        await Expect(visit.Channel.GetByText(RoundSteps.Quote)).ToBeVisibleAsync();
        await visit.BeAsync("Finn");
        await visit.SayAsync("agree");
        await visit.SayAsync("form");
        await Expect(Visit.Bubble(visit.Own, "bot").Last.GetByRole(AriaRole.Textbox).First).ToBeVisibleAsync();
        await ShootAsync(visit, "desktop-form");
        Assert.Equal("", Unaccented.In(await visit.Page.EvaluateAsync<string[]>(OwnWords), Known));

        await PhoneAsync(visit, "phone");
        await visit.Page.GetByTestId("view-people").ClickAsync();
        await visit.BeAsync("Bea");
        await ShootAsync(visit, "phone-review");
        visit.AssertQuietAndLocal();
    }

    [Fact]
    public async Task A_language_that_is_read_from_right_to_left_is_laid_out_so()
    {
        await using var visit = await browser.VisitAsync(change: o => o.Locale = PseudoLanguage.RightToLeftTag);
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        await visit.BeAsync("Lena");
        await visit.SayAsync("help");
        await SaysAsync(visit, "");
        var (people, channel) = ((await visit.Page.Locator(".column.people").BoundingBoxAsync())!, (await visit.Channel.BoundingBoxAsync())!);
        Assert.True(people.X > channel.X);
        await ShootAsync(visit, "right-to-left");
        await PhoneAsync(visit, "right-to-left-phone");
        visit.AssertQuietAndLocal();
    }

    [Fact]
    public async Task A_link_that_does_not_work_and_a_letters_page_fit_on_a_phone()
    {
        await using var visit = await browser.VisitAsync("/#invite=nonsense", o => (o.Locale, o.ViewportSize) = (PseudoLanguage.Tag, new() { Width = 360, Height = 740 }));
        await Expect(visit.Page.GetByTestId("notice")).ToBeVisibleAsync();
        await ShootAsync(visit, "notice");
        Assert.Equal("", Unaccented.In(await visit.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.notice h1, .notice p:not(.brand), .notice button')].map(e => e.textContent)"), "nothing"));
        await visit.Page.GotoAsync(new Uri(browser.Bot.Address, "/mail#ask.x.y").ToString());
        await Expect(visit.Page.Locator("#ask")).ToBeVisibleAsync();
        await ShootAsync(visit, "mail");
    }

    private static Task PressAsync(Visit visit, string english) => visit.PressAsync(PseudoLanguage.Dress(english));

    private static Task SaysAsync(Visit visit, string english) => Expect(Visit.Bubble(visit.Own, "bot").Last).ToContainTextAsync(english.Length == 0 ? "~\u200F" : Start(english));

    /// <summary>The beginning of a sentence, without what makes it longer.</summary>
    private static string Start(string english) => PseudoLanguage.Dress(english).TrimEnd('\u200F').TrimEnd('~');

    private static async Task PhoneAsync(Visit visit, string name)
    {
        await visit.Page.SetViewportSizeAsync(360, 740);
        foreach (var view in (string[])["people", "chat", "channel"])
        {
            await visit.Page.GetByTestId($"view-{view}").ClickAsync();
            await ShootAsync(visit, $"{name}-{view}");
        }
    }

    private static async Task ShootAsync(Visit visit, string name)
    {
        await visit.Page.EvaluateAsync("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
        if (Environment.GetEnvironmentVariable("UPDATE_PSEUDO") is { Length: > 0 } folder)
        {
            await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
        }

        var wide = string.Join("\n", await visit.Page.EvaluateAsync<string[]>(TooWide));
        Assert.True(wide.Length == 0, $"{name}: {wide}");
    }
}
