using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReflectionBot.EndToEnd.Browser;

/// <summary>The parts of a round as people click and type them.</summary>
internal static class RoundSteps
{
    /// <summary>The quote that the digest shows.</summary>
    public const string Quote = "The training was good but the dates moved several times.";

    /// <summary>What each of the seven answers, in Gibbs' order; empty is skipped. Made up.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Answers = new Dictionary<string, string[]>
    {
        ["Amir"] = ["We ran two focus groups with tenants.", "", "We set the agenda together and my view changed what was decided.", "Ana asked us first.", "How to run a group.", "Ask who wants the evening slot."],
        ["Bea"] = ["I helped at the second group.", "", Quote, "Too many jobs fell on two people, the workload was unfair.", "To ask sooner.", "Agree dates before inviting people."],
        ["Carys"] = ["The housing office hosted it.", "Tired.", "The workload was unfair and the tasks were not divided up.", "Nobody knew who does what.", "", "Agree dates sooner."],
        ["Dele"] = ["I took the notes.", "A bit lost.", "We had a real say in what was asked, and set the agenda together.", "The jargon was hard, I did not understand half of it.", "To write plainly.", ""],
        ["Ewa"] = ["I spoke about damp flats.", "I felt listened to and respected.", "It was ours: we decided together what went in.", "We had a say in the decisions.", "", "Share the notes sooner."],
        ["Finn"] = ["We met at the tenants' hall.", "", "I nodded at 'PPI lead' for a month, the jargon was hard to follow.", "The extra work landed on the same people, too much workload.", "That it helps to ask.", ""],
        ["Grace"] = ["The acronyms were not explained, the jargon was hard.", "Glad of it.", "People respected each other, and tenants had a say in the agenda.", "", "", "Keep a list of words."],
    };

    private static readonly string[] Labels = ["What happened", "How did you feel", "What was good or bad", "Why do you think", "What did you learn", "What would you do"];

    /// <summary>The facilitator starts a round with the guide's own button.</summary>
    public static async Task StartAsync(this Visit visit)
    {
        await visit.Page.GetByTestId("guide-start").ClickAsync();
        await visit.Own.GetByTestId("send").ClickAsync();
        await visit.ReadsAsync("Invited 7, started 0, submitted 0");
    }

    /// <summary>Agrees to the consent text as this person.</summary>
    public static async Task AgreeAsync(this Visit visit, string person)
    {
        await visit.BeAsync(person);
        await Expect(visit.Own.GetByText("Who sees it.")).ToBeVisibleAsync();
        await visit.PressAsync("I agree");
        await visit.ReadsAsync("Six questions, in your own time");
    }

    /// <summary>Answers one question at a time, an empty one with [Skip].</summary>
    public static async Task OneAtATimeAsync(this Visit visit, string[] answers)
    {
        await visit.PressAsync("One at a time");
        await visit.AnswerAsync(answers);
    }

    /// <summary>Answers the questions from the first one, which the person is at.</summary>
    /// <param name="visit">The page.</param>
    /// <param name="answers">An empty one is skipped.</param>
    /// <param name="reads">What the bot said last.</param>
    public static async Task AnswerAsync(this Visit visit, string[] answers, string? reads = null)
    {
        for (var i = 0; i < answers.Length; i++)
        {
            await visit.ReadsAsync(i == 0 && reads is not null ? reads : $"{i + 1} of {answers.Length}");
            if (answers[i].Length > 0)
            {
                await visit.SayAsync(answers[i]);
                await visit.ReadsAsync("Saved.");
            }

            await visit.PressAsync(answers[i].Length > 0 ? "Next" : "Skip");
        }

        await visit.ReadsAsync("Your reflection -");
    }

    /// <summary>Fills in the whole form.</summary>
    public static async Task FormAsync(this Visit visit, string[] answers)
    {
        await visit.PressAsync("All on one form");
        var form = Visit.Bubble(visit.Own, "bot").Last;
        foreach (var (label, answer) in Labels.Zip(answers))
        {
            await form.GetByRole(AriaRole.Textbox, new() { Name = label }).FillAsync(answer);
        }

        await visit.PressAsync("Save");
        await visit.ReadsAsync("Your reflection -");
    }

    /// <summary>Chooses in the review that an answer may be quoted without a name, sees it as others would, and says yes.</summary>
    public static async Task QuoteAsync(this Visit visit, string heading)
    {
        await visit.OfferQuoteAsync(heading);
        await visit.PressAsync("Quote exactly this");
        await visit.ReadsAboveAsync("You approved exactly these words, without your name.");
    }

    /// <summary>As far as seeing the words as others would.</summary>
    public static async Task OfferQuoteAsync(this Visit visit, string heading)
    {
        var review = Visit.Bubble(visit.Own, "bot").Last;
        await review.Locator(".ac-container").Filter(new() { HasText = heading }).Last.GetByRole(AriaRole.Button, new() { Name = "Change who sees it", Exact = true }).ClickAsync();
        await visit.ReadsAsync($"Who may see {heading}");
        await visit.PressAsync("quote, no name");
        await visit.ReadsAsync("Others would see exactly");
    }

    /// <summary>Hands it in from the review.</summary>
    public static async Task SubmitAsync(this Visit visit)
    {
        await visit.PressAsync("Submit");
        await visit.ReadsAsync("Your reflection is in.");
    }

    /// <summary>The rest of the seven on the form, so that a digest has something to share.</summary>
    public static async Task EveryoneAsync(this Visit visit)
    {
        await visit.StartAsync();
        foreach (var (person, answers) in Answers)
        {
            await visit.AgreeAsync(person);
            await visit.FormAsync(answers);
            if (person == "Bea")
            {
                await visit.QuoteAsync("3 Evaluation");
            }

            await visit.SubmitAsync();
        }
    }

    /// <summary>Asks for the digest with the guide's button, and sees it in the channel.</summary>
    public static async Task DigestAsync(this Visit visit)
    {
        await visit.Page.GetByTestId("guide-digest").ClickAsync();
        await visit.Own.GetByTestId("send").ClickAsync();
        await Expect(visit.Channel.GetByText(Quote)).ToBeVisibleAsync();
    }
}
