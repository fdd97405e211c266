using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReflectionBot.Channels.Slack.Inbound.SocketMode;

/// <summary>
/// The life of one connection: reads frames, passes envelopes to the dispatcher, several at once, and acknowledges on the same socket what was taken.
/// If the socket is gone, an acknowledgement is dropped: Slack sends the envelope again on another socket, and the store recognises it.
/// </summary>
internal sealed partial class SlackSocketConnection : IAsyncDisposable
{
    /// <summary>How long to wait for Slack's hello. Slack sends it at once.</summary>
    public static readonly TimeSpan HelloWithin = TimeSpan.FromSeconds(10);

    /// <summary>How long running work may take when the connection is left. The dispatcher itself takes 2.5 seconds at most.</summary>
    public static readonly TimeSpan DrainWithin = TimeSpan.FromSeconds(5);

    /// <summary>If sending a frame takes longer than this, there is no receiver. The same goes for a goodbye that is not answered.</summary>
    public static readonly TimeSpan SendWithin = TimeSpan.FromSeconds(2);

    /// <summary>How many envelopes are handled at once; more of them wait in the socket.</summary>
    public const int MostAtOnce = 16;

    private readonly ISlackSocket _socket;
    private readonly SlackReceive _receive;
    private readonly SlackSocketState _state;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _places = new(MostAtOnce);
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _handling = new();
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource<bool> _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<SlackParting> _parting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private volatile bool _refusing;

    /// <summary>Starts to read. The owner waits for <see cref="GreetedAsync"/>, then for <see cref="Parting"/>, and finally leaves the connection.</summary>
    public SlackSocketConnection(ISlackSocket socket, SlackReceive receive, SlackSocketState state, TimeProvider time, ILogger log)
    {
        (_socket, _receive, _state, _time, _log) = (socket, receive, state, time, log);
        _reading = ReadAsync();
    }

    /// <summary>Completes when another connection must replace this one. This one still takes envelopes until it is left.</summary>
    public Task<SlackParting> Parting => _parting.Task;

    /// <summary>Waits for Slack's hello.</summary>
    /// <returns>Whether it came, within <see cref="HelloWithin"/>.</returns>
    public async Task<bool> GreetedAsync(CancellationToken cancel)
    {
        try
        {
            return await _hello.Task.WaitAsync(HelloWithin, _time, cancel);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>From now on, new envelopes are left to other connections. Running work continues.</summary>
    public void Refuse() => _refusing = true;

    /// <summary>
    /// Leaves the connection: lets running work finish and be acknowledged, says goodbye, and closes. Does not throw. Takes no token, because it is part
    /// of stopping; its own limits end it after seven seconds.
    /// </summary>
    public async Task LeaveAsync()
    {
        if (!await WithinAsync(DrainWithin, DrainAsync, CancellationToken.None))
        {
            await _handling.CancelAsync();
        }

        Refuse();
        await WithinAsync(SendWithin, SayGoodbyeAsync, CancellationToken.None);
        await _socket.DisposeAsync();
        await _handling.CancelAsync();
        await _over.CancelAsync();
        await _reading;
    }

    /// <summary>The same as <see cref="LeaveAsync"/>.</summary>
    public async ValueTask DisposeAsync() => await LeaveAsync();

    /// <summary>Waits until it has taken all places: then nothing runs, and nothing more can begin.</summary>
    private async Task DrainAsync(CancellationToken cancel)
    {
        for (var free = 0; free < MostAtOnce; free++)
        {
            await _places.WaitAsync(cancel);
        }
    }

    private async Task SayGoodbyeAsync(CancellationToken cancel)
    {
        await _sending.WaitAsync(cancel); // Never released: nothing is sent after a goodbye.
        await _socket.CloseAsync(cancel);
        await _reading.WaitAsync(cancel);
    }

    /// <summary>Whether the action completed; false if it took too long, was cancelled, or the socket is gone.</summary>
    private async Task<bool> WithinAsync(TimeSpan limit, Func<CancellationToken, Task> act, CancellationToken cancel)
    {
        using var own = new CancellationTokenSource(limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(own.Token, cancel);
        try
        {
            await act(both.Token);
            return true;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task ReadAsync()
    {
        var greeted = false;
        try
        {
            while (await _socket.ReceiveAsync(_over.Token) is { } frame)
            {
                var message = frame.Kind == SlackFrameKind.Text ? SocketMessage.Read(frame.Text) : new SocketMessage.Unknown(frame.Kind == SlackFrameKind.Binary ? "it is no text" : "it is too large");
                if (message is SocketMessage.Hello && !greeted)
                {
                    greeted = true;
                    _state.Greeted();
                }

                await TakeAsync(message);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            var error = e.GetType().Name;
            LogBroken(error);
        }
        finally
        {
            if (greeted)
            {
                _state.Over();
            }

            _hello.TrySetResult(false);
            _parting.TrySetResult(SlackParting.Broken);
        }
    }

    private async Task TakeAsync(SocketMessage message)
    {
        switch (message)
        {
            case SocketMessage.Hello:
                _hello.TrySetResult(true);
                break;
            case SocketMessage.Disconnect disconnect:
                _parting.TrySetResult(disconnect.Why);
                _hello.TrySetResult(false); // If it comes instead of the hello, no hello will follow.
                break;
            case SocketMessage.Envelope when _refusing:
                break;
            case SocketMessage.Envelope envelope:
                await _places.WaitAsync(_over.Token);
                _ = Task.Run(() => HandleAsync(envelope), CancellationToken.None);
                break;
            case SocketMessage.Unknown unknown:
                LogIgnored(unknown.Why);
                break;
            default:
                throw new NotSupportedException(message.GetType().Name);
        }
    }

    private async Task HandleAsync(SocketMessage.Envelope envelope)
    {
        try
        {
            var ack = await _receive(envelope.Arrival, _handling.Token);
            if (ack.Taken)
            {
                await AcknowledgeAsync(envelope, ack.Payload);
            }
            else
            {
                LogNotTaken(envelope.Arrival.Kind, "not stored");
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException) // It should not throw. If it does, the other envelopes continue.
        {
            LogNotTaken(envelope.Arrival.Kind, e.GetType().Name);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task AcknowledgeAsync(SocketMessage.Envelope envelope, JsonObject? payload)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("envelope_id", envelope.Id);
            if (payload is not null && envelope.TakesPayload)
            {
                json.WritePropertyName("payload");
                payload.WriteTo(json);
            }

            json.WriteEndObject();
        }

        if (!await WithinAsync(SendWithin, cancel => SendAsync(text.ToArray(), cancel), _handling.Token))
        {
            LogDropped(envelope.Arrival.Kind);
        }
    }

    private async Task SendAsync(byte[] text, CancellationToken cancel)
    {
        await _sending.WaitAsync(cancel);
        try
        {
            await _socket.SendAsync(text, cancel);
        }
        finally
        {
            _sending.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A connection of Slack's Socket Mode ended ({Error})")]
    private partial void LogBroken(string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A frame of Slack's Socket Mode is ignored: {Why}")]
    private partial void LogIgnored(string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An envelope of Slack ({Kind}) was taken, but its connection is gone; Slack sends it again")]
    private partial void LogDropped(SlackArrivalKind kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "An envelope of Slack was not acknowledged ({Kind}: {Error})")]
    private partial void LogNotTaken(SlackArrivalKind kind, string error);
}
