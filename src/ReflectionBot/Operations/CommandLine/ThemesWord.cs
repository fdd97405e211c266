using System.CommandLine;
using ReflectionBot.Operations.Coding;

namespace ReflectionBot.Operations.CommandLine;

/// <summary><c>themes evaluate</c> and <c>themes code</c>: the coder on a file of texts, without a running bot.</summary>
internal static class ThemesWord
{
    /// <summary>The commands with their help.</summary>
    public static Command Create() => new("themes", "Measure the coder that finds themes on texts of your own, or see what it makes of them. Needs no settings, no running bot and no network.")
    {
        Evaluate(),
        Code(),
    };

    private static Command Evaluate()
    {
        var file = TheFile("A file with one JSON object a line: {\"text\": \"...\", \"themes\": [\"shared-power\"]}, and \"id\", \"polarity\" by theme or \"valence\" where you have them. \"themes\": [] where a text is about none.");
        var json = new Option<bool>("--json") { Description = "Print the figures as one JSON object." };
        var codebook = TheCodebook();
        var errors = new Option<bool>("--errors") { Description = "Also show each text where coder and labels differ, with the words that led there; beside --json on the error output." };
        var word = new Command("evaluate", "Compare the coder with labelled texts: precision, recall, F1 and kappa by theme, texts about none, polarity, the coder's first three, speed.") { file, json, errors, codebook };
        word.SetAction((parsed, cancel) => ThemesEvaluation.RunAsync(
            new(parsed.GetRequiredValue(file), parsed.GetValue(json), parsed.GetValue(errors), parsed.GetValue(codebook)), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
        return word;
    }

    private static Command Code()
    {
        var file = TheFile("A file with one JSON object a line: {\"text\": \"...\"}, and \"id\" where you have it.");
        var codebook = TheCodebook();
        var word = new Command("code", "Print what the coder makes of each text, one JSON object a line: themes, side, order, and the words that led there.") { file, codebook };
        word.SetAction((parsed, cancel) => ThemesCoding.RunAsync(
            parsed.GetRequiredValue(file), parsed.GetValue(codebook), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
        return word;
    }

    private static Option<string?> TheCodebook() => new("--codebook") { Description = "A file with a codebook, in place of the bot's own." };

    private static Argument<string> TheFile(string about) => new("FILE.jsonl") { Description = about };
}
