using ReflectionBot.Diagnostics;

namespace ReflectionBot.Channels.Slack.Install;

/// <summary><c>slack-app</c>: prints the manifest with which the app is made at api.slack.com. Needs no settings, no running bot and no network.</summary>
internal static class SlackAppWord
{
    private const string Out = "--out";
    private const string Name = "--name";
    private const string PublicUrl = "--public-url";

    /// <summary>Prints or writes it.</summary>
    /// <param name="args"><c>--out</c>, <c>--name</c>, <c>--public-url</c>, each as <c>--word value</c> or <c>--word=value</c>.</param>
    /// <param name="output">Takes the manifest and nothing else, or with <c>--out</c> what to do next.</param>
    /// <param name="errors">Takes the sentence where it did not work.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>0 with a manifest, 1 without, 2 for words that were not understood.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        var (words, wrong) = Parse(args);
        if (wrong is not null)
        {
            await errors.WriteLineAsync(wrong).ConfigureAwait(false);
            return 2;
        }

        return await StartFailures.SayAsync(errors, async () =>
        {
            var manifest = SlackManifest.Write(words.GetValueOrDefault(Name), words.TryGetValue(PublicUrl, out var url) ? new Uri(url) : null);
            if (!words.TryGetValue(Out, out var file))
            {
                await output.WriteLineAsync(manifest).ConfigureAwait(false);
                return;
            }

            var path = Path.GetFullPath(file);
            await SaveAsync(path, manifest, cancel).ConfigureAwait(false);
            await output.WriteLineAsync($"Wrote {path}. Next: at https://api.slack.com/apps, Create New App > From a manifest, and paste it under JSON.").ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private static (Dictionary<string, string> Words, string? Wrong) Parse(string[] args)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i++)
        {
            var parts = args[i].Split('=', 2);
            if (parts[0] is not (Out or Name or PublicUrl))
            {
                return (words, $"I don't know {parts[0]}. slack-app takes {PublicUrl} <https address>, {Name} \"<name>\" and {Out} <file>.");
            }

            words[parts[0]] = parts.Length == 2 ? parts[1] : i + 1 < args.Length ? args[++i] : "";
        }

        return (words, Wrong(words));
    }

    private static string? Wrong(Dictionary<string, string> words) =>
        words.TryGetValue(PublicUrl, out var url) && !IsOrigin(url) ? $"{PublicUrl} must be an https address without a path, e.g. https://reflect.example.org."
        : words.TryGetValue(Name, out var name) && name is { Length: 0 or > SlackManifest.LongestName } ? $"{Name} must be a name of 1 to {SlackManifest.LongestName} characters."
        : words.GetValueOrDefault(Out) == "" ? $"{Out} must be a file." : null;

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.PathAndQuery == "/" && url.Fragment.Length == 0 && url.UserInfo.Length == 0;

    private static async Task SaveAsync(string path, string manifest, CancellationToken cancel)
    {
        try
        {
            await File.WriteAllTextAsync(path, manifest + "\n", cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The file {path} cannot be written: {e.Message} Choose another: {Out} <file>", e);
        }
    }
}
