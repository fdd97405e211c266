using static Microsoft.Playwright.Assertions;

namespace ReflectionBot.EndToEnd.Browser;

/// <summary>Usable with the keyboard alone. On a bot of its own: the round it opens would stand in the way of others.</summary>
[Collection(BrowserTests.Name)]
public sealed class KeyboardTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Consent_and_the_first_question_can_be_answered_with_the_keyboard_alone()
    {
        await using var ana = await browser.VisitAsync();
        var link = await ana.LinkForAsync("Yann Roy");
        await ana.SayAsync("start \"Analysis workshop\"");
        await using var yann = await browser.VisitAsync(link);
        await yann.AcceptAsync();
        await ana.SayAsync("add \"Yann Roy\"");
        await Expect(Visit.Bubble(yann.Own, "bot").Filter(new() { HasText = "I agree" })).Not.ToHaveCountAsync(0); // Before the greeting or after it.
        await TabToAsync(yann, "I agree");
        await yann.Page.Keyboard.PressAsync("Enter");
        await yann.ReadsAsync("Six questions");
        await TabToAsync(yann, "One at a time");
        await yann.Page.Keyboard.PressAsync("Space");
        await yann.ReadsAsync("1 of 6");
        await TabToAsync(yann, "Message to ReflectionBot");
        await yann.Page.Keyboard.TypeAsync("We met at the hall.");
        await yann.Page.Keyboard.PressAsync("Enter");
        await yann.ReadsAsync("Saved.");
        await TabToAsync(yann, "Next", back: true);
        await yann.Page.Keyboard.PressAsync("Enter");
        await yann.ReadsAsync("2 of 6");
    }

    /// <summary>Goes on with Tab until something with this name has the focus, as somebody would who cannot use a mouse.</summary>
    private static async Task TabToAsync(Visit visit, string name, bool back = false)
    {
        const string focused = "() => { const e = document.activeElement; return e.getAttribute('aria-label') ?? (e.labels?.[0] ?? e).textContent; }";
        for (var i = 0; i < 60; i++)
        {
            await visit.Page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
            if (await visit.Page.EvaluateAsync<string>(focused) == name)
            {
                return;
            }
        }

        Assert.Fail($"\"{name}\" cannot be reached with Tab");
    }
}
