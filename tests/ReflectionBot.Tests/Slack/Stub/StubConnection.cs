using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>One WebSocket of the app.</summary>
/// <param name="number">Which one, counted from 1.</param>
/// <param name="socket">The socket.</param>
/// <param name="context">Its request.</param>
/// <param name="strange">Where frames go that acknowledge nothing.</param>
internal sealed class StubConnection(int number, WebSocket socket, HttpContext context, ConcurrentQueue<string> strange) : IDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject?>> _waiting = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _sending = new(1, 1);

    /// <summary>Which one, counted from 1.</summary>
    public int Number { get; } = number;

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
            try
            {
                context.Abort();
            }
            catch (ObjectDisposedException)
            {
                // It has ended by itself meanwhile.
            }

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
