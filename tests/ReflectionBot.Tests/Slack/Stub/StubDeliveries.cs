using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>Sends to the app what happens, by HTTP or by socket, and keeps what became of it.</summary>
public sealed class StubDeliveries : IDisposable
{
    /// <summary>An event is sent four times at most (docs.slack.dev/apis/events-api#retries).</summary>
    private const int MostRepeats = 3;

    private readonly SlackStub _stub;
    private readonly ConcurrentQueue<StubDelivery> _all = new();
    private readonly ConcurrentQueue<StubDelivery> _echoes = new();
    private readonly CancellationTokenSource _stop = new();
    private StubHttp? _http;
    private bool _bySocket;
    private int _unsettled;

    internal StubDeliveries(SlackStub stub) => _stub = stub;

    /// <summary>Everything sent so far, repeats included, in the order in which it was answered or given up.</summary>
    public IReadOnlyList<StubDelivery> All => [.. _all];

    /// <summary>From now on by HTTP to this app.</summary>
    /// <param name="app">A client whose base address is the app; not disposed here.</param>
    /// <returns>For sending what Slack would not.</returns>
    public StubHttp ByHttp(HttpClient app)
    {
        (_bySocket, _http) = (false, new(_stub, app));
        return _http;
    }

    /// <summary>From now on by the app's sockets.</summary>
    public void BySocket() => _bySocket = true;

    /// <summary>Sends an event: the inner part, which is put into an envelope.</summary>
    public Task<StubDelivery> SendEventAsync(StubWorkspace team, JsonObject happened, CancellationToken cancel) => SendAsync(Event(team, happened), cancel);

    /// <summary>Sends an interaction.</summary>
    public Task<StubDelivery> SendInteractionAsync(StubWorkspace team, JsonObject payload, CancellationToken cancel) => SendAsync(new(StubDeliveryKind.Interaction, team, payload), cancel);

    /// <summary>Sends a slash command.</summary>
    public Task<StubDelivery> SendCommandAsync(StubWorkspace team, JsonObject fields, CancellationToken cancel) => SendAsync(new(StubDeliveryKind.Command, team, fields), cancel);

    /// <summary>Sends an event again, as Slack does at once, after a minute and after five, if nobody acknowledged it.</summary>
    /// <param name="before">What was sent before.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <param name="reason">Null: what fits what became of it.</param>
    public Task<StubDelivery> RedeliverAsync(StubDelivery before, CancellationToken cancel, string? reason = null)
    {
        if (before.Kind != StubDeliveryKind.Event || before.Attempt >= MostRepeats || before.ForbidsRepeats)
        {
            throw new InvalidOperationException("Slack repeats events only, three times at most, and not where the app forbids it");
        }
        return SendAsync(before with { Attempt = before.Attempt + 1, Reason = reason ?? Reason(before), IsAcknowledged = false, Status = null, Body = "", Answer = null, Connection = null }, cancel);
    }

    /// <summary>Waits until everything is answered that the app's own posts so far gave rise to.</summary>
    public Task SettleAsync(CancellationToken cancel) => _stub.UntilAsync(() => Volatile.Read(ref _unsettled) == 0, cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    /// <summary>The app itself made something happen: it is told once its call is answered. Unsettled from here on, where its post is not yet to be seen.</summary>
    internal void Echo(StubWorkspace team, JsonObject happened)
    {
        Interlocked.Increment(ref _unsettled);
        _echoes.Enqueue(Event(team, happened));
    }

    /// <summary>Sends what the app made happen, where there is a way to it.</summary>
    internal void SendEchoes()
    {
        while (_echoes.TryDequeue(out var echo))
        {
            _ = EchoAsync(echo);
        }
    }

    /// <summary>Sends something and lets the acknowledgement do what it does.</summary>
    internal async Task<StubDelivery> SendAsync(StubDelivery delivery, CancellationToken cancel)
    {
        var sent = _bySocket ? await _stub.Sockets.DeliverAsync(delivery, cancel)
            : await (_http ?? throw new InvalidOperationException("no way to the app: ByHttp or BySocket first")).DeliverAsync(delivery, cancel);
        _all.Enqueue(sent);
        _stub.Took(sent);
        _stub.Changed();
        return sent;
    }

    private async Task EchoAsync(StubDelivery echo)
    {
        // The call that gave rise to it goes on meanwhile.
        await Task.Yield();
        try
        {
            if (_bySocket ? _stub.Sockets.Open.Count > 0 : _http is not null)
            {
                await SendAsync(echo, _stop.Token);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or HttpRequestException or ObjectDisposedException or TimeoutException)
        {
            // The app, or the test, has ended.
        }
        finally
        {
            Interlocked.Decrement(ref _unsettled);
            _stub.Changed();
        }
    }

    /// <summary>The envelope of the Events API (docs.slack.dev/apis/events-api#callback-field).</summary>
    private StubDelivery Event(StubWorkspace team, JsonObject happened)
    {
        var id = _stub.NextId("Ev");
        var authorization = new JsonObject { ["enterprise_id"] = null, ["team_id"] = team.Id, ["user_id"] = team.BotUser, ["is_bot"] = true, ["is_enterprise_install"] = team.IsEnterpriseInstall };
        return new(StubDeliveryKind.Event, team, new()
        {
            ["token"] = _stub.App.VerificationToken,
            ["team_id"] = team.Id,
            ["context_team_id"] = team.Id,
            ["context_enterprise_id"] = null,
            ["api_app_id"] = _stub.App.Id,
            ["event"] = happened,
            ["type"] = "event_callback",
            ["event_id"] = id,
            ["event_time"] = _stub.Time.GetUtcNow().ToUnixTimeSeconds(),
            ["authorizations"] = new JsonArray(authorization),
            ["is_ext_shared_channel"] = happened["channel"] is JsonValue channel && (team.Channel((string?)channel)?.IsShared ?? false),
            ["event_context"] = $"4-{id}",
        });
    }

    private static string Reason(StubDelivery before) => before switch
    {
        { Connection: not null } => "timeout",
        { Status: null } => "http_timeout",
        _ => "http_error",
    };
}
