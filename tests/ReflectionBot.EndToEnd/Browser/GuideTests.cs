using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReflectionBot.EndToEnd.Browser;

/// <summary>Somebody who has five minutes and follows the guide, letting it fill in: few actions, nothing typed.</summary>
[Collection(BrowserTests.Name)]
public sealed class GuideTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const int MostActionsToADigest = 15;

    private int _actions;

    [Fact]
    public async Task The_guide_leads_to_a_digest_with_a_quote_and_to_taking_it_back_and_begins_anew()
    {
        await using var visit = await browser.VisitAsync();
        await GuideAsync(visit, "start");
        await SendAsync(visit);
        await visit.ReadsAsync("Invited 7, started 0, submitted 0");
        await DoneAsync(visit, "start");
        for (var filled = 0; filled < 5; filled++)
        {
            await GuideAsync(visit, "fill");
            await Expect(visit.Page.Locator("#chat-title")).ToContainTextAsync(RoundSteps.Answers.Keys.ElementAt(filled));
            if (filled == 1)
            {
                await visit.ReadsAsync("Others would see exactly");
                await PressAsync(visit, "Quote exactly this");
                await visit.ReadsAboveAsync("You approved exactly these words, without your name.");
                await PressAsync(visit, "Submit");
            }

            await visit.ReadsAsync("Your reflection is in.");
        }

        await DoneAsync(visit, "answer");
        await DoneAsync(visit, "quote");
        await GuideAsync(visit, "digest");
        await SendAsync(visit);
        await Expect(visit.Channel.GetByText(RoundSteps.Quote)).ToBeVisibleAsync();
        Assert.InRange(_actions, 1, MostActionsToADigest);
        await DoneAsync(visit, "digest");

        await GuideAsync(visit, "take-back");
        await SendAsync(visit);
        await Expect(visit.Channel.GetByText(RoundSteps.Quote)).ToHaveCountAsync(0);
        await DoneAsync(visit, "take-back");

        await AgainAsync(visit);
    }

    /// <summary>All chats are erased while this page, another window, and another browser have them open: each begins anew, and none of them complains.</summary>
    private async Task AgainAsync(Visit visit)
    {
        await using var elsewhere = await browser.VisitAsync();
        await using var window = await Visit.OpenAsync(visit.Page.Context, browser.Bot.Address, apart: false);
        await Expect(window.Page.Locator("[data-testid=step-take-back].done")).ToBeVisibleAsync();
        await Expect(elsewhere.Page.Locator("[data-testid=step-take-back].done")).ToBeVisibleAsync();

        await visit.Page.GetByTestId("guide-again").ClickAsync();
        await visit.Page.GetByTestId("guide-again-yes").ClickAsync();
        foreach (var page in (Visit[])[visit, window, elsewhere])
        {
            await Expect(page.Page.Locator(".done")).ToHaveCountAsync(0);
            await Expect(page.Channel.GetByTestId("message")).ToHaveCountAsync(0);
            await Expect(Visit.Bubble(page.Own, "bot").Last).ToContainTextAsync("You run its reflection from here");
        }

        await visit.StartAsync();
        await Expect(window.Channel.GetByText("is open until")).ToBeVisibleAsync();
        await Expect(elsewhere.Channel.GetByText("is open until")).ToBeVisibleAsync();
        visit.AssertQuietAndLocal();
        window.AssertQuietAndLocal();
    }

    private Task GuideAsync(Visit visit, string name)
    {
        _actions++;
        return visit.Page.GetByTestId($"guide-{name}").ClickAsync();
    }

    private Task SendAsync(Visit visit)
    {
        _actions++;
        return visit.Own.GetByTestId("send").ClickAsync();
    }

    private Task PressAsync(Visit visit, string label)
    {
        _actions++;
        return visit.PressAsync(label);
    }

    private static Task DoneAsync(Visit visit, string step) => Expect(visit.Page.Locator($"[data-testid=step-{step}].done")).ToBeVisibleAsync();
}
