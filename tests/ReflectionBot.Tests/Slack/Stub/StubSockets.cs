using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>
/// Socket Mode (docs.slack.dev/apis/events-api/using-socket-mode): tickets that work once, at most ten connections, every payload to any one of
/// them, and envelopes that were not acknowledged again.
/// </summary>
public sealed class StubSockets : IAsyncDisposable
{
    private const int MostConnections = 10;
    private const int MostRepeats = 3;

    private readonly SlackStub _stub;
    private readonly HashSet<string> _tickets = new(StringComparer.Ordinal);
    private readonly List<StubConnection> _open = [];
    private readonly ConcurrentQueue<string> _strange = new();
    private int _opened;
    private int _turn;

    internal StubSockets(SlackStub stub) => _stub = stub;

    /// <summary>The numbers of the open connections, in the order in which they were opened. The first ever is 1.</summary>
    public IReadOnlyList<int> Open
    {
        get
        {
            lock (_stub.Gate)
            {
                return [.. _open.Select(c => c.Number)];
            }
        }
    }

    /// <summary>How many connections were ever opened.</summary>
    public int EverOpened => Volatile.Read(ref _opened);

    /// <summary>Frames from the app that were no acknowledgement of anything.</summary>
    public IReadOnlyCollection<string> Strange => _strange;

    /// <summary>An event whose connection is lost before it is acknowledged goes to another one by itself; otherwise only <see cref="StubDeliveries.RedeliverAsync"/> sends it again.</summary>
    public bool RedeliversLost { get; set; } = true;

    /// <summary>Waits until so many connections are open.</summary>
    public Task ConnectedAsync(int count, CancellationToken cancel) => _stub.UntilAsync(() => Open.Count >= count, cancel);

    /// <summary>Tells the app that a connection will end: <c>warning</c>, <c>refresh_requested</c> or <c>link_disabled</c>. Only <see cref="CloseAsync"/> ends it.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="cancel">Ends the sending.</param>
    /// <param name="connection">Which; null: the oldest.</param>
    public Task DisconnectAsync(string reason, CancellationToken cancel, int? connection = null) =>
        SendAsync(new JsonObject { ["type"] = "disconnect", ["reason"] = reason, ["debug_info"] = new JsonObject { ["host"] = "applink-stub" } }.ToJsonString(), cancel, connection);

    /// <summary>Sends any text as a frame.</summary>
    public Task SendAsync(string frame, CancellationToken cancel, int? connection = null) => Find(connection).SendAsync(frame, cancel);

