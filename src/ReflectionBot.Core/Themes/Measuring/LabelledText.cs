using System.Text.Json;

namespace ReflectionBot.Core.Themes.Measuring;

/// <summary>A text with what a person says it is about: one row of a file that a coder is measured on.</summary>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Id">As in the file; the line's number where it has none.</param>
/// <param name="Text">What was written.</param>
/// <param name="Themes">Theme ids; none is a label like any other.</param>
/// <param name="Polarity">The side of a theme, where the row says it: by theme, or for all of them by its valence. Mixed where it says both.</param>
public sealed record LabelledText(int Line, string Id, string Text, IReadOnlySet<string> Themes, IReadOnlyDictionary<string, Polarity> Polarity)
{
    /// <summary>
    /// The row of this line: a JSON object with <c>text</c>, and beside it <c>id</c>, <c>themes</c>, <c>polarity</c> by theme (present, strained,
    /// mixed) and <c>valence</c> (positive, negative, mixed, neutral); anything more is left alone.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="codebook">The themes there are.</param>
    /// <param name="needsThemes">Whether the row has to say its themes: to be measured it has to, to be coded it has not.</param>
    /// <exception cref="FormatException">It is no such row; says of which line and what was expected, and nothing that was written in it.</exception>
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
