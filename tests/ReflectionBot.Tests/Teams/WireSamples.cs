using System.Text.Json;
using System.Text.Json.Nodes;
using ReflectionBot.Channels.Activities;

namespace ReflectionBot.Tests.Teams;

/// <summary>Activities as they come over the wire: recorded from the Agents Playground, and others in the shapes that the documentation gives for Teams.</summary>
internal static class WireSamples
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Teams", "Samples");

    /// <summary>The names of all activities, without the Playground's answers to questions.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.json").Where(f => Raw(f).StartsWith('{') && JsonNode.Parse(Raw(f))!["type"] is not null).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    /// <summary>Those of Teams itself.</summary>
    public static IEnumerable<string> OfTeams => Names.Where(n => !n.StartsWith("playground-", StringComparison.Ordinal));

    /// <summary>A sample's JSON.</summary>
    public static JsonObject Json(string name) => JsonNode.Parse(Raw(Path.Combine(Folder, name + ".json")))!.AsObject();

    /// <summary>A sample as the endpoint reads it.</summary>
    public static Activity Activity(string name) => Activity(Json(name));

    /// <summary>An activity as the endpoint reads it.</summary>
    public static Activity Activity(JsonNode json) => JsonSerializer.Deserialize(json.ToJsonString(), ActivityJson.Wire.Activity)!;

    private static string Raw(string file) => File.ReadAllText(file);
}
