using System.Text.Json.Serialization;
using ReflectionBot.Core.Themes.Measuring;

namespace ReflectionBot.Operations.Coding;

/// <summary>Figures as <c>themes evaluate --json</c> prints them.</summary>
internal sealed record PrintedFigures(PrintedFit Micro, double MacroF1, IReadOnlyDictionary<string, PrintedTheme> Themes, PrintedNone None, double PolarityAccuracy, double Top3, double TextsPerSecond)
{
    /// <summary>What a reading model did; null where none was asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PrintedReader? Reader { get; init; }

    private const int Decimals = 4;

    /// <summary>These figures, rounded to four decimals.</summary>
    public static PrintedFigures Of(Figures figures, double speed) => new(
        new(Rounded(figures.Micro.Precision), Rounded(figures.Micro.Recall), Rounded(figures.Micro.F1)),
        Rounded(figures.MacroF1),
        figures.Themes.ToDictionary(t => t.Theme, t => Theme(t.Figures)),
        new(figures.None.Right, figures.None.N),
        Rounded(figures.Polarity.Rate),
        Rounded(figures.Top[^1].Rate),
        Math.Round(speed));

    private static PrintedTheme Theme(ThemeFigures f) => new(Rounded(f.Fit.Precision), Rounded(f.Fit.Recall), Rounded(f.Fit.F1), f.N, Rounded(f.Kappa));

    private static double Rounded(double figure) => Math.Round(figure, Decimals);
}

/// <summary>What a reading model did.</summary>
internal sealed record PrintedReader(string Model, string Prompt, int Read, IReadOnlyDictionary<string, int> Refused, IReadOnlyDictionary<string, int> Failed, int OverTheLimit);

/// <summary>What a reading model would be sent for one text.</summary>
internal sealed record PrintedPrompt(string Id, string Prompt, string System, string User);

/// <summary>Over all labels.</summary>
internal sealed record PrintedFit(double Precision, double Recall, double F1);

/// <summary>One theme.</summary>
internal sealed record PrintedTheme(double Precision, double Recall, double F1, int N, double Kappa);

/// <summary>Texts about no theme.</summary>
internal sealed record PrintedNone(int Right, int N);

/// <summary>One text as <c>themes code</c> prints it: a row that can be corrected by hand and then used for evaluation.</summary>
/// <param name="Id">As in the file.</param>
/// <param name="Text">As in the file.</param>
/// <param name="Themes">The themes found, the likeliest first.</param>
/// <param name="Polarity">The side of each theme.</param>
/// <param name="Order">All themes in the coder's order.</param>
/// <param name="Codes">The codes behind the themes.</param>
internal sealed record PrintedText(string Id, string Text, IReadOnlyList<string> Themes, IReadOnlyDictionary<string, string> Polarity, IReadOnlyList<string> Order, IReadOnlyList<PrintedCode> Codes);

/// <summary>One code.</summary>
internal sealed record PrintedCode(string Theme, string Topic, string Polarity, string Indicator, int Start, int Length, string Words);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PrintedFigures))]
[JsonSerializable(typeof(PrintedText))]
[JsonSerializable(typeof(PrintedPrompt))]
internal sealed partial class CodingJson : JsonSerializerContext;
