using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReflectionBot.EndToEnd.Browser;

/// <summary>Somebody who answers for one person by hand, and lets the guide fill in for the others.</summary>
[Collection(BrowserTests.Name)]
public sealed class GuideByHandTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    /// <summary>What was begun by hand is left alone: the next one is filled in for, and what came of it is in view.</summary>
    [Fact]
    public async Task Sample_answers_are_for_those_who_have_not_begun()
    {
        await using var visit = await browser.VisitAsync();
        await visit.StartAsync();
        await visit.AgreeAsync("Amir");
        await visit.PressAsync("One at a time");
        await visit.ReadsAsync("1 of 6");
        await visit.SayAsync("We met twice.");
        await visit.ReadsAsync("Saved.");
        await visit.Page.WaitForFunctionAsync("async () => (await (await fetch('/tryout/progress')).json()).begun.includes('tryout-amir')");

        await visit.Page.GetByTestId("guide-fill").ClickAsync();
        await Expect(visit.Page.Locator("#chat-title")).ToContainTextAsync("Bea");
        await visit.ReadsAsync("Others would see exactly");
        await Expect(visit.Own.GetByText("Your reflection - 5 answered").Last).ToBeInViewportAsync();
        await visit.BeAsync("Amir");
        await visit.ReadsAsync("Saved.");
    }
}
