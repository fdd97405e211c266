using System.Diagnostics;
using System.Text.Json;
using ReflectionBot.Core.Digests.Reading;
using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Themes.Measuring;
using ReflectionBot.Operations.Coding.Reading;

namespace ReflectionBot.Operations.Coding;

/// <summary>The options of the command.</summary>
/// <param name="File">The labelled texts.</param>
/// <param name="Json">Print the figures as JSON.</param>
/// <param name="Errors">Also print each text where coder and labels differ.</param>
/// <param name="Codebook">The file of a codebook; null for the bot's own.</param>
/// <param name="Reader">A reading model to measure in place of the coder; null for none.</param>
internal sealed record EvaluationRequest(string File, bool Json, bool Errors, string? Codebook, ReaderRequest? Reader);

/// <summary><c>themes evaluate</c>: compares the codebook's coder with a file of labelled texts.</summary>
internal static class ThemesEvaluation
{
    // Long enough for a stable figure; the first pass over all texts has warmed up the coder.
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(0.5);

    /// <summary>Measures and prints.</summary>
    /// <returns>0, or 1 if the file cannot be read as labelled texts.</returns>
    public static async Task<int> RunAsync(EvaluationRequest request, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        if (request.Reader?.Mistake(Environment.GetEnvironmentVariable) is { } mistake)
        {
            await errors.WriteLineAsync(mistake);
            return 1;
        }

        if (GivenCodebook.Read(request.Codebook, errors) is not { } codebook || await TextsFile.ReadAsync(request.File, codebook, needsThemes: true, errors, cancel) is not { } rows)
        {
            return 1;
        }

        var coder = new IndicatorCoder();
        var (readings, tally) = request.Reader is { } reader ? await ReadAsync(reader, coder, codebook, rows, cancel) : ([.. rows.Select(r => CodedReading.Of(coder, codebook, r))], null);
        var figures = Figures.Of(codebook, readings);
        var speed = Speed(coder, codebook, rows, cancel);
        await output.WriteLineAsync(request.Json
            ? JsonSerializer.Serialize(PrintedFigures.Of(figures, speed) with { Reader = tally is null ? null : new(request.Reader!.Model, ReadingPrompt.Version, tally.Read, tally.Refused, tally.Failed, tally.OverTheLimit) }, CodingJson.Default.PrintedFigures)
            : EvaluationText.Of(codebook, coder, figures, rows, speed) + (tally is null ? "" : EvaluationText.Of(request.Reader!, tally)));
        if (request.Errors)
        {
            await (request.Json ? errors : output).WriteLineAsync(DifferencesText.Of(codebook, coder, readings));
        }

        return 0;
    }

    /// <summary>The model's codes where there are some that can be used, else the codebook's.</summary>
    private static async Task<(List<CodedReading> Readings, ReaderTally Tally)> ReadAsync(ReaderRequest request, IndicatorCoder coder, Codebook codebook, IReadOnlyList<LabelledText> rows, CancellationToken cancel)
    {
        using var chat = ModelReader.Connect(request, request.KeyFrom is null ? null : Environment.GetEnvironmentVariable(request.KeyFrom));
        var reader = new ModelReader(chat, codebook, request);
        var readings = new List<CodedReading>();
        foreach (var row in rows)
        {
            var own = CodedReading.Of(coder, codebook, row);
            readings.Add(await reader.ReadAsync(row.Text, cancel) is { } codes ? new(row, CodedReading.Sides(codes), [.. codes.Select(c => c.ThemeId).Concat(own.Order).Distinct()]) : own);
        }

        return (readings, reader.Tally);
    }

    /// <summary>Texts per second on one core, coded repeatedly for <see cref="Measured"/>.</summary>
    private static double Speed(IndicatorCoder coder, Codebook codebook, IReadOnlyList<LabelledText> rows, CancellationToken cancel)
    {
        var (clock, coded) = (Stopwatch.StartNew(), 0);
        while (clock.Elapsed < Measured && !cancel.IsCancellationRequested)
        {
            _ = coder.Code(codebook, rows[coded % rows.Count].Text);
            coded++;
        }

        return coded / clock.Elapsed.TotalSeconds;
    }
}
