using System.Text.Json;

namespace ReflectionBot.Channels.Shared;

/// <summary>Reads single fields of JSON that anybody may have written: what is not as expected is as good as not there, and nothing throws.</summary>
internal static class JsonWords
{
    /// <summary>A field of an object; null where this is no object, or the field is not there or null.</summary>
    public static JsonElement? Part(this JsonElement json, string name)
    {
        try
        {
            return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
        }
        catch (InvalidOperationException)
        {
            return null; // Another field's name is not valid Unicode.
        }
    }

    /// <summary>A field that is a text; null where it is none, or holds half a surrogate pair.</summary>
    public static string? Word(this JsonElement json, string name) => json.Part(name)?.Word();

    /// <summary>The text; null where this is none, or holds half a surrogate pair.</summary>
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
