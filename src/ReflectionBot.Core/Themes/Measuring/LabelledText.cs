using System.Text.Json;

namespace ReflectionBot.Core.Themes.Measuring;

/// <summary>A text with a person's labels: one row of a file for measuring a coder.</summary>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Id">As in the file; the line's number where it has none.</param>
/// <param name="Text">The text.</param>
/// <param name="Themes">Theme ids; having none is also a valid label.</param>
/// <param name="Polarity">The side of a theme, where the row gives it: by theme, or for all themes by its valence. Mixed where it gives both.</param>
public sealed record LabelledText(int Line, string Id, string Text, IReadOnlySet<string> Themes, IReadOnlyDictionary<string, Polarity> Polarity)
{
    /// <summary>
    /// Parses a line: a JSON object with <c>text</c>, and optionally <c>id</c>, <c>themes</c>, <c>polarity</c> by theme (present, strained,
    /// mixed) and <c>valence</c> (positive, negative, mixed, neutral); other fields are ignored.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="codebook">The existing themes.</param>
    /// <param name="needsThemes">Whether the row must give its themes: required for measuring, not for coding.</param>
    /// <exception cref="FormatException">The row is invalid; the message names the line and what was expected, and quotes nothing from it.</exception>
    public static LabelledText Parse(string line, int number, Codebook codebook, bool needsThemes)
    {
        try
        {
            using var row = JsonDocument.Parse(line);
            return row.RootElement.ValueKind == JsonValueKind.Object
                ? new RowReader(row.RootElement, number, codebook).Read(needsThemes)
                : throw RowReader.Wrong(number, "is no JSON object. Expected: {\"text\": \"...\", \"themes\": [\"...\"]}.");
        }
        catch (JsonException e)
        {
            throw RowReader.Wrong(number, $"is no JSON from character {e.BytePositionInLine + 1} on. Expected: one object a line, {{\"text\": \"...\", \"themes\": [\"...\"]}}.");
        }
    }
}
