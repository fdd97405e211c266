using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Themes.Measuring;

namespace ReflectionBot.Operations.Coding;

/// <summary><c>themes code</c>: codes each text of a file with the codebook's coder.</summary>
internal static class ThemesCoding
{
    // Printed for people, so it must show it's and not it\u0027s.
    private static readonly CodingJson Json = new(new JsonSerializerOptions(CodingJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Codes and prints, one JSON object per line.</summary>
    /// <returns>0, or 1 if a file cannot be read.</returns>
    public static async Task<int> RunAsync(string file, string? codebookFile, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        if (GivenCodebook.Read(codebookFile, errors) is not { } codebook || await TextsFile.ReadAsync(file, codebook, needsThemes: false, errors, cancel) is not { } rows)
        {
            return 1;
        }

        var coder = new IndicatorCoder();
        foreach (var row in rows)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(Printed(coder, codebook, row), Json.PrintedText));
        }

        return 0;
    }

    private static PrintedText Printed(IndicatorCoder coder, Codebook codebook, LabelledText row)
    {
        var codes = coder.Code(codebook, row.Text);
        var sides = CodedReading.Sides(codes);
        var order = coder.Order(codebook, row.Text);
        List<string> found = [.. order.Where(sides.ContainsKey)];
        return new(row.Id, row.Text, found, found.ToDictionary(t => t, t => Word(sides[t])), order,
            [.. codes.Select(c => new PrintedCode(c.ThemeId, c.TopicId, Word(c.Polarity), c.Indicator, c.Passage.Start, c.Passage.Length, row.Text.Substring(c.Passage.Start, c.Passage.Length)))]);
    }

    private static string Word(Polarity polarity) => EvaluationText.Word(polarity);
}
