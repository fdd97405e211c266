using System.Globalization;
using System.Text;
using ReflectionBot.Core.Digests.Reading;
using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Themes.Measuring;
using ReflectionBot.Operations.Coding.Reading;

namespace ReflectionBot.Operations.Coding;

/// <summary>The figures as readable text.</summary>
internal static class EvaluationText
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>A table, and a line for each further figure.</summary>
    public static string Of(Codebook codebook, ICoder coder, Figures figures, IReadOnlyList<LabelledText> rows, double speed)
    {
        var text = new StringBuilder();
        var wide = codebook.Themes.Max(t => t.Id.Length);
        text.AppendLine(Invariant, $"{rows.Count} {(rows.Count == 1 ? "text" : "texts")}, coder {coder.Version}, codebook {codebook.Id} {codebook.Version}");
        text.AppendLine();
        text.AppendLine(Invariant, $"{"theme".PadRight(wide)}  precision  recall    F1     n  kappa");
        foreach (var (theme, f) in figures.Themes)
        {
            text.AppendLine(Invariant, $"{theme.PadRight(wide)}  {f.Fit.Precision,9:F2}  {f.Fit.Recall,6:F2}  {f.Fit.F1,4:F2}  {f.N,4}  {f.Kappa,5:F2}");
        }

        text.AppendLine(Invariant, $"{"all (micro)".PadRight(wide)}  {figures.Micro.Precision,9:F2}  {figures.Micro.Recall,6:F2}  {figures.Micro.F1,4:F2}  {figures.Micro.Both + figures.Micro.Missed,4}");
        text.AppendLine(Invariant, $"{"mean (macro)".PadRight(wide)}  {"",9}  {"",6}  {figures.MacroF1,4:F2}");
        text.AppendLine();
        text.AppendLine(Invariant, $"About none, and nothing found: {Share(figures.None)}");
        text.AppendLine(Invariant, $"Side (present or strained) of what was found: {Share(figures.Polarity)}");
        text.AppendLine(Invariant, $"Labels among the coder's first one, two, three: {string.Join(", ", figures.Top.Select(t => t.Rate.ToString("F2", Invariant)))}");
        text.Append(Invariant, $"Speed: {speed:F0} texts a second, {rows.Average(r => r.Text.Length):F0} characters each on average");
        return text.ToString();
    }

    /// <summary>What a reading model did. The speed above is the coder's.</summary>
    public static string Of(ReaderRequest request, ReaderTally tally)
    {
        static string Kinds(IReadOnlyDictionary<string, int> counts) => counts.Count == 0 ? "0" : $"{counts.Values.Sum()} ({string.Join(", ", counts.Select(c => $"{c.Value} {c.Key}"))})";
        return string.Create(Invariant, $"""


            Read by {request.Model}, prompt {ReadingPrompt.Version}: {tally.Read}. Replies refused: {Kinds(tally.Refused)}. Requests failed: {Kinds(tally.Failed)}. Not sent, over the limit: {tally.OverTheLimit}.
            Where the model gave nothing that can be used, the codes of the codebook stand. The speed is the coder's.
            """);
    }

    /// <summary>A side as written in a row.</summary>
    public static string Word(Polarity polarity) => polarity switch
    {
        Polarity.Present => "present",
        Polarity.Strained => "strained",
        _ => "mixed",
    };

    private static string Share(Hitting hits) => hits.N == 0 ? "none asked for" : string.Create(Invariant, $"{hits.Right} of {hits.N} ({hits.Rate:F2})");
}
