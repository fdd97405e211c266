using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.Hosting;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Channels.Web.Transcripts;

namespace ReflectionBot.Channels.Web.DirectLine;

/// <summary>
/// <c>GET conversations/{id}/stream?watermark=&amp;t=</c>: a WebSocket that sends frames of activities as they are stored. Messages from the client
/// (the official one sends empty pings) are read and dropped.
/// </summary>
internal static class DirectLineStreams
{
    /// <summary>The most open streams of one person in one conversation; a browser with a dozen windows needs a dozen.</summary>
    private const int MostOpen = 20;

    public static async Task OpenAsync(
        HttpContext context, string id, WebGate gate, DirectLineStream stream, TranscriptSignals signals, IHostApplicationLifetime host)
    {
        var who = await gate.AdmitAsync(context.Request.Query["t"], TokenPurpose.Stream, id, context.RequestAborted);
        var after = DirectLineEndpoints.Watermark(context.Request);
        if (!context.WebSockets.IsWebSocketRequest)
        {
            throw DirectLineException.Malformed("The stream is a WebSocket.");
        }

        if (signals.Count(id, who.User.Id) >= MostOpen)
        {
            throw new DirectLineException(429, "TooManyStreams", "This chat is open in too many windows. Close some and load the page again.");
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await stream.RunAsync(socket, who, after, stop.Token);
    }
}

/// <summary>Runs one open stream.</summary>
public sealed partial class DirectLineStream(WebTranscript transcript, WebGate gate, TranscriptSignals signals, TimeProvider time, ILogger<DirectLineStream> log)
{
    /// <summary>The longest time without reading the store: posts from another process send no signal to this one.</summary>
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(10);

    /// <summary>How long a client has to answer the close message.</summary>
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    /// <summary>Sends the activities after a watermark until the client leaves, the person loses access, or the host stops.</summary>
    public async Task RunAsync(WebSocket socket, Admission who, long after, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reading = DrainAsync(socket, ended);
        var (status, reason) = await SendAsync(socket, who, after, ended.Token);
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await CloseAsync(socket, status, reason);

            // Stopping the read at once would break the connection, and the client would never see the reason.
            await Task.WhenAny(reading, Task.Delay(Goodbye, time, stop));
        }

        await ended.CancelAsync();
        await reading;
    }

    private static async Task CloseAsync(WebSocket socket, WebSocketCloseStatus status, string reason)
    {
        try
        {
            await socket.CloseOutputAsync(status, reason, CancellationToken.None);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client is already gone.
        }
    }

    /// <summary>Reads until the client closes. Without reading, a WebSocket never notices that.</summary>
    private static async Task DrainAsync(WebSocket socket, CancellationTokenSource ended)
    {
        var buffer = new byte[1024];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), ended.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client is gone without a close message, or this side ended the connection.
        }

        await ended.CancelAsync();
    }

    private async Task<(WebSocketCloseStatus Status, string Reason)> SendAsync(WebSocket socket, Admission who, long after, CancellationToken ended)
    {
        using var wake = signals.Subscribe(who.Id, who.User.Id);
        try
        {
            while (true)
            {
                // Checked after the reading: what was posted after access ended is then never sent.
                var page = await transcript.ReadAsync(who.Id, after, DirectLineEndpoints.PageSize, ended);
                if (!await gate.StillAsync(who, ended))
                {
                    return (WebSocketCloseStatus.PolicyViolation, "This pass is no longer valid.");
                }

                after = page.Watermark;
                if (page.Activities.Count == 0)
                {
                    await wake.NextAsync(LookAnyway, time, ended);
                    continue;
                }

                var frame = Encoding.UTF8.GetBytes(DirectLineEndpoints.Frame(page));
                await socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, ended);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            return (WebSocketCloseStatus.NormalClosure, "");
        }
        catch (Exception e)
        {
            // The client reconnects after some seconds, from its watermark.
            Broken(log, e.GetType().Name);
            return (WebSocketCloseStatus.InternalServerError, "Please connect again.");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A web chat stream ended: {Problem}.")]
    private static partial void Broken(ILogger log, string problem);
}
