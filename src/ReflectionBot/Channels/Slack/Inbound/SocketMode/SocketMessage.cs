using System.Text.Json;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Slack.Inbound.SocketMode;

/// <summary>What a text frame says; a closed set. (Source: Slack's page "Using Socket Mode", and SocketModeClient of slackapi/node-slack-sdk.)</summary>
internal abstract record SocketMessage
{
    private SocketMessage()
    {
    }

    /// <summary>The connection is ready.</summary>
    public sealed record Hello : SocketMessage;

    /// <summary>Slack ends this connection.</summary>
    public sealed record Disconnect(SlackParting Why) : SocketMessage;

    /// <summary>Something for the dispatcher.</summary>
    /// <param name="Id">The id for acknowledging it.</param>
    /// <param name="Arrival">What arrived.</param>
    /// <param name="TakesPayload">Slack accepts a payload with the acknowledgement.</param>
    public sealed record Envelope(string Id, SlackArrival Arrival, bool TakesPayload) : SocketMessage;

    /// <summary>A frame that is not understood.</summary>
    /// <param name="Why">Fixed words for the log.</param>
    public sealed record Unknown(string Why) : SocketMessage;

    /// <summary>Slack's ids have 36 characters.</summary>
    private const int LongestId = 200;

    /// <summary>Reads a frame. Pure; never throws.</summary>
    public static SocketMessage Read(ReadOnlyMemory<byte> text)
    {
        if (SlackInboundJson.Read(text) is not { } frame)
        {
            return new Unknown("it is no JSON object");
        }

        return frame.Word("type") switch
        {
            "hello" => new Hello(),
            "disconnect" => new Disconnect(Reason(frame.Word("reason"))),
            "events_api" => Read(frame, SlackArrivalKind.Event),
            "interactive" => Read(frame, SlackArrivalKind.Interaction),
            "slash_commands" => Read(frame, SlackArrivalKind.Command),
            _ => new Unknown("its type is not known"),
        };
    }

    private static SocketMessage Read(JsonElement frame, SlackArrivalKind kind) =>
        frame.Word("envelope_id") is not { Length: > 0 and <= LongestId } id ? new Unknown("its envelope has no id")
        : frame.Part("payload") is not { ValueKind: JsonValueKind.Object } payload ? new Unknown("its envelope has no payload")
        : new Envelope(id, new SlackArrival(kind, payload, Retry(frame)), frame.Part("accepts_response_payload") is { ValueKind: JsonValueKind.True });

    private static int Retry(JsonElement frame) => frame.Part("retry_attempt") is { ValueKind: JsonValueKind.Number } retry ? SlackInboundJson.Retry(retry.GetRawText()) : 0;

    /// <summary>An unknown reason is treated like the usual ones: open another connection first.</summary>
    private static SlackParting Reason(string? reason) => reason switch
    {
        "link_disabled" => SlackParting.Disabled,
        "too_many_websockets" => SlackParting.TooMany,
        _ => SlackParting.Refresh,
    };
}

/// <summary>Why a connection must be replaced.</summary>
internal enum SlackParting
{
    /// <summary>It is over: closed by the other side, broken, or silent for too long.</summary>
    Broken = 0,

    /// <summary>Slack is about to close it (<c>warning</c>, <c>refresh_requested</c>) and it still works: open the new one first.</summary>
    Refresh,

    /// <summary>The machine slept; it is not known whether the connection still works.</summary>
    Slept,

    /// <summary>Socket Mode was switched off on the app's pages.</summary>
    Disabled,

    /// <summary>The app has more than the ten connections that Slack allows. (Source: slackapi/node-slack-sdk, issue "Handle event.type === disconnect".)</summary>
    TooMany,
}
