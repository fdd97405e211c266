namespace ReflectionBot.Channels.Slack.Inbound.SocketMode;

/// <summary>One WebSocket, as far as Socket Mode needs it.</summary>
internal interface ISlackSocket : IAsyncDisposable
{
    /// <summary>Receives the next frame. One call at a time; a call that is cancelled ends the socket.</summary>
    /// <returns>The frame, or null if the other side has closed.</returns>
    /// <exception cref="IOException">The connection is broken.</exception>
    Task<SlackFrame?> ReceiveAsync(CancellationToken cancel);

    /// <summary>Sends a text frame. One call at a time; a call that is cancelled ends the socket.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="IOException">The connection is broken.</exception>
    Task SendAsync(ReadOnlyMemory<byte> text, CancellationToken cancel);

    /// <summary>Starts to close; the other side then closes too, and <see cref="ReceiveAsync"/> reports it. Must not be called during a send.</summary>
    /// <exception cref="IOException">The connection is broken.</exception>
    Task CloseAsync(CancellationToken cancel);
}

/// <summary>What kind of frame came.</summary>
internal enum SlackFrameKind
{
    /// <summary>A text.</summary>
    Text = 0,

    /// <summary>Not a text: Slack never sends this. Its bytes are not kept.</summary>
    Binary,

    /// <summary>Larger than a frame may be. Its bytes are not kept.</summary>
    Oversize,
}

/// <summary>A whole message from the other side.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Text">For a text: its bytes; empty otherwise.</param>
internal sealed record SlackFrame(SlackFrameKind Kind, ReadOnlyMemory<byte> Text)
{
    /// <summary>The most bytes of a text.</summary>
    public const int MostBytes = 1024 * 1024;
}

/// <summary><c>apps.connections.open</c>: asks for the address of one new WebSocket. The address is itself a credential and is never logged.</summary>
internal delegate Task<Api.SlackResult<Uri>> SlackOpenConnection(CancellationToken cancel);

/// <summary>Connects a WebSocket to an address that was checked before.</summary>
/// <exception cref="IOException">It could not be connected.</exception>
internal delegate Task<ISlackSocket> SlackConnect(Uri address, CancellationToken cancel);
