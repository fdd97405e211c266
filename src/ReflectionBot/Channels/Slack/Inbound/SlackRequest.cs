using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Slack.Inbound;

/// <summary>What a verified request from Slack asks for; a closed set.</summary>
internal abstract record SlackRequest
{
    private SlackRequest()
    {
    }

    /// <summary>Something for the dispatcher.</summary>
    public sealed record Arrived(JsonElement Payload) : SlackRequest;

    /// <summary>Slack checks who owns this address: it expects the challenge back. (Source: Slack's page "url_verification event".)</summary>
    public sealed record Verification(string Challenge) : SlackRequest;

    /// <summary>Slack checks the certificate (<c>ssl_check=1</c>): it expects 200. (Source: Slack's page "Enabling interactivity with Slash commands".)</summary>
    public sealed record CertificateCheck : SlackRequest;

    /// <summary>Slack never sends this: answer with this HTTP status.</summary>
    public sealed record Malformed(int Status) : SlackRequest;

    /// <summary>A challenge is about fifty characters.</summary>
    private const int LongestChallenge = 1000;

    private static readonly Malformed Broken = new(400);

    /// <summary>Reads a body. Pure; never throws.</summary>
    /// <param name="kind">The kind, from the address it came to.</param>
    /// <param name="contentType">The header; must be JSON for events, a form for the others.</param>
    /// <param name="body">The body, after its signature was checked.</param>
    public static SlackRequest Read(SlackArrivalKind kind, string? contentType, ReadOnlyMemory<byte> body)
    {
        if (!IsExpected(contentType, kind == SlackArrivalKind.Event ? "application/json" : "application/x-www-form-urlencoded"))
        {
            return new Malformed(415);
        }

        if (kind == SlackArrivalKind.Event)
        {
            return SlackInboundJson.Read(body) is { } outer ? Event(outer) : Broken;
        }

        return SlackForm.Read(body.Span) switch
        {
            null => Broken,
            var fields when fields.TryGetValue("ssl_check", out var check) && check == "1" => new CertificateCheck(),
            var fields when kind == SlackArrivalKind.Command => Command(fields),
            var fields => fields.TryGetValue("payload", out var payload) && SlackInboundJson.Read(payload) is { } interaction ? new Arrived(interaction) : Broken,
        };
    }

    private static SlackRequest Event(JsonElement outer) =>
        outer.Word("type") != "url_verification" ? new Arrived(outer)
        : outer.Word("challenge") is { Length: > 0 and <= LongestChallenge } challenge ? new Verification(challenge)
        : Broken;

    private static SlackRequest Command(IReadOnlyDictionary<string, string> fields) =>
        !fields.TryGetValue("command", out var command) || command.Length == 0
            ? Broken
            : new Arrived(JsonSerializer.SerializeToElement(new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)JsonValue.Create(f.Value))))));

    private static bool IsExpected(string? header, string type) =>
        MediaTypeHeaderValue.TryParse(header, out var media) && string.Equals(media.MediaType, type, StringComparison.OrdinalIgnoreCase)
        && (media.CharSet is null || string.Equals(media.CharSet.Trim('"'), "utf-8", StringComparison.OrdinalIgnoreCase));
}
