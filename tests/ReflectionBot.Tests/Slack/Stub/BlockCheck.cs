using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>Collects what is wrong with blocks, in Slack's words and with the place as a JSON pointer.</summary>
internal sealed class BlockCheck
{
    private readonly List<string> _problems = [];

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>How many elements want the focus; one may.</summary>
    public int Focused { get; set; }

    /// <summary>Notes a problem.</summary>
    public void Add(string what, string at) => _problems.Add($"[ERROR] {what} [json-pointer:{at}]");

    /// <summary>An object with no other fields than these.</summary>
    /// <returns>The object; null where there is none, which is noted.</returns>
    public JsonObject? Object(JsonNode? node, string at, params ReadOnlySpan<string> fields)
    {
        if (node is not JsonObject thing)
        {
            Add("must provide an object", at);
            return null;
        }
        foreach (var (name, value) in thing)
        {
            if (!fields.Contains(name))
            {
                Add($"invalid additional property: {name}", at);
            }
            else if (value is null)
            {
                Add("must not be null", $"{at}/{name}");
            }
        }
        return thing;
    }

    /// <summary>An array of so many items.</summary>
    /// <returns>The items; none where there is no array.</returns>
    public IReadOnlyList<JsonNode?> Items(JsonObject of, string name, string at, int least, int most)
    {
        if (of[name] is not JsonArray list)
        {
            Add($"missing required field: {name}", at);
            return [];
        }
        if (list.Count < least)
        {
            Add($"no fewer than {least} items allowed", $"{at}/{name}");
        }
        if (list.Count > most)
        {
            Add($"no more than {most} items allowed", $"{at}/{name}");
        }
        return [.. list];
    }

    /// <summary>A plain string.</summary>
    public string? String(JsonObject of, string name, string at, int most, bool required = false, int least = 1)
    {
        if (of[name] is null)
        {
            if (required)
            {
                Add($"missing required field: {name}", at);
            }
            return null;
        }
        if (of[name] is not JsonValue value || !value.TryGetValue<string>(out var text))
        {
            Add("must be a string", $"{at}/{name}");
            return null;
        }
        Length(text, $"{at}/{name}", most, least);
        return text;
    }

    /// <summary>A text object.</summary>
    /// <param name="of">What it is in.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="at">Where that is.</param>
    /// <param name="most">Characters.</param>
    /// <param name="plain">Only <c>plain_text</c>.</param>
    /// <param name="required">Whether it must be there.</param>
    public void Text(JsonObject of, string name, string at, int most, bool plain, bool required = false)
    {
        if (of[name] is { } text)
        {
            Text(text, $"{at}/{name}", most, plain);
        }
        else if (required)
        {
            Add($"missing required field: {name}", at);
        }
    }

    /// <summary>A text object (docs.slack.dev/reference/block-kit/composition-objects/text-object).</summary>
    public void Text(JsonNode? node, string at, int most, bool plain)
    {
        if (Object(node, at, "type", "text", "emoji", "verbatim") is not { } text)
        {
            return;
        }
        var type = (string?)text["type"];
        if (type != "plain_text" && (plain || type != "mrkdwn"))
        {
            Add($"unsupported type: {type}", $"{at}/type");
        }
        if (text[type == "mrkdwn" ? "emoji" : "verbatim"] is not null)
        {
            Add($"invalid additional property: {(type == "mrkdwn" ? "emoji" : "verbatim")}", at);
        }
        String(text, "text", at, most, required: true);
    }

    /// <summary>A boolean.</summary>
    public bool Flag(JsonObject of, string name, string at)
    {
        if (of[name] is JsonValue value && value.TryGetValue<bool>(out var flag))
        {
            return flag;
        }
        if (of[name] is not null)
        {
            Add("must be a boolean", $"{at}/{name}");
        }
        return false;
    }

    /// <summary>A whole number within limits; null where it is missing or none.</summary>
    public int? Number(JsonObject of, string name, string at, int least, int most)
    {
        if (of[name] is null)
        {
            return null;
        }
        if (of[name] is not JsonValue value || !value.TryGetValue<int>(out var number) || number < least || number > most)
        {
            Add($"must be a number from {least} to {most}", $"{at}/{name}");
            return null;
        }
        return number;
    }

    /// <summary>One of a few words.</summary>
    public void OneOf(JsonObject of, string name, string at, params ReadOnlySpan<string> words)
    {
        if (of[name] is { } value && !words.Contains(StubArguments.Text(value)!))
        {
            Add($"failed to match all allowed schemas: {value.ToJsonString()}", $"{at}/{name}");
        }
    }

    /// <summary>An address a browser opens.</summary>
    public void Address(JsonObject of, string name, string at, bool required = false)
    {
        if (String(of, name, at, 3000, required) is { } text && !(Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "mailto"))
        {
            Add("invalid url", $"{at}/{name}");
        }
    }

    /// <summary>Characters, counted as .NET does: never more than Slack would count.</summary>
    private void Length(string text, string at, int most, int least)
    {
        if (text.Length > most)
        {
            Add($"must be less than {most + 1} characters", at);
        }
        if (text.Length < least)
        {
            Add($"must be more than {least - 1} characters", at);
        }
    }
}
