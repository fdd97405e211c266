using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>The words in blocks, as a reader meets them.</summary>
public static class BlockText
{
    private static readonly string[] Shown = ["title", "blocks", "label", "text", "fields", "elements", "accessory", "element", "placeholder", "options", "option_groups", "hint", "description", "alt_text", "initial_value", "rows"];

    /// <summary>Every text in there, in the order of reading.</summary>
    public static IEnumerable<string> Of(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(Of),
        JsonObject thing => Shown.Where(thing.ContainsKey).SelectMany(name => thing[name] is JsonValue value && value.TryGetValue<string>(out var text) ? [text] : Of(thing[name])),
        _ => [],
    };

    /// <summary>All objects of this type under a node.</summary>
    public static IEnumerable<JsonObject> All(JsonNode? node, string type) => node switch
    {
        JsonArray nodes => nodes.SelectMany(n => All(n, type)),
        JsonObject json => json.SelectMany(f => All(f.Value, type)).Concat((json["type"] as JsonValue)?.ToString() == type ? [json] : []),
        _ => [],
    };

    /// <summary>Characters of all texts under a node, as Slack keeps them: the three entities encoded.</summary>
    public static int Size(JsonNode? node) => Of(node).Sum(text => text.Sum(c => c switch { '&' => 5, '<' or '>' => 4, _ => 1 }));

    /// <summary>How many characters all texts in there have together: what Slack seems to count for <c>msg_blocks_too_long</c>.</summary>
    public static int Length(JsonNode? node) => Of(node).Sum(t => t.Length);
}
