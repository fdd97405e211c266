using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReflectionBot.EndToEnd.Browser;

/// <summary>A newcomer plays a whole round in the try-out.</summary>
[Collection(BrowserTests.Name)]
public sealed class RoundTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    /// <summary>Messages and presses for seven people: what somebody does in five minutes.</summary>
    private const int MostSent = 80;

    [Fact]
    public async Task A_newcomer_plays_a_whole_round_and_takes_a_quote_back_with_few_things_to_do()
    {
        await using var visit = await browser.VisitAsync();
        await visit.StartAsync();
        await Expect(visit.Channel.GetByText("Reflection on Focus groups complete is open until")).ToBeVisibleAsync();

        await OneAtATimeWithUndoAsync(visit);
        await visit.AgreeAsync("Bea");
        await visit.OneAtATimeAsync(RoundSteps.Answers["Bea"]);
        await visit.QuoteAsync("3 Evaluation");
        await visit.SubmitAsync();
        foreach (var person in (string[])["Carys", "Dele", "Ewa", "Finn"])
        {
            await visit.AgreeAsync(person);
            await visit.FormAsync(RoundSteps.Answers[person]);
            await visit.SubmitAsync();
        }

        await ShortFormAsync(visit);
        await visit.Page.GetByTestId("guide-status").ClickAsync();
        await visit.Own.GetByTestId("send").ClickAsync();
        await visit.ReadsAsync("Invited 7, started 7, submitted 7");
        await visit.DigestAsync();
        await Expect(visit.Channel.GetByText("Themes that fewer than three people wrote about, or nobody did, are not shown.")).ToBeVisibleAsync();

        await visit.BeAsync("Bea");
        await visit.SayAsync("withdraw 3");
        await Expect(visit.Channel.GetByText(RoundSteps.Quote)).ToHaveCountAsync(0);
        await Expect(visit.Channel.GetByText("Reflections on Focus groups complete.")).ToBeVisibleAsync();
        Assert.InRange(visit.Sent, 1, MostSent);
        visit.AssertQuietAndLocal();
    }

    private static async Task OneAtATimeWithUndoAsync(Visit visit)
    {
        await visit.AgreeAsync("Amir");
        await visit.PressAsync("One at a time");
        await visit.ReadsAsync("1 of 6");
        await visit.SayAsync("This was meant for somebody else.");
        await visit.ReadsAsync("Saved.");
        await visit.PressAsync("Undo");
        await visit.AnswerAsync(RoundSteps.Answers["Amir"], "Nothing is written here now.");
        await Expect(Visit.Bubble(visit.Own, "bot").Last).ToContainTextAsync("5 answered, 1 skipped");
        await Expect(Visit.Bubble(visit.Own, "bot").Last).Not.ToContainTextAsync("meant for somebody else");
        await visit.SubmitAsync();
    }

    private static async Task ShortFormAsync(Visit visit)
    {
        await visit.AgreeAsync("Grace");
        await visit.PressAsync("Three questions");
        string[] answers = ["The acronyms were not explained, the jargon was hard.", "People respected each other, and tenants had a say in the agenda.", "Keep a list of words."];
        for (var i = 0; i < answers.Length; i++)
        {
            await visit.ReadsAsync($"{i + 1} of 3");
            await visit.SayAsync(answers[i]);
            await visit.ReadsAsync("Saved.");
            await visit.PressAsync("Next");
        }

        await visit.ReadsAsync("3 answered");
        await visit.SubmitAsync();
    }
}
