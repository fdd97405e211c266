using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReflectionBot.EndToEnd.Browser;

/// <summary>What was sent from a form is no longer only on the page, so the page never says that it was not sent.</summary>
[Collection(BrowserTests.Name)]
public sealed class SentWordsTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task What_was_sent_is_not_said_to_be_unsent()
    {
        await using var visit = await browser.VisitAsync();
        await visit.StartAsync();
        await visit.AgreeAsync("Bea");
        await visit.PressAsync("All on one form");
        await Visit.Bubble(visit.Own, "bot").Last.GetByRole(AriaRole.Textbox, new() { Name = "What was good or bad" }).FillAsync("It was good.");
        await visit.PressAsync("Pause");
        await visit.ReadsAsync("Paused.");
        await visit.SayAsync("withdraw 3");
        await visit.ReadsAsync("Taken back");
        await Expect(visit.Own.GetByText("something was taken back since").First).ToBeVisibleAsync();
        await Expect(visit.Own.GetByTestId("not-sent")).ToHaveCountAsync(0);
    }
}
