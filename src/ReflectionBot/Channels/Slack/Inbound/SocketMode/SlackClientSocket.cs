using System.Net.WebSockets;

namespace ReflectionBot.Channels.Slack.Inbound.SocketMode;

/// <summary>
/// The real WebSocket. It answers Slack's pings by itself, and sends its own. If a connection dies silently (a router that forgets it, a
/// cable), the missing pong shows it. (Source: .NET's page on <c>ClientWebSocketOptions.KeepAliveTimeout</c>.)
/// </summary>
internal sealed class SlackClientSocket : ISlackSocket
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan PongWithin = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket;
    private readonly byte[] _buffer = new byte[16 * 1024];

    private SlackClientSocket(ClientWebSocket socket) => _socket = socket;

    /// <summary>Connects; pings every ten seconds, and gives up if no pong comes within twenty.</summary>
    /// <exception cref="IOException">It could not be connected.</exception>
    public static Task<ISlackSocket> ConnectAsync(Uri address, CancellationToken cancel) => ConnectAsync(address, PingEvery, PongWithin, cancel);

    /// <summary>The same with other times.</summary>
    internal static async Task<ISlackSocket> ConnectAsync(Uri address, TimeSpan pingEvery, TimeSpan pongWithin, CancellationToken cancel)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.KeepAliveInterval = pingEvery;
            socket.Options.KeepAliveTimeout = pongWithin;
            await socket.ConnectAsync(address, cancel);
            return new SlackClientSocket(socket);
        }
        catch (WebSocketException e)
        {
            socket.Dispose();
            throw new IOException($"No WebSocket could be opened ({e.WebSocketErrorCode}).");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<SlackFrame?> ReceiveAsync(CancellationToken cancel) => GuardAsync(async () =>
    {
        using var text = new MemoryStream();
        var oversize = false;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(), cancel);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            oversize |= text.Length + part.Count > SlackFrame.MostBytes;
            if (!oversize && part.MessageType == WebSocketMessageType.Text)
            {
                text.Write(_buffer, 0, part.Count);
            }

            if (part.EndOfMessage)
            {
                return part.MessageType != WebSocketMessageType.Text ? new SlackFrame(SlackFrameKind.Binary, default)
                    : oversize ? new SlackFrame(SlackFrameKind.Oversize, default)
                    : new SlackFrame(SlackFrameKind.Text, text.ToArray());
            }
        }
    }, cancel);

    /// <inheritdoc/>
    public Task SendAsync(ReadOnlyMemory<byte> text, CancellationToken cancel) => GuardAsync(async () =>
    {
        await _socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, cancel);
        return true;
    }, cancel);

    /// <inheritdoc/>
    public Task CloseAsync(CancellationToken cancel) => GuardAsync(async () =>
    {
        if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancel);
        }

        return true;
    }, cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> act, CancellationToken cancel)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (e is WebSocketException or InvalidOperationException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // Cancelled, but not by the caller: this happens to a waiting call when a pong is missing.
            throw new IOException($"The WebSocket is broken ({(e as WebSocketException)?.WebSocketErrorCode.ToString() ?? e.GetType().Name}).");
        }
    }
}
