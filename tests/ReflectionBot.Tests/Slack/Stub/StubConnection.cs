using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>One WebSocket of the app.</summary>
/// <param name="number">Which one, counted from 1.</param>
/// <param name="socket">The socket.</param>
/// <param name="strange">Where frames go that acknowledge nothing.</param>
internal sealed class StubConnection(int number, WebSocket socket, ConcurrentQueue<string> strange) : IDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject?>> _waiting = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TaskCompletionSource _cut = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Which one, counted from 1.</summary>
    public int Number { get; } = number;

    /// <summary>Done when it is to be cut. Whoever serves the request does that: its context is not for other threads.</summary>
    public Task WhenCut => _cut.Task;

    /// <summary>What this envelope is acknowledged with; null if the connection is lost before.</summary>
    public Task<JsonObject?> Expect(string envelope) => _waiting.GetOrAdd(envelope, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Sends a frame.</summary>
    public async Task SendAsync(string frame, CancellationToken cancel)
    {
        await _sending.WaitAsync(cancel);
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, cancel);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Reads acknowledgements until the app leaves.</summary>
    public async Task ReadAsync(CancellationToken cancel)
    {
        var (buffer, frame) = (new byte[16 * 1024], new MemoryStream());
        while (true)
        {
            var got = await socket.ReceiveAsync(buffer, cancel);
            if (got.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancel);
                return;
            }
            frame.Write(buffer, 0, got.Count);
            if (got.EndOfMessage)
            {
                Take(Encoding.UTF8.GetString(frame.ToArray()));
                frame.SetLength(0);
            }
        }
    }

    /// <summary>Ends it: politely, or by cutting it.</summary>
    public async Task CloseAsync(bool cut, CancellationToken cancel)
    {
        if (cut)
        {
            _cut.TrySetResult();
            return;
        }
        await _sending.WaitAsync(cancel);
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "stub", cancel);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Nothing will be acknowledged here any more.</summary>
    public void Lost()
    {
        foreach (var waiting in _waiting.Values)
        {
            waiting.TrySetResult(null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _sending.Dispose();

    private void Take(string frame)
    {
        JsonObject? ack;
        try
        {
            ack = JsonNode.Parse(frame) as JsonObject;
        }
        catch (JsonException)
        {
            ack = null;
        }
        if (ack is null || !_waiting.TryRemove((string?)ack["envelope_id"] ?? "", out var waiting) || !waiting.TrySetResult(ack))
        {
            strange.Enqueue(frame);
        }
    }
}
