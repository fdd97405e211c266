using System.CommandLine;
using ReflectionBot.Operations.Coding;
using ReflectionBot.Operations.Coding.Reading;

namespace ReflectionBot.Operations.CommandLine;

/// <summary><c>themes evaluate</c>, <c>themes code</c> and <c>themes prompt</c>: the coder on a file of texts, without a running bot.</summary>
internal static class ThemesWord
{
    /// <summary>The commands with their help.</summary>
    public static Command Create() => new("themes", "Measure the coder that finds themes on texts of your own, or see what it makes of them. Needs no settings, no running bot, and no network but for a reading model that you name.")
    {
        Evaluate(),
        Code(),
        Prompt(),
    };

    private static Command Evaluate()
    {
        var file = TheFile("A file with one JSON object a line: {\"text\": \"...\", \"themes\": [\"shared-power\"]}, and \"id\", \"polarity\" by theme or \"valence\" where you have them. \"themes\": [] where a text is about none.");
        var json = new Option<bool>("--json") { Description = "Print the figures as one JSON object." };
        var codebook = TheCodebook();
        var errors = new Option<bool>("--errors") { Description = "Also show each text where coder and labels differ, with the words that led there; beside --json on the error output." };
        var reader = new Option<string?>("--reader") { Description = "Measure a language model that is given the codebook: the address of an interface that speaks OpenAI's chat completions, e.g. http://localhost:11434/v1. The texts are sent there, without contacts." };
        var model = new Option<string>("--model") { Description = "The model's name there.", DefaultValueFactory = _ => "" };
        var key = new Option<string?>("--key-from") { Description = "The environment variable that holds the key for it." };
        var texts = new Option<int>("--most-texts") { Description = "How many texts are sent at most; the others get the coder's codes.", DefaultValueFactory = _ => 200 };
        var characters = new Option<int>("--most-characters") { Description = "How many characters of texts are sent at most, in all.", DefaultValueFactory = _ => 200_000 };
        var names = TheNames();
        var word = new Command("evaluate", "Compare the coder with labelled texts: precision, recall, F1 and kappa by theme, texts about none, polarity, the coder's first three, speed.") { file, json, errors, codebook, reader, model, key, texts, characters, names };
        word.SetAction((parsed, cancel) => ThemesEvaluation.RunAsync(
            new(parsed.GetRequiredValue(file), parsed.GetValue(json), parsed.GetValue(errors), parsed.GetValue(codebook),
                parsed.GetValue(reader) is { } endpoint ? new(endpoint, parsed.GetValue(model)!, parsed.GetValue(key), parsed.GetValue(texts), parsed.GetValue(characters), parsed.GetValue(names) ?? []) : null), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
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

    private static Command Prompt()
    {
        var file = TheFile("A file with one JSON object a line: {\"text\": \"...\"}, and \"id\" where you have it.");
        var (codebook, names) = (TheCodebook(), TheNames());
        var word = new Command("prompt", "Print what a language model would be sent for each text, one JSON object a line: id, prompt (its version), system, user. Nothing is sent.") { file, codebook, names };
        word.SetAction((parsed, cancel) => ThemesPrompt.RunAsync(
            parsed.GetRequiredValue(file), parsed.GetValue(codebook), parsed.GetValue(names) ?? [], parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
        return word;
    }

    private static Option<string[]> TheNames() => new("--name") { Description = "A name that is masked in what is sent; can be given several times. Contacts are masked in any case." };

    private static Option<string?> TheCodebook() => new("--codebook") { Description = "A file with a codebook, in place of the bot's own." };

    private static Argument<string> TheFile(string about) => new("FILE.jsonl") { Description = about };
}
