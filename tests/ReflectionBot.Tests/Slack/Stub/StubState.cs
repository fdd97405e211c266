using System.Globalization;
using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>What is filled in: <c>state.values</c>, by block and action (docs.slack.dev/reference/interaction-payloads/view-interactions-payload).</summary>
internal static class StubState
{
    /// <summary>The values of all fields in these blocks: what somebody gave, else what the field began with.</summary>
    /// <param name="blocks">The blocks, with ids.</param>
    /// <param name="given">By the field's <c>action_id</c> or its block's <c>block_id</c>. Of a choice: the option's <c>value</c>, several parted by commas.</param>
    /// <param name="mustBeComplete">Nothing may be missing that is not optional: otherwise Slack's client does not send.</param>
    public static JsonObject Values(JsonArray blocks, IReadOnlyDictionary<string, string> given, bool mustBeComplete)
    {
        var (values, unused) = (new JsonObject(), given.Keys.ToHashSet(StringComparer.Ordinal));
        foreach (var block in blocks.OfType<JsonObject>())
        {
            foreach (var element in Elements(block).Where(e => IsField((string?)e["type"])))
            {
                var (blockId, actionId) = ((string)block["block_id"]!, (string)element["action_id"]!);
                var name = given.ContainsKey(actionId) ? actionId : blockId;
                unused.Remove(name);
                var value = Value(element, given.GetValueOrDefault(name));
                if (mustBeComplete && (string?)block["type"] == "input" && !((bool?)block["optional"] ?? false) && IsEmpty(value))
                {
                    throw new InvalidOperationException($"Slack would not send the modal: {blockId} is not filled in");
                }
                (values[blockId] ??= new JsonObject())[actionId] = value;
            }
        }
        return unused.Count == 0 ? values : throw new InvalidOperationException($"no such field: {string.Join(", ", unused)}");
    }

    /// <summary>The elements of a block that somebody can act on.</summary>
    public static IEnumerable<JsonObject> Elements(JsonObject block) =>
        new[] { block["element"], block["accessory"] }.Concat(block["elements"] as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>What an element says of itself when somebody acts on it, e.g. <c>selected_option</c>.</summary>
    /// <param name="element">Which.</param>
    /// <param name="given">What they chose; null: what it began with.</param>
    public static JsonObject Value(JsonObject element, string? given)
    {
        var type = (string)element["type"]!;
        return type switch
        {
            "plain_text_input" or "email_text_input" or "url_text_input" or "number_input" => new() { ["type"] = type, ["value"] = Text(element, given) },
            "static_select" or "radio_buttons" or "external_select" or "overflow" => new() { ["type"] = type, ["selected_option"] = given is null ? element["initial_option"]?.DeepClone() : Option(element, given) },
            "multi_static_select" or "checkboxes" => new() { ["type"] = type, ["selected_options"] = given is null ? element["initial_options"]?.DeepClone() ?? new JsonArray() : new JsonArray([.. Split(given).Select(v => Option(element, v))]) },
            "datetimepicker" => new() { ["type"] = type, ["selected_date_time"] = given is null ? element["initial_date_time"]?.DeepClone() : long.Parse(given, CultureInfo.InvariantCulture) },
            "rich_text_input" => new() { ["type"] = type, ["rich_text_value"] = given is null ? element["initial_value"]?.DeepClone() : RichText(given) },
            "file_input" => new() { ["type"] = type, ["files"] = new JsonArray() },
            _ => Chosen(type, element, given),
        };
    }

    /// <summary>A typed text as the block that Slack's clients make of it.</summary>
    public static JsonObject RichText(string text, params IEnumerable<JsonObject> before) => new()
    {
        ["type"] = "rich_text",
        ["elements"] = new JsonArray(new JsonObject
        {
            ["type"] = "rich_text_section",
            ["elements"] = new JsonArray([.. before, new JsonObject { ["type"] = "text", ["text"] = text }]),
        }),
    };

    /// <summary>Pickers of a day, a time, a person, a conversation: named by what they pick.</summary>
    private static JsonObject Chosen(string type, JsonObject element, string? given)
    {
        var name = type switch
        {
            "datepicker" => "date",
            "timepicker" => "time",
            "users_select" => "user",
            "conversations_select" => "conversation",
            "channels_select" => "channel",
            "multi_users_select" => "users",
            "multi_conversations_select" => "conversations",
            "multi_channels_select" => "channels",
            _ => throw new InvalidOperationException($"a {type} has no value"),
        };
        var isMany = name.EndsWith('s');
        JsonNode? chosen = given is null ? element["initial_" + name]?.DeepClone() : isMany ? new JsonArray([.. Split(given).Select(v => (JsonNode)v)]) : given;
        return new() { ["type"] = type, ["selected_" + name] = chosen ?? (isMany ? new JsonArray() : null) };
    }

    private static bool IsField(string? type) => type is not null && BlockRules.Acts(type) && type is not ("button" or "overflow" or "workflow_button");

    private static string? Text(JsonObject element, string? given)
    {
        var text = given ?? (string?)element["initial_value"];
        if (text?.Length > ((int?)element["max_length"] ?? 3000))
        {
            throw new InvalidOperationException("Slack would not take a text of that length");
        }
        return text is "" ? null : text;
    }

    private static JsonNode Option(JsonObject element, string value)
    {
        var options = (element["options"] as JsonArray ?? []).Concat((element["option_groups"] as JsonArray ?? []).SelectMany(g => g!["options"]!.AsArray()));
        return options.FirstOrDefault(o => (string?)o!["value"] == value)?.DeepClone() ?? throw new InvalidOperationException($"no such option: {value}");
    }

    private static string[] Split(string given) => given.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsEmpty(JsonObject value) => value.Where(v => v.Key != "type").All(v => v.Value is null or JsonArray { Count: 0 });
}
