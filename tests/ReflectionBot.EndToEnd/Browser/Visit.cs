using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReflectionBot.EndToEnd.Browser;

/// <summary>One browser with the bot's page open: what a person does in it, what it loaded, what it complained of.</summary>
public sealed partial class Visit : IAsyncDisposable
{
    private const string ReportViolations =
        "document.addEventListener('securitypolicyviolation', e => console.error('policy violated: ' + e.violatedDirective + ' ' + e.blockedURI));";

    private readonly ConcurrentQueue<string> _addresses = new();
    private readonly ConcurrentQueue<string> _complaints = new();

    private readonly bool _apart;
    private int _sent;

    private Visit(IPage page, bool apart) => (Page, _apart) = (page, apart);

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>How many messages and presses have gone to the bot.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>The chat of the chosen person, or the whole page of a personal link.</summary>
    public ILocator Own => Page.Locator("[data-testid=own-chat], .personal");

    /// <summary>The project's channel in the try-out.</summary>
    public ILocator Channel => Page.GetByTestId("channel");

    /// <summary>Errors on the console, except that a newcomer has no session yet, and that a test cut the network itself.</summary>
    public IEnumerable<string> Complaints => _complaints.Where(c => !Expected().IsMatch(c));

    /// <summary>Opens the address and waits for a chat or a notice.</summary>
    /// <param name="context">The browser.</param>
    /// <param name="address">Where.</param>
    /// <param name="apart">The browser is this visit's own; false for one more window of another visit's.</param>
    internal static async Task<Visit> OpenAsync(IBrowserContext context, Uri address, bool apart = true)
    {
        var page = await context.NewPageAsync();
        var visit = new Visit(page, apart);
        page.Request += (_, request) =>
        {
            visit._addresses.Enqueue(request.Url);
            if (request.Method == "POST" && request.Url.EndsWith("/activities", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref visit._sent);
            }
        };
        page.WebSocket += (_, socket) => visit._addresses.Enqueue(socket.Url);
        page.PageError += (_, error) => visit._complaints.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                visit._complaints.Enqueue(message.Text);
            }
        };
        await page.AddInitScriptAsync(ReportViolations);
        await page.GotoAsync(address.ToString());
        await Expect(page.Locator("[data-testid=composer], [data-testid=notice]:not(:has-text('One moment'))").First).ToBeVisibleAsync();
        return visit;
    }

    /// <summary>Nothing was loaded from elsewhere, and the browser complained of nothing.</summary>
    public void AssertQuietAndLocal()
    {
        Assert.NotEmpty(_addresses);
        Assert.All(_addresses, address => Assert.Matches(@"^((http|ws)://(127\.0\.0\.1|localhost):\d+/|data:|blob:)", address));
        Assert.Empty(Complaints);
    }

    /// <summary>Chooses a person of the try-out.</summary>
    public async Task BeAsync(string name)
    {
        await Page.GetByTestId("person").Filter(new() { HasText = name }).ClickAsync();
        await Expect(Page.Locator("#chat-title")).ToContainTextAsync(name);
    }

    /// <summary>Writes into a box and sends with Enter.</summary>
    public async Task SayAsync(string text, ILocator? where = null)
    {
        var box = (where ?? Own).GetByTestId("composer");
        await box.FillAsync(text);
        await box.PressAsync("Enter");
        await Expect(box).ToHaveValueAsync("");
    }

    /// <summary>Presses the newest button with this label.</summary>
    public Task PressAsync(string label) => Own.GetByRole(AriaRole.Button, new() { Name = label, Exact = true }).Last.ClickAsync();

    /// <summary>Waits until the newest message of the bot in the own chat shows this.</summary>
    public Task ReadsAsync(string text) => Expect(Bubble(Own, "bot").Last).ToContainTextAsync(text);

    /// <summary>A message further above has changed to these words.</summary>
    public Task ReadsAboveAsync(string text) => Expect(Bubble(Own, "bot").Filter(new() { HasText = text }).Last).ToBeVisibleAsync();

    /// <summary>The messages of a chat from "mine", "bot" or "other".</summary>
    public static ILocator Bubble(ILocator where, string from) => where.Locator($"[data-testid=message][data-from={from}]");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await (_apart ? Page.Context.CloseAsync() : Page.CloseAsync());

    [GeneratedRegex("status of (401|503)|ERR_FAILED|ERR_INTERNET_DISCONNECTED|WebSocket connection")]
    private static partial Regex Expected();
}
