using System.Globalization;
using System.Text.Json.Nodes;
using ReflectionBot.EndToEnd.Peers;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.EndToEnd.Slack;

/// <summary>
/// Slack's own SDK (npm <c>@slack/bolt</c>, <c>@slack/socket-mode</c>) as an app of a <see cref="SlackStub"/>: the witness that the stub is
/// Slack as far as Slack's software can tell. The scripts beside this file are the apps.
/// </summary>
internal sealed class BoltApp : IAsyncDisposable
{
    private readonly NodePeer _peer;
    private readonly HttpClient? _http;
    private readonly bool _isGuest;

    private BoltApp(SlackStub stub, NodePeer peer, HttpClient? http, bool isGuest = false) => (Stub, _peer, _http, _isGuest) = (stub, peer, http, isGuest);

    /// <summary>Slack.</summary>
    public SlackStub Stub { get; }

    /// <summary>Of an app by HTTP: for requests that Slack would not send.</summary>
    public StubHttp Http { get; private set; } = null!;

    /// <summary>Of an app by HTTP: where it is.</summary>
    public Uri Address => _http!.BaseAddress!;

    /// <summary>Starts an app by HTTP (<c>http</c>), one that people install (<c>oauth</c>) or one by sockets (<c>socket</c>).</summary>
    /// <param name="mode">Which.</param>
    /// <param name="prepare">Adds the workspaces.</param>
    /// <param name="cancel">Ends the start.</param>
    /// <param name="app">What its pages at Slack say.</param>
    public static Task<BoltApp> StartAsync(string mode, Action<SlackStub> prepare, CancellationToken cancel, StubApp? app = null) =>
        StartAsync("@slack/bolt/dist/index.js", "bolt-app.cjs", mode, prepare, app, cancel);

    /// <summary>Starts the Socket Mode client alone.</summary>
    public static Task<BoltApp> StartClientAsync(Action<SlackStub> prepare, CancellationToken cancel, StubApp? app = null) =>
        StartAsync("@slack/socket-mode/dist/src/index.js", "socket-client.cjs", "socket", prepare, app, cancel);

    /// <summary>Starts one more Socket Mode client of the same app.</summary>
    public static async Task<BoltApp> JoinClientAsync(SlackStub stub, CancellationToken cancel) => new(stub, await PeerAsync("socket-client.cjs", "socket", stub, 0, cancel), null, isGuest: true);

    /// <summary>Waits until it has printed a line of this kind, or the so-manieth.</summary>
    public async Task<JsonNode> PrintsAsync(string what, CancellationToken cancel, int times = 1)
    {
        await _peer.PrintsAsync(_ => Printed(what).Count >= times, cancel);
        return Printed(what)[times - 1];
    }

    /// <summary>What it printed of this kind so far.</summary>
    public IReadOnlyList<JsonNode> Printed(string what) =>
        [.. _peer.Printed.Split('\n').Where(l => l.StartsWith('{')).Select(l => JsonNode.Parse(l)!).Where(l => (string?)l["what"] == what)];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _peer.DisposeAsync();
        _http?.Dispose();
        if (!_isGuest)
        {
            await Stub.DisposeAsync();
        }
    }

    private static async Task<BoltApp> StartAsync(string package, string script, string mode, Action<SlackStub> prepare, StubApp? app, CancellationToken cancel)
    {
        var missing = NodePeer.Missing(package);
        Assert.SkipWhen(missing is not null, missing ?? "");
        var stub = await SlackStub.StartAsync(cancel, app);
        try
        {
            prepare(stub);
            var port = NodePeer.FreePort();
            var peer = await PeerAsync(script, mode, stub, port, cancel);
            return mode == "socket" ? BySocket(stub, peer) : ByHttp(stub, peer, port);
        }
        catch
        {
            await stub.DisposeAsync();
            throw;
        }
    }

    private static BoltApp BySocket(SlackStub stub, NodePeer peer)
    {
        stub.Deliveries.BySocket();
        return new(stub, peer, null);
    }

    private static BoltApp ByHttp(SlackStub stub, NodePeer peer, int port)
    {
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        return new(stub, peer, http) { Http = stub.Deliveries.ByHttp(http) };
    }

    private static Task<NodePeer> PeerAsync(string script, string mode, SlackStub stub, int port, CancellationToken cancel) => NodePeer.StartAsync($"../Slack/{script}", [mode], """^\{"what":"ready""", Directory.GetCurrentDirectory(), cancel, new Dictionary<string, string>
    {
        ["API_URL"] = stub.ApiUrl,
        ["AUTHORIZE_URL"] = stub.AuthorizeUrl,
        ["TOKEN"] = stub.Workspace.Token,
        ["SIGNING_SECRET"] = stub.App.SigningSecret,
        ["APP_TOKEN"] = stub.App.AppToken,
        ["CLIENT_ID"] = stub.App.ClientId,
        ["CLIENT_SECRET"] = stub.App.ClientSecret,
        ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
    });
}
