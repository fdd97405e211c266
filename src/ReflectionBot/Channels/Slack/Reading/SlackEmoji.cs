using System.Globalization;
using System.Text;
using System.Text.Json;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Slack.Reading;

/// <summary>
/// Emoji as people chose them: a message's text names them (<c>:slightly_smiling_face:</c>), and its blocks hold the characters. Custom
/// emoji of the workspace have no characters, so their names stay. (Source: "Rich text", element <c>emoji</c>, at docs.slack.dev.)
/// </summary>
internal static class SlackEmoji
{
    private const int Deepest = 8;
    private const int Most = 200;

    /// <summary>The text with the characters instead of their names.</summary>
    /// <param name="text">As Slack sends it.</param>
    /// <param name="message">The message with this text, and its blocks.</param>
    public static string Drawn(string text, JsonElement message)
    {
        if (!text.Contains(':', StringComparison.Ordinal))
        {
            return text;
        }

        foreach (var (name, skin, character) in All(message).Where(e => e.Character is not null).OrderBy(e => e.Skin is null))
        {
            var whole = skin is null ? $":{name}:" : $":{name}::skin-tone-{skin}:";
            text = text.Replace(whole, character, StringComparison.Ordinal).Replace($":{name}:", character, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>The emoji in a message's blocks, each with its skin tone (2 to 6) and its character if it has one.</summary>
    public static IReadOnlyList<(string Name, int? Skin, string? Character)> All(JsonElement message)
    {
        var found = new List<(string, int?, string?)>();
        if (message.Part("blocks") is { } blocks)
        {
            Collect(blocks, found, 0);
        }

        return found;
    }

    private static void Collect(JsonElement json, List<(string, int?, string?)> found, int depth)
    {
        if (depth > Deepest || found.Count >= Most)
        {
            return;
        }

        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray())
            {
                Collect(item, found, depth + 1);
            }
        }
        else if (json.Word("type") == "emoji")
        {
            if (json.Word("name") is { Length: > 0 and <= 100 } name)
            {
                found.Add((name, json.Part("skin_tone") is { ValueKind: JsonValueKind.Number } tone && tone.TryGetInt32(out var skin) ? skin : null, Character(json.Word("unicode"))));
            }
        }
        else if (json.Part("elements") is { } elements)
        {
            Collect(elements, found, depth + 1);
        }
    }

    /// <summary>E.g. <c>1f469-200d-1f4bb</c>; null if it is invalid.</summary>
    public static string? Character(string? points)
    {
        if (points is not { Length: > 0 and <= 80 })
        {
            return null;
        }

        var character = new StringBuilder();
        foreach (var point in points.Split('-'))
        {
            if (!int.TryParse(point, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) || !Rune.IsValid(value) || Rune.IsControl(new Rune(value)))
            {
                return null;
            }

            character.Append(new Rune(value).ToString());
        }

        return character.ToString();
    }
}
