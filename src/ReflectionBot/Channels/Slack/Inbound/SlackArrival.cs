using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReflectionBot.Channels.Slack.Inbound;

/// <summary>The kind of an arrival. Over HTTP the three addresses tell it; in Socket Mode, the <c>type</c> of the envelope.</summary>
internal enum SlackArrivalKind
{
    /// <summary>The Events API's outer envelope (<c>type: event_callback</c>, <c>event_id</c>, <c>team_id</c>, <c>event</c>).</summary>
    Event = 0,

    /// <summary>A button click, a modal, a shortcut (<c>block_actions</c>, <c>view_submission</c>, <c>shortcut</c>, <c>message_action</c>, ...).</summary>
    Interaction = 1,

    /// <summary>A slash command: its form's fields as a flat JSON object, which is how Socket Mode sends it.</summary>
    Command = 2,
}

/// <summary>Something that Slack sent by either transport. It is proved that Slack sent it.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Payload">As it came.</param>
/// <param name="Retry">0 for the first delivery; from 1 for Slack's repeats of an event that was not acknowledged.</param>
internal sealed record SlackArrival(SlackArrivalKind Kind, JsonElement Payload, int Retry = 0);

/// <summary>The answer that Slack gets within three seconds.</summary>
/// <param name="Taken">It is stored, or needs no storing: acknowledge it. Otherwise HTTP answers 503 and Socket Mode nothing, so that Slack sends an event again.</param>
/// <param name="Payload">Sent with the acknowledgement: errors of a modal, an ephemeral text for a slash command; null for none.</param>
internal sealed record SlackAck(bool Taken, JsonObject? Payload = null)
{
    /// <summary>Taken, nothing to say.</summary>
    public static SlackAck Ok { get; } = new(true);

    /// <summary>Not taken.</summary>
    public static SlackAck NotTaken { get; } = new(false);
}

/// <summary>
/// The one dispatcher behind both transports: handles an arrival until it is stored, and returns within 2.5 seconds. It does not throw.
/// </summary>
/// <param name="arrival">What arrived.</param>
/// <param name="cancel">Cancelled when the host stops.</param>
internal delegate Task<SlackAck> SlackReceive(SlackArrival arrival, CancellationToken cancel);
