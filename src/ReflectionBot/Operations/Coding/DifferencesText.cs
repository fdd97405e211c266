using System.Globalization;
using System.Text;
using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Themes.Measuring;

namespace ReflectionBot.Operations.Coding;

/// <summary>The texts on which coder and labels differ, each with the words behind the coder's result.</summary>
internal static class DifferencesText
{
    /// <summary>A block for each such text; a sentence if there is none.</summary>
    public static string Of(Codebook codebook, ICoder coder, IReadOnlyList<CodedReading> readings)
    {
        var text = new StringBuilder();
        foreach (var reading in readings.Where(r => r.Missed.Any() || r.Extra.Any() || r.SidesAsked.Any(s => !s.Right)))
        {
            Add(text, reading, coder.Code(codebook, reading.Labelled.Text));
        }

        return text.Length == 0 ? "Coder and labels differ in no text." : text.ToString().TrimEnd();
    }

    private static void Add(StringBuilder text, CodedReading reading, IReadOnlyList<Code> codes)
    {
        var row = reading.Labelled;
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{row.Id}: {row.Text}");
        foreach (var theme in reading.Missed)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  missed {theme}");
        }

        foreach (var theme in reading.Extra)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  extra {theme}: {Words(row, codes, theme)}");
        }

        foreach (var theme in reading.SidesAsked.Where(s => !s.Right).Select(s => s.Theme))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  side of {theme}: {EvaluationText.Word(reading.Found[theme])}, labelled {EvaluationText.Word(row.Polarity[theme])}: {Words(row, codes, theme)}");
        }
    }

    private static string Words(LabelledText row, IReadOnlyList<Code> codes, string theme) => string.Join("; ", codes
        .Where(c => c.ThemeId == theme)
        .Select(c => $"\"{row.Text.Substring(c.Passage.Start, c.Passage.Length)}\" ({c.Indicator})"));
}
