using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReflectionBot.Core.Chat;

/// <summary>
/// Messages as every channel shows them: without the characters that change the direction of the surrounding text. With those, a message or
/// a name could change how the sentence around it reads. The marks that Arabic or Hebrew spelling needs are kept. Pure.
/// </summary>
internal static class ShownText
{
    /// <summary>The message without them; the same instance where it has none.</summary>
    public static OutboundMessage Of(OutboundMessage message)
    {
        var json = MessageJson.Write(message);
        if (!json.Any(IsTurning) && !json.Contains("\\u20", StringComparison.OrdinalIgnoreCase))
        {
            return message;
        }

        var node = JsonNode.Parse(json)!;
        return Clean(node) ? MessageJson.Read(node.ToJsonString()) : message;
    }

    /// <summary>The text without them.</summary>
    public static string Of(string text) => text.Any(IsTurning) ? string.Concat(text.Where(c => !IsTurning(c))) : text;

    // Embeddings, overrides and isolates, and their terminators.
    private static bool IsTurning(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool Clean(JsonNode node)
    {
        var changed = false;
        foreach (var (child, put) in Children(node))
        {
            if (child is JsonValue value && value.GetValueKind() == JsonValueKind.String)
            {
                var text = value.GetValue<string>();
                if (Of(text) is var clean && clean != text)
                {
                    put(clean);
                    changed = true;
                }
            }
            else if (child is not null)
            {
                changed |= Clean(child);
            }
        }

        return changed;
    }

    private static List<(JsonNode? Child, Action<string> Put)> Children(JsonNode node) => node switch
    {
        JsonObject o => [.. o.Select(p => (p.Value, (Action<string>)(text => o[p.Key] = text)))],
        JsonArray a => [.. a.Select((child, at) => (child, (Action<string>)(text => a[at] = text)))],
        _ => [],
    };
}
