using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReflectionBot.EndToEnd.Browser;

/// <summary>A personal link opens one person's own chat, in one browser.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class LinkTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Kept = "() => Object.keys(sessionStorage).filter(key => key.startsWith('reflectionbot:')).length";

    [Fact]
    public async Task A_personal_link_opens_only_its_persons_chat_and_only_in_the_first_browser()
    {
        await using var ana = await browser.VisitAsync();
        var link = await ana.LinkForAsync("Zoe Hart");

        // Somebody who looks and says no leaves it unused.
        await using var passerBy = await browser.VisitAsync(link);
        await Expect(passerBy.Page.GetByTestId("notice")).ToContainTextAsync("This link is for Zoe Hart");
        await passerBy.Page.GetByTestId("link-no").ClickAsync();

        await using var zoe = await browser.VisitAsync(link);
        await zoe.AcceptAsync();
        await Expect(zoe.Page.GetByTestId("me")).ToHaveTextAsync("Zoe Hart");
        Assert.DoesNotContain("invite", zoe.Page.Url, StringComparison.Ordinal);
        await Expect(zoe.Page.GetByTestId("person")).ToHaveCountAsync(0);
        await Expect(zoe.Page.GetByTestId("channel")).ToHaveCountAsync(0);
        await Expect(zoe.Page.GetByTestId("composer")).ToHaveCountAsync(1);
        await zoe.SayAsync("help");
        await Expect(Visit.Bubble(zoe.Own, "bot").Last).ToBeVisibleAsync();
        await Expect(zoe.Page.GetByText("Ana Silva’s own chat")).ToHaveCountAsync(0);

        await using var other = await browser.VisitAsync(link);
        await Expect(other.Page.GetByTestId("notice")).ToContainTextAsync("This link was used already.");

        await zoe.Page.GotoAsync(browser.Bot.Address.ToString());
        await Expect(zoe.Page.GetByTestId("me")).ToHaveTextAsync("Zoe Hart");
        await Expect(Visit.Bubble(zoe.Own, "mine").Filter(new() { HasText = "help" })).ToBeVisibleAsync();
        zoe.AssertQuietAndLocal();
    }

    /// <summary>The facilitator copies the link, or shows its code; whom to call and write to are links of the browser's own.</summary>
    [Fact]
    public async Task A_personal_link_is_copied_and_shown_as_a_code_and_contacts_can_be_pressed()
    {
        await using var ana = await browser.VisitAsync(change: o => o.Permissions = ["clipboard-read", "clipboard-write"]);
        var link = await ana.LinkForAsync("Wanda Hill");
        var answer = Visit.Bubble(ana.Own, "bot").Last;
        await answer.GetByTestId("copy-link").ClickAsync();
        await Expect(answer.GetByText("Copied.")).ToBeVisibleAsync();
        Assert.EndsWith(link, await ana.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"), StringComparison.Ordinal);
        await Expect(answer.Locator(".link-code img")).ToBeHiddenAsync();
        await answer.GetByTestId("link-code").ClickAsync();
        await Expect(answer.GetByAltText("QR code of the personal link above")).ToBeVisibleAsync();
        await Expect(answer.Locator("a.link")).ToHaveAttributeAsync("rel", "noopener noreferrer");

        await ana.SayAsync("get help");
        await Expect(Visit.Bubble(ana.Own, "bot").Last.Locator("a.link")).ToHaveAttributeAsync("href", "tel:999");
        await ana.SayAsync("<a href=\"tel:1\">x</a> 999 https://evil.example a@b.org");
        await Expect(Visit.Bubble(ana.Own, "mine").Last.Locator("a")).ToHaveCountAsync(0);
        ana.AssertQuietAndLocal();
    }

    /// <summary>A new browser is an empty room until the recovery words are put in; then it is the person's chat, and the page says nothing of a room any more.</summary>
    [Fact]
    public async Task A_lost_chat_comes_back_by_the_recovery_words()
    {
        await using var ana = await browser.VisitAsync();
        await using var yuri = await browser.VisitAsync(await ana.LinkForAsync("Yuri Lam"));
        var words = await yuri.AcceptAsync();
        await Expect(yuri.Page.GetByTestId("me")).ToHaveTextAsync("Yuri Lam");

        await ana.SayAsync("invite lost \"Yuri Lam\"");
        var answer = Visit.Bubble(ana.Own, "bot").Last;
        await Expect(answer).ToContainTextAsync("opens an empty room");
        var link = new Uri(Link().Match(await answer.InnerTextAsync()).Value);
        await using var phone = await browser.VisitAsync(link.PathAndQuery + link.Fragment);
        await phone.Page.GetByTestId("link-yes").ClickAsync();
        await Expect(phone.Page.GetByTestId("room")).ToBeVisibleAsync();
        await phone.SayAsync("review");
        await Expect(Visit.Bubble(phone.Own, "bot").Last).ToContainTextAsync("This room is for Yuri Lam.");
        await phone.Page.GetByTestId("recovery-box").FillAsync("apple acorn actor album amber angel");
        await phone.Page.GetByTestId("recovery-confirm").ClickAsync();
        await Expect(phone.Page.GetByTestId("room")).ToContainTextAsync("These are not the words.");
        await phone.Page.GetByTestId("recovery-box").FillAsync(words);
        await phone.Page.GetByTestId("recovery-confirm").ClickAsync();
        await Expect(phone.Page.GetByTestId("room")).ToHaveCountAsync(0);
        await Expect(Visit.Bubble(phone.Own, "bot").Filter(new() { HasText = "this is your own chat now" })).ToBeVisibleAsync();
        await Expect(Visit.Bubble(yuri.Own, "bot").Filter(new() { HasText = "is confirmed" })).ToBeVisibleAsync();
    }

    /// <summary>Whoever leaves on a shared computer leaves nothing to be read there, in no tab.</summary>
    [Fact]
    public async Task Leaving_in_one_tab_clears_the_others()
    {
        await using var xena = await ChatAsync("Xena Ford");
        await using var second = await SecondAsync(xena);
        await second.Own.GetByTestId("composer").FillAsync("Typed and not sent.");

        await xena.Page.GetByTestId("leave").ClickAsync();
        await xena.Page.GetByTestId("leave-yes").ClickAsync();
        await Expect(xena.Page.GetByTestId("notice")).ToContainTextAsync("You have left this chat on this device.");

        await Expect(second.Page.GetByTestId("notice")).ToContainTextAsync("You have left this chat on this device.");
        await Expect(second.Page.GetByTestId("message")).ToHaveCountAsync(0);
        await Expect(second.Page.Locator("body")).Not.ToContainTextAsync("Typed and not sent.");
        Assert.Equal(0, await second.Page.EvaluateAsync<int>(Kept));
        second.AssertQuietAndLocal();
    }

    /// <summary>E.g. after [It was not me] in another chat: what was typed and not sent is its reader's alone, and the only thing that stays.</summary>
    [Fact]
    public async Task A_tab_that_the_server_lets_in_no_more_clears_itself_and_keeps_what_was_not_sent()
    {
        await using var vera = await ChatAsync("Vera Stone");
        await using var second = await SecondAsync(vera);
        await second.Own.GetByTestId("composer").FillAsync("Typed and not sent.");

        await vera.Page.EvaluateAsync("() => fetch('/web/leave', { method: 'POST' })");
        await Expect(second.Page.GetByTestId("notice")).ToContainTextAsync("This chat is closed on this device.");
        await Expect(second.Page.GetByTestId("notice")).ToContainTextAsync("Typed and not sent.");
        await Expect(second.Page.GetByTestId("message")).ToHaveCountAsync(0);
        await Expect(second.Page.Locator("body")).Not.ToContainTextAsync("Vera Stone");
    }

    private async Task<Visit> ChatAsync(string name)
    {
        await using var ana = await browser.VisitAsync();
        var visit = await browser.VisitAsync(await ana.LinkForAsync(name));
        await visit.AcceptAsync();
        await visit.SayAsync("help");
        await Expect(Visit.Bubble(visit.Own, "bot").Last).ToBeVisibleAsync();
        return visit;
    }

    private async Task<Visit> SecondAsync(Visit first)
    {
        var second = await Visit.OpenAsync(first.Page.Context, browser.Bot.Address, apart: false);
        await Expect(Visit.Bubble(second.Own, "mine").Filter(new() { HasText = "help" })).ToBeVisibleAsync();
        return second;
    }

    [GeneratedRegex(@"http://\S+#invite=[\w.\-]+")]
    internal static partial Regex Link();
}

