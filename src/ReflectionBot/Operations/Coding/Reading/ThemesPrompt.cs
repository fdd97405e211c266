using System.Text.Encodings.Web;
using System.Text.Json;
using ReflectionBot.Core.Digests.Reading;

namespace ReflectionBot.Operations.Coding.Reading;

/// <summary><c>themes prompt</c>: prints what a reading model would be sent for each text, so that anybody can try it with any model. It sends nothing.</summary>
internal static class ThemesPrompt
{
    private static readonly CodingJson Json = new(new JsonSerializerOptions(CodingJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Prints one JSON object a line.</summary>
    /// <returns>0, or 1 if a file cannot be read.</returns>
    public static async Task<int> RunAsync(string file, string? codebookFile, IReadOnlyList<string> names, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        if (GivenCodebook.Read(codebookFile, errors) is not { } codebook || await TextsFile.ReadAsync(file, codebook, needsThemes: false, errors, cancel) is not { } rows)
        {
            return 1;
        }

        foreach (var row in rows)
        {
            var prompt = ReadingPrompt.Of(codebook, row.Text, names);
            await output.WriteLineAsync(JsonSerializer.Serialize(new PrintedPrompt(row.Id, ReadingPrompt.Version, prompt.System, prompt.User), Json.PrintedPrompt));
        }

        return 0;
    }
}
