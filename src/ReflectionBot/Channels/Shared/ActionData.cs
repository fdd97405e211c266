using System.Text.Json;
using System.Text.Json.Nodes;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Shared;

/// <summary>
/// The format of a button's action in a card: <c>{"rb": {"verb": "next", "round": "...", "item": "2", "rev": 7}}</c>; fields that are not set are
/// left out. It comes back through the client, so reading is strict and bounded, and the content is only a claim.
/// </summary>
internal static class ActionData
{
    /// <summary>The property of the card's data that holds the action.</summary>
    public const string Key = "rb";

    private const int MaxVerb = 64;
    private const int MaxReference = 200;

    // A button may carry a whole command line: this is the shortest limit among the channels.
    private const int MaxItem = 2_000;

    /// <summary>The action as JSON.</summary>
    public static JsonObject Write(ButtonAction action)
    {
        var json = new JsonObject { ["verb"] = action.Verb };
        if (action.Round is not null)
        {
            json["round"] = action.Round;
        }

        if (action.Item is not null)
        {
            json["item"] = action.Item;
        }

        if (action.Revision != 0)
        {
            json["rev"] = action.Revision;
        }

        if (action.Form is not null)
        {
            json["form"] = action.Form;
        }

        return json;
    }

    /// <summary>The action, or null where this is not an action of the bot.</summary>
    /// <exception cref="InvalidOperationException">A text is not valid Unicode.</exception>
    public static ButtonAction? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !Optional(json, "verb", MaxVerb, out var verb) || string.IsNullOrEmpty(verb)
            || !Optional(json, "round", MaxReference, out var round) || !Optional(json, "item", MaxItem, out var item) || !Optional(json, "form", MaxReference, out var form))
        {
            return null;
        }

        var revision = 0L;
        if (json.TryGetProperty("rev", out var rev) && (rev.ValueKind != JsonValueKind.Number || !rev.TryGetInt64(out revision)))
        {
            return null;
        }

        return new(verb, round, item, revision, form);
    }

    private static bool Optional(JsonElement json, string name, int longest, out string? text)
    {
        text = null;
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return text is not null && text.Length <= longest;
    }
}
