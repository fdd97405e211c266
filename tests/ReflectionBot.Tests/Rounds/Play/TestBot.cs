using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using NodaTime.Text;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Tables;
using ReflectionBot.Operations;

namespace ReflectionBot.Tests.Rounds.Play;

/// <summary>
/// The real host, registrations and store, with a clock that the test moves and without the timer: due work is done when the test says so,
/// so nothing here sleeps.
/// </summary>
public sealed class TestBot : IAsyncDisposable
{
    /// <summary>A Tuesday, 09:00 in London.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    private readonly WebApplication _app;
    private readonly string _folder;

    private TestBot(WebApplication app, string folder, FakeTimeProvider clock)
    {
        _app = app;
        _folder = folder;
        Clock = clock;
    }

    public FakeTimeProvider Clock { get; }

    public IServiceProvider Services => _app.Services;

    public HttpClient Http { get; private set; } = null!;

    public WebChatDriver Chat { get; private set; } = null!;

    /// <summary>A script's player on this bot.</summary>
    public Script Script => field ??= new Script(Chat, this);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts one in process.</summary>
    public static Task<TestBot> StartAsync(DateTimeOffset? at = null, Action<IServiceCollection>? change = null) => StartAsync([], inProcess: true, at, change);

    /// <summary>Starts one.</summary>
    /// <param name="settings">As on the command line.</param>
    /// <param name="inProcess">Without a socket; otherwise on a free port of the loopback address.</param>
    /// <param name="at">The time it is.</param>
    /// <param name="change">Registrations that replace the real ones.</param>
    public static async Task<TestBot> StartAsync(string[] settings, bool inProcess, DateTimeOffset? at = null, Action<IServiceCollection>? change = null)
    {
        var folder = TestFolder.Create("reflectionbot-round-");
        var clock = new FakeTimeProvider(at ?? Start);
        string[] args = ["--urls", "http://127.0.0.1:0", $"--Storage:Folder={folder}", $"--Web:DataFolder={folder}", $"--Web:AssetsFolder={folder}", .. settings];
        var app = Bot.Build(args, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Services.Remove(builder.Services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "DueWorker"));
            if (inProcess)
            {
                builder.WebHost.UseTestServer();
                builder.Services.AddSingleton<IStartupFilter>(new FromThisMachine());
            }

            change?.Invoke(builder.Services);
        });
        var bot = new TestBot(app, folder, clock);
        await Bot.PrepareAsync(app, Cancel);
        await app.StartAsync(Cancel);
        bot.Http = inProcess ? app.GetTestClient() : new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(app.Urls.Single()) };
        bot.Chat = new WebChatDriver(bot.Http, clock);
        return bot;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Waits until nothing is left to be sent and nothing is due.</summary>
    public async Task SettleAsync()
    {
        var pump = Get<OutboxPump>();
        do
        {
            await pump.WhenIdleAsync().WaitAsync(TimeSpan.FromMinutes(1), Cancel);
        }
        while (await Get<DueRunner>().RunDueAsync(Cancel) > 0 || !pump.WhenIdleAsync().IsCompleted);
    }

    /// <summary>Lets time pass, and does on the way what is due, at the time it is due.</summary>
    public async Task PassAsync(DateTimeOffset until)
    {
        await SettleAsync();
        while (await NextAsync(until) is { } next)
        {
            Clock.SetUtcNow(next);
            await SettleAsync();
        }

        Clock.SetUtcNow(until);
        await SettleAsync();
    }

    /// <summary>Lets time pass: <c>6 days</c>, <c>90 minutes</c>, or until a time in London such as <c>2026-11-30 10:00</c>.</summary>
    public Task PassAsync(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Parse(words) is { Success: true } local)
        {
            return PassAsync(DateTimeZoneProviders.Tzdb["Europe/London"].AtLeniently(local.Value).ToDateTimeOffset());
        }

        var (number, unit) = words.Split(' ') is [var n, var u] ? (double.Parse(n, CultureInfo.InvariantCulture), u) : throw new FormatException($"no time: {words}");
        return PassAsync(Clock.GetUtcNow() + unit.TrimEnd('s') switch
        {
            "day" => TimeSpan.FromDays(number),
            "hour" => TimeSpan.FromHours(number),
            "minute" => TimeSpan.FromMinutes(number),
            "second" => TimeSpan.FromSeconds(number),
            _ => throw new FormatException($"no unit of time: {unit}"),
        });
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The earliest time from now until then at which a due row is ready.</summary>
    private async Task<DateTimeOffset?> NextAsync(DateTimeOffset until)
    {
        var now = Clock.GetUtcNow();
        DateTimeOffset? next = null;
        for (var day = LocalDate.FromDateTime(now.UtcDateTime).PlusDays(-1); day <= LocalDate.FromDateTime((next ?? until).UtcDateTime); day = day.PlusDays(1))
        {
            for (var shard = 0; shard < Keys.DueShards; shard++)
            {
                await foreach (var row in Get<ITableStore>().RangeAsync(new RowRange(Keys.Due(day, shard)), Cancel))
                {
                    var ready = new[] { row.Columns.Time("At"), row.Columns.Time("LeasedUntil"), row.Columns.Time("NotBefore") }.Max();
                    next = ready > now && ready <= until && !(ready >= next) ? ready : next;
                }
            }
        }

        return next;
    }

    /// <summary>A server in process has no remote address; a browser on this machine has this one.</summary>
    private sealed class FromThisMachine : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, then) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Loopback;
                return then(context);
            });
            next(app);
        };
    }
}
