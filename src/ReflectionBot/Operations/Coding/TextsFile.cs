using System.Text;
using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Themes.Measuring;

namespace ReflectionBot.Operations.Coding;

/// <summary>A file of texts, one JSON object per line. Its content is not stored, logged or sent.</summary>
internal static class TextsFile
{
    /// <summary>The rows of the file, without empty lines. If it cannot be read as such, writes a sentence that says so and returns null.</summary>
    public static async Task<IReadOnlyList<LabelledText>?> ReadAsync(string path, Codebook codebook, bool needsThemes, TextWriter errors, CancellationToken cancel)
    {
        try
        {
            var rows = new List<LabelledText>();
            var number = 0;
            // Strict: invalid UTF-8 would otherwise be coded as other words than were written.
            await foreach (var line in File.ReadLinesAsync(path, new UTF8Encoding(false, throwOnInvalidBytes: true), cancel))
            {
                number++;
                if (!string.IsNullOrWhiteSpace(line))
                {
                    rows.Add(LabelledText.Parse(line, number, codebook, needsThemes));
                }
            }

            return rows.Count > 0 ? rows : await SayAsync(errors, $"There is no text in {path}. Expected: one JSON object a line.");
        }
        catch (FormatException e)
        {
            return await SayAsync(errors, $"{path}: {e.Message}");
        }
        catch (DecoderFallbackException)
        {
            return await SayAsync(errors, $"{path} is not written in UTF-8. Save it as UTF-8 and try again.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return await SayAsync(errors, $"{path} cannot be read: {e.Message}");
        }
    }

    private static async Task<IReadOnlyList<LabelledText>?> SayAsync(TextWriter errors, string sentence)
    {
        await errors.WriteLineAsync(sentence);
        return null;
    }
}
