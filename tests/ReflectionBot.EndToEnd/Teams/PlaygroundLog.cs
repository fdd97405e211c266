using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace ReflectionBot.EndToEnd.Teams;

/// <summary>
/// The Playground's log, which its page shows beside the chat: a WebSocket that says when an activity reached the bot and what the bot answered,
/// refusals included. What happened before somebody listened is kept for them.
/// </summary>
public sealed class PlaygroundLog : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<(Func<JsonNode, bool> Is, TaskCompletionSource<Delivery> Done)> _waiting = [];
    private Task _reading = Task.CompletedTask;

    /// <summary>Begins to listen.</summary>
    public static async Task<PlaygroundLog> OpenAsync(int port, CancellationToken cancel)
    {
        var log = new PlaygroundLog();
        await log._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/_ws/log/stream"), cancel);
        log._reading = log.ReadAsync();
        return log;
    }

    /// <summary>Does something and waits until the bot has answered the activity that comes of it.</summary>
    /// <param name="act">What makes the Playground send the activity.</param>
    /// <param name="isIt">Whether it is the activity.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<Delivery> DeliverAsync(Func<Task> act, Func<JsonNode, bool> isIt, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(act);
        var done = new TaskCompletionSource<Delivery>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Add((isIt, done));
        }

        await act();
        return await done.Task.WaitAsync(Patience, cancel);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer, _stop.Token);
                message.Write(buffer, 0, part.Count);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    Fail("the Playground closed its log");
                    return;
                }

                if (part.EndOfMessage)
                {
                    Hear(JsonNode.Parse(Encoding.UTF8.GetString(message.ToArray()))!["log"]!);
                    message.SetLength(0);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            Fail("the Playground is gone");
        }
    }

    /// <summary>An item of the type <c>bot</c> is an exchange; a warning in words says that the bot could not be reached, among other things.</summary>
    private void Hear(JsonNode item)
    {
        if ((string?)item["type"] == "bot" && (string?)item["to"] == "User Application")
        {
            var (activity, response) = (item["request"]!["body"]!, item["response"]!);
            var delivery = new Delivery(activity.AsObject(), (int)response["statusCode"]!, response["body"] is JsonValue ? null : response["body"]);
            lock (_lock)
            {
                var it = _waiting.FindIndex(w => w.Is(activity));
                if (it >= 0)
                {
                    _waiting[it].Done.TrySetResult(delivery);
                    _waiting.RemoveAt(it);
                }
            }
        }
        else if (((string?)item["displayText"] ?? "").Contains("connect", StringComparison.OrdinalIgnoreCase) && item["level"] is not null)
        {
            Fail((string)item["displayText"]!);
        }
    }

    private void Fail(string why)
    {
        lock (_lock)
        {
            _waiting.ForEach(w => w.Done.TrySetException(new InvalidOperationException(why)));
            _waiting.Clear();
        }
    }
}

/// <summary>An activity that the bot answered.</summary>
/// <param name="Activity">As it went over the wire.</param>
/// <param name="Status">The bot's answer.</param>
/// <param name="Answer">Its body, if it is JSON.</param>
public sealed record Delivery(JsonObject Activity, int Status, JsonNode? Answer);
