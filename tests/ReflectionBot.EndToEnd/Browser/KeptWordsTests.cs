using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReflectionBot.EndToEnd.Browser;

/// <summary>What somebody types into a form stands nowhere but on the page until they send it: it must not go when the bot puts something else in the form's place.</summary>
[Collection(BrowserTests.Name)]
public sealed class KeptWordsTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Words_typed_into_a_form_and_not_sent_stay_when_the_card_is_replaced()
    {
        await using var visit = await browser.VisitAsync();
        await visit.StartAsync();
        await visit.AgreeAsync("Amir");
        await visit.FormAsync(["We ran two focus groups.", "Tired.", "", "", "", ""]);
        await visit.SayAsync("form");
        var field = Visit.Bubble(visit.Own, "bot").Last.GetByRole(AriaRole.Textbox, new() { Name = "What was good or bad" });
        await field.FillAsync("Typed and not sent.");

        await visit.SayAsync("withdraw 1");
        var left = visit.Own.GetByTestId("not-sent");
        await Expect(left).ToContainTextAsync("Typed and not sent.");
        await Expect(left).Not.ToContainTextAsync("focus groups");
        await Expect(left).Not.ToContainTextAsync("Tired");

        await visit.Page.ReloadAsync();
        await visit.BeAsync("Amir");
        await Expect(left).ToContainTextAsync("Typed and not sent.");
        await left.GetByRole(AriaRole.Button, new() { Name = "Put back in the box" }).ClickAsync();
        await Expect(visit.Own.GetByTestId("composer")).ToHaveValueAsync("Typed and not sent.");
        await Expect(left).ToHaveCountAsync(0);
        visit.AssertQuietAndLocal();
    }
}
