using System.Text.Json;

namespace ReflectionBot.Channels.Shared;

/// <summary>Reads single fields of untrusted JSON. An unexpected value counts as missing, and nothing throws.</summary>
internal static class JsonWords
{
    /// <summary>A field of an object; null where this is not an object, or the field is missing or null.</summary>
    public static JsonElement? Part(this JsonElement json, string name)
    {
        try
        {
            return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
        }
        catch (InvalidOperationException)
        {
            return null; // The name of another field is not valid Unicode.
        }
    }

    /// <summary>A field that is a text; null where it is not a text, or holds half a surrogate pair.</summary>
    public static string? Word(this JsonElement json, string name) => json.Part(name)?.Word();

    /// <summary>The text; null where this is not a text, or holds half a surrogate pair.</summary>
    public static string? Word(this JsonElement json)
    {
        try
        {
            return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
