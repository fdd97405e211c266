using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>
/// Slack on this machine: its Web API, its OAuth pages, Socket Mode and its deliveries by HTTP, for workspaces held in memory. A test plays the
/// people (<see cref="StubWorkspace.AddPerson"/>), and the app under test talks to it as to Slack. It refuses what Slack's documentation says is
/// refused, and misbehaves as it is told (<see cref="Next"/>). Slack's own SDK is its witness (the end-to-end tests): where they disagree, this is wrong.
/// </summary>
public sealed partial class SlackStub : IAsyncDisposable
{
    /// <summary>How long anything is waited for by a real clock, so that a test which waits in vain ends.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication _server;
    private readonly StubWebApi _api;
    private readonly List<StubWorkspace> _workspaces = [];
    private readonly List<StubRequest> _requests = [];
    private readonly List<string> _problems = [];
    private readonly Dictionary<string, Queue<StubSlackAnswer>> _told = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastTs;
    private int _ids;

    private SlackStub(StubApp app, TimeProvider time)
    {
        (App, Time) = (app, time);
        (_api, Sockets, Deliveries) = (new(this), new(this), new(this));
        (ResponseUrls, Triggers) = (new(this), new(this));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();

        // A timeout makes them pings that are to be answered: without one .NET sends pongs that nobody asked for.
        _server.UseWebSockets(new() { KeepAliveInterval = app.PingEvery, KeepAliveTimeout = TimeSpan.FromSeconds(20) });
        _server.Run(ServeAsync);
    }

    /// <summary>The app.</summary>
    public StubApp App { get; }

    /// <summary>The clock of messages, triggers and response URLs.</summary>
    public TimeProvider Time { get; }

    /// <summary>Where it is, e.g. <c>http://127.0.0.1:1234</c>.</summary>
    public string Url => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Where the Web API is; ends with a slash.</summary>
    public string ApiUrl => $"{Url}/api/";

    /// <summary>The page on which somebody installs the app.</summary>
    public string AuthorizeUrl => $"{Url}/oauth/v2/authorize";

    /// <summary>Socket Mode.</summary>
    public StubSockets Sockets { get; }

    /// <summary>What was sent to the app, by either way.</summary>
    public StubDeliveries Deliveries { get; }

    /// <summary>All requests so far, in the order in which they came.</summary>
    public IReadOnlyList<StubRequest> Requests
    {
        get
        {
            lock (Gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>What the app did that Slack's documentation forbids, in whatever way it was answered. A test of a good app finds none.</summary>
    public IReadOnlyList<string> Problems
    {
        get
        {
            lock (Gate)
            {
                return [.. _problems];
            }
        }
    }

    /// <summary>The first workspace.</summary>
    public StubWorkspace Workspace => Workspaces[0];

    /// <summary>Guards all that the stub remembers.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>The addresses by which an app answers later.</summary>
    internal StubResponseUrls ResponseUrls { get; }

    /// <summary>The permissions to open a modal.</summary>
    internal StubTriggers Triggers { get; }

    /// <summary>All workspaces.</summary>
    internal IReadOnlyList<StubWorkspace> Workspaces
    {
        get
        {
            lock (Gate)
            {
                return [.. _workspaces];
            }
        }
    }

    /// <summary>Starts it on a free port of this machine alone.</summary>
    public static async Task<SlackStub> StartAsync(CancellationToken cancel, StubApp? app = null, TimeProvider? time = null)
    {
        var stub = new SlackStub(app ?? new(), time ?? TimeProvider.System);
        await stub._server.StartAsync(cancel);
        return stub;
    }

    /// <summary>A workspace in which the app is installed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="id">Its id; null for one of the stub's own.</param>
    /// <param name="installed">False: only <see cref="AuthorizeUrl"/> installs it there.</param>
    public StubWorkspace AddWorkspace(string name = "Acme", string? id = null, bool installed = true)
    {
        var workspace = new StubWorkspace(this, name, id);
        if (!installed)
        {
            workspace.TokenState = StubTokenState.None;
        }
        lock (Gate)
        {
            _workspaces.Add(workspace);
        }
        return workspace;
    }

    /// <summary>What this method (or <c>upload</c>, or <c>response_url</c>) is answered the next time; several are taken in order.</summary>
    public void Next(string method, params IEnumerable<StubSlackAnswer> answers)
    {
        lock (Gate)
        {
            if (!_told.TryGetValue(method, out var queue))
            {
                _told[method] = queue = new();
            }
            foreach (var answer in answers)
            {
                queue.Enqueue(answer);
            }
        }
    }

    /// <summary>All requests to one method.</summary>
    public IReadOnlyList<StubRequest> RequestsOf(string method) => [.. Requests.Where(r => r.Method == method)];

    /// <summary>Waits until this is so; looked at again after everything that happens here.</summary>
    /// <exception cref="TimeoutException">Nothing made it so within <see cref="Patience"/>.</exception>
    public async Task UntilAsync(Func<bool> so, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            Task changed;
            lock (Gate)
            {
                changed = _changed.Task;
            }
            if (so())
            {
                return;
            }
            await changed.WaitAsync(Patience > clock.Elapsed ? Patience - clock.Elapsed : TimeSpan.Zero, cancel);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Sockets.DisposeAsync();
        Deliveries.Dispose();
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _server.StopAsync(soon.Token);
        await _server.DisposeAsync();
    }

    /// <summary>A new id with this letter.</summary>
    internal string NextId(string letter) => string.Create(CultureInfo.InvariantCulture, $"{letter}0STUB{Interlocked.Increment(ref _ids):D5}");

    /// <summary>A new <c>ts</c>: the clock's time, and later than every one before.</summary>
    internal string NextTs()
    {
        lock (Gate)
        {
            _lastTs = Math.Max(_lastTs + 1, (Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
            return string.Create(CultureInfo.InvariantCulture, $"{_lastTs / 1_000_000}.{_lastTs % 1_000_000:D6}");
        }
    }

    /// <summary>The app did what it must not.</summary>
    internal void Problem(string what)
    {
        lock (Gate)
        {
            _problems.Add(what);
        }
    }

    /// <summary>Something happened: whoever waits looks again.</summary>
    internal void Changed()
    {
        TaskCompletionSource changed;
        lock (Gate)
        {
            (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        changed.TrySetResult();
    }

    /// <summary>Writes a request down and carries it out, or does what was told.</summary>
    internal async Task AnswerAsync(HttpContext context, StubRequest request, Func<Task> real)
    {
        StubSlackAnswer? told;
        lock (Gate)
        {
            _requests.Add(request);
            told = Told(request);
        }
        Changed();
        await (told is null ? real() : told.ActAsync(context, real));
    }

    private Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return path switch
        {
            ["api", var method] => _api.ServeAsync(context, method),
            ["upload", "v1", var key] => _api.UploadAsync(context, key),
            ["files-pri", var file, _] => _api.DownloadAsync(context, file),
            ["link"] => Sockets.ServeAsync(context),
            ["commands" or "actions", _, var key] => ResponseUrls.ServeAsync(context, key),
            ["oauth", "v2", "authorize"] => _api.AuthorizeAsync(context),
            _ => NothingAsync(context),
        };
    }

    private static Task NothingAsync(HttpContext context)
    {
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }
}
