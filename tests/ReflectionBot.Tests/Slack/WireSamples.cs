using System.Text.Json;
using System.Text.Json.Nodes;
using ReflectionBot.Channels.Slack.Inbound;
using ReflectionBot.Channels.Slack.Reading;

namespace ReflectionBot.Tests.Slack;

/// <summary>
/// What Slack sends, in the shapes that docs.slack.dev, <c>@slack/types</c>, Bolt's types and the Java SDK's <c>json-logs</c> give; ids and texts
/// are our own. A file's name begins with its kind; commands stand as Socket Mode sends them.
/// </summary>
internal static class WireSamples
{
    /// <summary>The installation that all of them are about.</summary>
    public const string Team = "T1";

    /// <summary>The bot's user id there.</summary>
    public const string Bot = "UBOT";

    /// <summary>Shortly after all of them.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 10, 0, TimeSpan.Zero);

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Slack", "Samples");

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    /// <summary>What each asks for, one line each: <c>name: line</c>.</summary>
    public static IReadOnlyDictionary<string, string> Table { get; } =
        File.ReadLines(Path.Combine(Folder, "table.txt")).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(": ", 2)).ToDictionary(l => l[0], l => l[1], StringComparer.Ordinal);

    /// <summary>A sample's JSON.</summary>
    public static JsonObject Json(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")))!.AsObject();

    /// <summary>By the name.</summary>
    public static SlackArrivalKind Kind(string name) => name.Split('-')[0] switch
    {
        "event" => SlackArrivalKind.Event,
        "command" => SlackArrivalKind.Command,
        "interaction" => SlackArrivalKind.Interaction,
        _ => throw new ArgumentException("no kind of arrival", nameof(name)),
    };

    /// <summary>Where HTTP brings it.</summary>
    public static string Address(SlackArrivalKind kind) => kind switch
    {
        SlackArrivalKind.Event => SlackHttpEndpoints.Events,
        SlackArrivalKind.Command => SlackHttpEndpoints.Commands,
        _ => SlackHttpEndpoints.Interactions,
    };

    /// <summary>The body by which HTTP brings it: JSON, a form with <c>payload</c>, or a form.</summary>
    public static string Body(SlackArrivalKind kind, string json) => kind switch
    {
        SlackArrivalKind.Event => json,
        SlackArrivalKind.Interaction => "payload=" + Uri.EscapeDataString(json),
        _ => string.Join('&', JsonNode.Parse(json)!.AsObject().Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString((string?)f.Value ?? "").Replace("%20", "+", StringComparison.Ordinal)}")),
    };

    /// <summary>A sample as the reader gets it.</summary>
    public static SlackReading Read(string name) => Read(Kind(name), Json(name));

    /// <summary>Something as the reader gets it.</summary>
    public static SlackReading Read(SlackArrivalKind kind, JsonNode json) => Read(new SlackArrival(kind, JsonSerializer.SerializeToElement(json)));

    /// <summary>Something as the reader gets it.</summary>
    public static SlackReading Read(SlackArrival arrival) => SlackReader.Read(arrival, Team, Bot, Now);
}
