using System.Text.Json;

namespace ReflectionBot.Core.Themes.Measuring;

/// <summary>Reads the fields of one row. For the first invalid one, says what was expected.</summary>
internal sealed class RowReader(JsonElement row, int number, Codebook codebook)
{
    private readonly HashSet<string> _known = [.. codebook.Themes.Select(t => t.Id)];

    /// <summary>The error for a row.</summary>
    public static FormatException Wrong(int number, string what) => new($"Line {number} {what}");

    /// <summary>Reads the row.</summary>
    public LabelledText Read(bool needsThemes)
    {
        var text = Text("text") ?? throw Wrong(number, "has no \"text\". Expected: \"text\": \"...\".");
        var themes = Themes(needsThemes);
        return new(number, Text("id") ?? $"{number}", text, themes, Sides(themes));
    }

    private string? Text(string name) => Field(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } field => String(field, name),
        _ => throw Wrong(number, $"has a \"{name}\" that is no text. Expected: \"{name}\": \"...\"."),
    };

    // JSON can hold half of a surrogate pair, which is not a character.
    private string String(JsonElement field, string name)
    {
        try
        {
            return field.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong(number, $"has a \"{name}\" with half a character in it (a \\u escape without its other half).");
        }
    }

    private JsonElement? Field(string name) => row.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null ? field : null;

    private HashSet<string> Themes(bool needed)
    {
        if (Field("themes") is not { } field)
        {
            return needed ? throw Wrong(number, "has no \"themes\". Expected: \"themes\": [\"...\"], and \"themes\": [] where the text is about none.") : [];
        }

        return field.ValueKind == JsonValueKind.Array && field.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String)
            ? [.. field.EnumerateArray().Select(e => Known(String(e, "themes")))]
            : throw Wrong(number, "has \"themes\" that are no list of texts. Expected: \"themes\": [\"...\"].");
    }

    private string Known(string theme) => _known.Contains(theme)
        ? theme
        : throw Wrong(number, $"names a theme that the codebook does not have. It has {string.Join(", ", codebook.Themes.Select(t => t.Id))}.");

    private Dictionary<string, Polarity> Sides(HashSet<string> themes)
    {
        if (Field("polarity") is not { } field)
        {
            return Valence() is { } side ? themes.ToDictionary(t => t, _ => side) : [];
        }

        return field.ValueKind == JsonValueKind.Object
            ? field.EnumerateObject().Select(p => (Theme: Known(p.Name), Side: Side(p.Value))).DistinctBy(p => p.Theme).ToDictionary(p => p.Theme, p => p.Side)
            : throw Wrong(number, "has a \"polarity\" that is no object. Expected: \"polarity\": {\"<theme>\": \"present\"}.");
    }

    private Polarity Side(JsonElement value) => (value.ValueKind == JsonValueKind.String ? value.GetString() : null) switch
    {
        "present" => Polarity.Present,
        "strained" => Polarity.Strained,
        "mixed" => Polarity.Mixed,
        _ => throw Wrong(number, "has a \"polarity\" that is none. Expected: present, strained or mixed."),
    };

    private Polarity? Valence() => Text("valence") switch
    {
        null or "neutral" => null,
        "positive" => Polarity.Present,
        "negative" => Polarity.Strained,
        "mixed" => Polarity.Mixed,
        _ => throw Wrong(number, "has a \"valence\" that is none. Expected: positive, negative, mixed or neutral."),
    };
}
