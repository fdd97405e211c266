using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>What kind of thing is delivered.</summary>
public enum StubDeliveryKind
{
    /// <summary>An event of the Events API.</summary>
    Event = 0,

    /// <summary>A press, a modal, a shortcut.</summary>
    Interaction = 1,

    /// <summary>A slash command.</summary>
    Command = 2,
}

/// <summary>One thing that was sent to the app, once, and what the app said.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Team">Where it happened.</param>
/// <param name="Payload">What was sent: of an event the outer envelope, of a command its fields.</param>
public sealed record StubDelivery(StubDeliveryKind Kind, StubWorkspace Team, JsonObject Payload)
{
    /// <summary>0 for the first time, 1 to 3 for repeats of an event.</summary>
    public int Attempt { get; init; }

    /// <summary>Why it is repeated, e.g. <c>http_timeout</c>, <c>http_error</c>, <c>timeout</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The app took it, within the time Slack waits.</summary>
    public bool IsAcknowledged { get; init; }

    /// <summary>Of HTTP: the status; null where none came in time, or for Socket Mode.</summary>
    public int? Status { get; init; }

    /// <summary>The body of the acknowledgement; empty for none.</summary>
    public string Body { get; init; } = "";

    /// <summary>The body as JSON; null where there was none, or it is none.</summary>
    public JsonObject? Answer { get; init; }

    /// <summary>Of HTTP: the app forbade repeats (<c>X-Slack-No-Retry</c>).</summary>
    public bool ForbidsRepeats { get; init; }

    /// <summary>Of Socket Mode: the number of the connection it went to.</summary>
    public int? Connection { get; init; }

    /// <summary>The message it tells of, where it tells of one that somebody wrote.</summary>
    public StubMessage? Message { get; init; }

    /// <summary>Of an event: its type. Of an interaction: its type. Of a command: its name.</summary>
    public string Type => (string?)Payload["event"]?["type"] ?? (string?)Payload["type"] ?? (string?)Payload["command"] ?? "";

    /// <summary>Of an event: its id.</summary>
    public string? EventId => (string?)Payload["event_id"];
}