    /// <summary>Ends a connection: politely, or by cutting it.</summary>
    /// <param name="cancel">Ends the closing.</param>
    /// <param name="connection">Which; null: the oldest.</param>
    /// <param name="cut">Without a word.</param>
    public Task CloseAsync(CancellationToken cancel, int? connection = null, bool cut = false) => Find(connection).CloseAsync(cut, cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var connection in Snapshot())
        {
            await connection.CloseAsync(cut: true, CancellationToken.None);
        }
    }

    /// <summary>A new address, good for one connection.</summary>
    internal string NewAddress()
    {
        var ticket = $"stub-ticket-{_stub.NextId("")}";
        _tickets.Add(ticket);
        return $"{_stub.Url.Replace("http:", "ws:", StringComparison.Ordinal)}/link/?ticket={ticket}&app_id={_stub.App.Id}";
    }

    /// <summary>Serves a connection until it ends.</summary>
    internal async Task ServeAsync(HttpContext context)
    {
        bool isGood;
        lock (_stub.Gate)
        {
            isGood = _tickets.Remove(context.Request.Query["ticket"].ToString());
        }
        if (!context.WebSockets.IsWebSocketRequest || !isGood)
        {
            context.Response.StatusCode = context.WebSockets.IsWebSocketRequest ? 403 : 400;
            return;
        }
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var connection = new StubConnection(Interlocked.Increment(ref _opened), socket, _strange);
        var isWelcome = Snapshot().Count < MostConnections;
        if (isWelcome)
        {
            lock (_stub.Gate)
            {
                _open.Add(connection);
            }
        }
        var serving = GreetAndReadAsync(connection, isWelcome, context.RequestAborted);
        if (await Task.WhenAny(serving, connection.WhenCut) != serving)
        {
            context.Abort();
            await serving;
        }
        Remove(connection);
        connection.Lost();
        _stub.Changed();
    }

    /// <summary>Sends it to any one connection, and waits as long as Slack does. An event waits for a connection; the rest fails without one.</summary>
    internal async Task<StubDelivery> DeliverAsync(StubDelivery delivery, CancellationToken cancel)
    {
        if (delivery.Kind == StubDeliveryKind.Event)
        {
            await ConnectedAsync(1, cancel);
        }
        if (NextConnection() is not { } connection)
        {
            return delivery;
        }
        var (ack, isLost) = await AcknowledgedAsync(connection, Envelope(delivery, out var id), id, cancel);
        var sent = delivery with { Connection = connection.Number };
        if (ack is not null)
        {
            var payload = ack["payload"] as JsonObject;
            CheckPayload(delivery, payload);
            return sent with { IsAcknowledged = true, Answer = payload is { Count: > 0 } ? payload.DeepClone().AsObject() : null, Body = payload is { Count: > 0 } ? payload.ToJsonString() : "" };
        }
        return isLost && RedeliversLost && delivery is { Kind: StubDeliveryKind.Event, Attempt: < MostRepeats }
            ? await DeliverAsync(delivery with { Attempt = delivery.Attempt + 1, Reason = "timeout" }, cancel) : sent;
    }

    private async Task GreetAndReadAsync(StubConnection connection, bool isWelcome, CancellationToken cancel)
    {
        try
        {
            await connection.SendAsync(isWelcome ? Hello() : """{"type":"disconnect","reason":"too_many_websockets"}""", cancel);
            _stub.Changed();
            await connection.ReadAsync(cancel);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The app left, or the test ended the connection.
        }
    }

    /// <summary>Sends an envelope; what it is acknowledged with, or whether its connection was lost.</summary>
    private async Task<(JsonObject? Ack, bool IsLost)> AcknowledgedAsync(StubConnection connection, string envelope, string id, CancellationToken cancel)
    {
        var acknowledged = connection.Expect(id);
        try
        {
            await connection.SendAsync(envelope, cancel);
            var ack = await acknowledged.WaitAsync(_stub.App.AckWindow, _stub.Time, cancel).WaitAsync(SlackStub.Patience, cancel);
            return (ack, ack is null);
        }
        catch (TimeoutException)
        {
            return (null, false);
        }
        catch (Exception gone) when (gone is WebSocketException or ObjectDisposedException or IOException)
        {
            Remove(connection);
            return (null, true);
        }
    }

    private void Remove(StubConnection connection)
    {
        lock (_stub.Gate)
        {
            _open.Remove(connection);
        }
    }

    private string Envelope(StubDelivery delivery, out string id)
    {
        id = $"stub-envelope-{_stub.NextId("")}";
        var envelope = new JsonObject
        {
            ["envelope_id"] = id,
            ["payload"] = delivery.Payload.DeepClone(),
            ["type"] = delivery.Kind switch { StubDeliveryKind.Event => "events_api", StubDeliveryKind.Command => "slash_commands", _ => "interactive" },
            ["accepts_response_payload"] = TakesAnswer(delivery),
        };
        if (delivery.Kind == StubDeliveryKind.Event)
        {
            (envelope["retry_attempt"], envelope["retry_reason"]) = (delivery.Attempt, delivery.Reason ?? "");
        }
        return envelope.ToJsonString();
    }

    /// <summary>The SDK adds an empty payload to every acknowledgement; a full one is wrong where none is taken.</summary>
    private void CheckPayload(StubDelivery delivery, JsonObject? payload)
    {
        if (payload is { Count: > 0 } && !TakesAnswer(delivery))
        {
            _stub.Problem($"an answer to {delivery.Type}, which takes none: {payload.ToJsonString()}");
        }
    }

    private static bool TakesAnswer(StubDelivery delivery) => delivery.Kind == StubDeliveryKind.Command || delivery.Type == "view_submission";

    private string Hello() => new JsonObject
    {
        ["type"] = "hello",
        ["num_connections"] = Open.Count,
        ["debug_info"] = new JsonObject { ["host"] = "applink-stub", ["build_number"] = 10, ["approximate_connection_time"] = 18060 },
        ["connection_info"] = new JsonObject { ["app_id"] = _stub.App.Id },
    }.ToJsonString();

    private StubConnection? NextConnection()
    {
        lock (_stub.Gate)
        {
            return _open.Count == 0 ? null : _open[_turn++ % _open.Count];
        }
    }

    private List<StubConnection> Snapshot()
    {
        lock (_stub.Gate)
        {
            return [.. _open];
        }
    }

    private StubConnection Find(int? number) => Snapshot().Find(c => number is null || c.Number == number) ?? throw new InvalidOperationException("no such connection");
}
