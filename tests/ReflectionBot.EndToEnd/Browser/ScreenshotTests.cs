using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReflectionBot.EndToEnd.Browser;

/// <summary>Takes the README's pictures; keeps them where asked to: <c>UPDATE_SCREENSHOTS=1</c>. Otherwise only shows that they can still be taken.</summary>
[Collection(BrowserTests.Name)]
public sealed class ScreenshotTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const int MostBytes = 200_000;

    [Fact]
    public async Task The_pictures_of_the_readme()
    {
        await using var visit = await browser.VisitAsync(change: o => o.ViewportSize = new() { Width = 1200, Height = 650 });
        await visit.StartAsync();
        await visit.AgreeAsync("Amir");
        await visit.PressAsync("One at a time");
        await visit.ReadsAsync("1 of 6");
        await ShootAsync(visit, "try-out");

        await visit.AnswerAsync(RoundSteps.Answers["Amir"]);
        await visit.SubmitAsync();
        await visit.Page.GetByTestId("guide-toggle").ClickAsync();
        foreach (var (person, answers) in RoundSteps.Answers.Skip(1))
        {
            await visit.AgreeAsync(person);
            await visit.FormAsync(answers);
            if (person == "Bea")
            {
                await QuoteAsync(visit);
            }

            await visit.SubmitAsync();
        }

        await DigestAsync(visit);
        await PhoneAsync(visit);
    }

    private static async Task QuoteAsync(Visit visit)
    {
        await visit.OfferQuoteAsync("3 Evaluation");
        await Visit.Bubble(visit.Own, "bot").Last.Locator(".ac-container").Filter(new() { HasText = "3 Evaluation" }).Last.EvaluateAsync("e => e.scrollIntoView({ block: 'center' })");
        await ShootAsync(visit, "review");
        await visit.PressAsync("Quote exactly this");
        await visit.ReadsAboveAsync("You approved exactly these words");
    }

    private static async Task DigestAsync(Visit visit)
    {
        await visit.BeAsync("Ana");
        await visit.SayAsync("status");
        await visit.ReadsAsync("submitted 7");
        await visit.SayAsync("digest now");
        await Expect(visit.Channel.GetByText(RoundSteps.Quote)).ToBeVisibleAsync();
        await ShootAsync(visit, "digest");
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await ShootAsync(visit, "dark");
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    private async Task PhoneAsync(Visit visit)
    {
        var link = await visit.LinkForAsync("Zoe Hart");
        await using var zoe = await browser.VisitAsync(link, options =>
        {
            options.ViewportSize = new() { Width = 390, Height = 760 };
            options.DeviceScaleFactor = 1.5f;
            options.IsMobile = true;
            options.HasTouch = true;
        });
        await zoe.AcceptAsync();
        await visit.SayAsync("add \"Zoe Hart\"");
        await zoe.ReadsAsync("Who sees it.");
        await Visit.Bubble(zoe.Own, "bot").Last.EvaluateAsync("e => e.scrollIntoView({ block: 'start' })");
        await ShootAsync(zoe, "phone-consent");
        await zoe.PressAsync("I agree");
        await zoe.PressAsync("One at a time");
        await zoe.ReadsAsync("1 of 6");
        await zoe.Own.GetByTestId("composer").FillAsync("We met at the tenants' hall.");
        await zoe.Own.GetByTestId("send").ClickAsync();
        await zoe.ReadsAsync("Saved.");
        await ShootAsync(zoe, "phone");
    }

    private static async Task ShootAsync(Visit visit, string name)
    {
        var keep = Environment.GetEnvironmentVariable("UPDATE_SCREENSHOTS") == "1";
        var path = keep ? Path.Combine(Folder(), $"{name}.png") : Path.GetTempFileName();
        await visit.Page.EvaluateAsync("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
        await visit.Page.ScreenshotAsync(new() { Path = path, Type = ScreenshotType.Png, Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
        Assert.InRange(new FileInfo(path).Length, 1_000, MostBytes);
        if (!keep)
        {
            File.Delete(path);
        }
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "images"));
}