/// <summary>Getting a personal link out of the facilitator's chat.</summary>
internal static partial class LinkSteps
{
    [GeneratedRegex(@"^([a-z]+ ){5}[a-z]+$")]
    private static partial Regex SixWords();

    /// <summary>Says that a link is for oneself, and copies the recovery words.</summary>
    /// <returns>The words.</returns>
    public static async Task<string> AcceptAsync(this Visit visit)
    {
        await visit.Page.GetByTestId("link-yes").ClickAsync();
        await Expect(visit.Page.GetByTestId("words")).ToHaveTextAsync(SixWords());
        var words = await visit.Page.GetByTestId("words").InnerTextAsync();
        await visit.Page.GetByTestId("words-done").ClickAsync();
        return words;
    }

    /// <summary>Adds somebody as the facilitator.</summary>
    /// <returns>Their link, without the host.</returns>
    public static async Task<string> LinkForAsync(this Visit visit, string name)
    {
        await visit.BeAsync("Ana");
        await visit.SayAsync($"person add \"{name}\" with a link");
        var answer = Visit.Bubble(visit.Own, "bot").Last;
        await Expect(answer).ToContainTextAsync(LinkTests.Link());
        await Expect(answer).ToContainTextAsync(name);
        return new Uri(LinkTests.Link().Match(await answer.InnerTextAsync()).Value) is var link ? link.PathAndQuery + link.Fragment : "";
    }
}
