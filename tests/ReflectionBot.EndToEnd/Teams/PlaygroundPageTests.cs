using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using ReflectionBot.EndToEnd.Browser;
using ReflectionBot.Tests.Rounds.Play;
using static Microsoft.Playwright.Assertions;

namespace ReflectionBot.EndToEnd.Teams;

/// <summary>
/// The Playground's own page in a real browser: a client that draws our cards, and presses their buttons with its own code. Pictures are kept
/// where asked to: <c>UPDATE_SCREENSHOTS=1</c>.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class PlaygroundPageTests
{
    private const int MostBytes = 300_000;

    [Fact]
    public async Task Somebody_agrees_by_clicking_answers_by_typing_and_hands_it_in()
    {
        Assert.SkipWhen(BrowserFixture.Chromium() is null, "no Chromium: install chromium or google-chrome, or name one in the environment variable CHROMIUM");
        await using var round = await PlaygroundRound.StartAsync();
        await round.SetUpAsync(["ana", "bea"], facilitator: "lena");
        SetDefaultExpectTimeout(20_000);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserFixture.Chromium(), Args = BrowserFixture.Quiet });
        var page = await OpenAsync(browser, round.Playground.Page);

        // The page shows what comes while it is open; so it is open before anybody is asked.
        await round.Script.PlayAsync("""
            channel> lena: start "Focus groups complete"
            channel< Reflection on Focus groups complete is open until
            lena< Round open: Focus groups complete
            """);
        await Expect(page.GetByText("Before you start")).ToBeVisibleAsync();
        await Expect(page.GetByText("Agree only if you are 18 or over.")).ToBeInViewportAsync();
        await ShootAsync(page, "teams-consent");
        await AnswerAsync(page);
        await HandInAsync(page);
        await round.Bot.SettleAsync();
        var numbers = (await round.Script.HistoryAsync("lena")).Last(m => m.Text.StartsWith("Round open", StringComparison.Ordinal));
        Assert.NotNull(numbers.Changes);
        Assert.Contains("Invited 2, started 1, submitted 1", numbers.Text, StringComparison.Ordinal);
    }

    private static async Task<IPage> OpenAsync(IBrowser browser, Uri address)
    {
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 860 }, Locale = "en-GB", TimezoneId = "Europe/London" });
        await page.RouteAsync(url => !url.StartsWith(address.ToString(), StringComparison.Ordinal), route => route.AbortAsync()); // It asks for fonts elsewhere.
        await page.GotoAsync(address.ToString());
        await page.GetByTitle("Hide log panel").ClickAsync();
        await page.GetByRole(AriaRole.Treeitem, new() { Name = "Personal Chat" }).ClickAsync();
        await Expect(Box(page)).ToBeVisibleAsync();
        return page;
    }

    private static async Task AnswerAsync(IPage page)
    {
        await PressAsync(page, "I agree");
        await Expect(page.GetByText("You chose", new() { Exact = false }).First).ToBeVisibleAsync(); // The card says so, and has no buttons any more.
        await PressAsync(page, "One at a time");
        await Expect(page.GetByText("What happened in this part of the project?")).ToBeVisibleAsync();
        await SayAsync(page, "We met the council and the tenants.");
        await Expect(page.GetByText("Saved.", new() { Exact = true })).ToBeVisibleAsync();
        await PressAsync(page, "Next");
        await Expect(page.GetByText("2 of 6")).ToBeVisibleAsync();
        await SayAsync(page, "I felt listened to.");
        await Expect(page.GetByText("Saved.", new() { Exact = true })).ToHaveCountAsync(2); // The first one has lost its buttons and keeps its word.
        await SayAsync(page, "form");
        var plan = page.GetByLabel("What would you do", new() { Exact = false }).Last;
        await plan.FillAsync("Agree dates before inviting people.");
        await PressAsync(page, "Save");
    }

    private static async Task HandInAsync(IPage page)
    {
        await Expect(page.GetByText("3 answered", new() { Exact = false })).ToBeVisibleAsync();
        await Expect(page.GetByText("Agree dates before inviting people.").Last).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit", Exact = true }).Last.ScrollIntoViewIfNeededAsync();
        await ShootAsync(page, "teams-review");
        await PressAsync(page, "Submit");
        await Expect(page.GetByText("Your reflection is in.")).ToBeVisibleAsync();

        // What is taken back is not shown any more in what the bot had written: the page draws the changed card.
        await SayAsync(page, "withdraw 2");
        await Expect(page.GetByText("What stood here is not shown any more", new() { Exact = false }).First).ToBeVisibleAsync();
    }

    private static ILocator Box(IPage page) => page.Locator("[role=textbox][data-lexical-editor=true]");

    private static async Task SayAsync(IPage page, string text)
    {
        await Box(page).ClickAsync();
        await page.Keyboard.TypeAsync(text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send Message" }).ClickAsync();
        await Expect(Box(page)).ToHaveTextAsync("");
    }

    private static Task PressAsync(IPage page, string label) => page.GetByRole(AriaRole.Button, new() { Name = label, Exact = true }).Last.ClickAsync();

    private static async Task ShootAsync(IPage page, string name)
    {
        var keep = Environment.GetEnvironmentVariable("UPDATE_SCREENSHOTS") == "1";
        var path = keep ? Path.Combine(Folder(), $"{name}.png") : Path.GetTempFileName();
        await page.EvaluateAsync("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
        await page.ScreenshotAsync(new() { Path = path, Type = ScreenshotType.Png, Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
        Assert.InRange(new FileInfo(path).Length, 1_000, MostBytes);
        if (!keep)
        {
            File.Delete(path);
        }
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "images"));
}
