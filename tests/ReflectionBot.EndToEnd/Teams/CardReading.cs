using System.Text.Json.Nodes;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.EndToEnd.Teams;

/// <summary>What a person reads, presses and fills in on an Adaptive Card, in the order in which it stands there.</summary>
public static class CardReading
{
    /// <summary>The words: one line a block, buttons that stand together on one line as <c>[Label] [Label]</c>.</summary>
    public static string Text(JsonNode card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return string.Join('\n', Lines(card).Where(l => l.Length > 0));
    }

    /// <summary>The buttons; <see cref="SeenButton.Data"/> is the whole action as JSON.</summary>
    public static IReadOnlyList<SeenButton> Buttons(JsonNode card) =>
        [.. Elements(card).Where(e => Type(e) is "Action.Submit" or "Action.Execute").Select(e => new SeenButton((string?)e["title"] ?? "", e.ToJsonString(), (string?)e["associatedInputs"] != "none"))];

    /// <summary>The fields with what stands in them; an unticked toggle has its <c>valueOff</c>.</summary>
    public static IReadOnlyDictionary<string, string> Fields(JsonNode card) => Elements(card).Where(e => Type(e).StartsWith("Input.", StringComparison.Ordinal))
        .ToDictionary(e => (string)e["id"]!, e => e["value"]?.ToString() ?? (Type(e) == "Input.Toggle" ? (string?)e["valueOff"] ?? "false" : ""), StringComparer.Ordinal);

    private static string Type(JsonObject element) => (string?)element["type"] ?? "";

    private static IEnumerable<JsonObject> Elements(JsonNode node) => node switch
    {
        JsonObject o => o.Where(p => p.Value is JsonObject or JsonArray && p.Key is not ("data" or "fallback")).SelectMany(p => Elements(p.Value!)).Prepend(o),
        JsonArray list => list.Where(n => n is not null).SelectMany(n => Elements(n!)),
        _ => [],
    };

    private static IEnumerable<string> Lines(JsonNode node)
    {
        if (node is JsonArray list)
        {
            return list.Where(n => n is not null).SelectMany(n => Lines(n!));
        }

        return node is not JsonObject e || (string?)e["isVisible"] == "false" ? [] : Type(e) switch
        {
            "TextBlock" => [(string?)e["text"] ?? ""],
            "RichTextBlock" => [string.Concat(e["inlines"]!.AsArray().Select(i => i is JsonObject run ? (string?)run["text"] : (string?)i))],
            "FactSet" => e["facts"]!.AsArray().Select(f => $"{(string?)f!["title"]} {(string?)f["value"]}"),
            "Image" => [(string?)e["altText"] ?? ""],
            "Input.Toggle" => [(string?)e["title"] ?? ""],
            "ActionSet" => [Row(e)],
            var type when type.StartsWith("Input.", StringComparison.Ordinal) => [(string?)e["label"] ?? ""],
            _ => Inside(e),
        };
    }

    private static IEnumerable<string> Inside(JsonObject container)
    {
        string[] parts = ["body", "items", "columns", "rows", "cells"];
        return parts.Where(container.ContainsKey).SelectMany(p => Lines(container[p]!)).Append(Row(container));
    }

    private static string Row(JsonObject e) => e["actions"] is JsonArray actions ? string.Join(' ', actions.Select(a => $"[{(string?)a!["title"]}]")) : "";
}
