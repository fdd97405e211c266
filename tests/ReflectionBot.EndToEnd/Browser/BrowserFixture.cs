using Microsoft.Playwright;

namespace ReflectionBot.EndToEnd.Browser;

/// <summary>The tests with a browser run one after the other: a small machine cannot carry several browsers and bots at once.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Browser";
}

/// <summary>A Chromium of this machine and a bot of one's own for the tests of a class. A test whose Chromium or page is missing is skipped with the reason.</summary>
public class BrowserFixture : IAsyncLifetime
{
    internal static readonly string[] Quiet =
        ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps", "--no-first-run", "--disable-lcd-text", "--disable-dev-shm-usage"];

    private readonly List<Visit> _visits = [];
    private string? _missing;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private BrowserBot? _bot;

    /// <summary>The bot.</summary>
    public BrowserBot Bot => _bot!;

    /// <summary>Skips the test where there is nothing to test with.</summary>
    public void Need() => Assert.SkipWhen(_missing is not null, _missing ?? "");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var chromium = Chromium();
        _missing = chromium is null
            ? "no Chromium: install chromium or google-chrome, or name one in the environment variable CHROMIUM"
            : BrowserBot.Missing();
        if (_missing is not null)
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout(20_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = Quiet });
        _bot = await StartAsync(TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_bot is not null)
        {
            await _bot.DisposeAsync();
        }
    }

    /// <summary>Opens an address in a browser of its own (cookies, storage), and watches what it loads and complains of.</summary>
    public async Task<Visit> VisitAsync(string path = "/", Action<BrowserNewContextOptions>? change = null)
    {
        Need();
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = 1440, Height = 900 }, Locale = "en-GB", TimezoneId = "Europe/London", BypassCSP = false };
        change?.Invoke(options);
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(15_000);
        var visit = await Visit.OpenAsync(context, new Uri(Bot.Address, path));
        _visits.Add(visit);
        return visit;
    }

    /// <summary>Starts the bot.</summary>
    protected virtual Task<BrowserBot> StartAsync(CancellationToken cancel) => BrowserBot.StartAsync(cancel);

    internal static string? Chromium()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : null;
        }

        string[] names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
