using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Slack.Install;

/// <summary>The arguments of <c>slack-app</c>; null for each that was not given.</summary>
/// <param name="PublicUrl">The bot's https address, for an app that Slack posts to.</param>
/// <param name="Name">The app's name.</param>
/// <param name="Out">The file to write.</param>
internal sealed record SlackAppRequest(string? PublicUrl, string? Name, string? Out);

/// <summary><c>slack-app</c>: prints the manifest for creating the app at api.slack.com. Needs no settings, no running bot and no network.</summary>
internal static class SlackAppManifest
{
    /// <summary>Prints the manifest, or writes it to a file.</summary>
    /// <param name="request">The arguments.</param>
    /// <param name="output">Gets the manifest and nothing else; with a file, what to do next.</param>
    /// <param name="errors">Gets the error message if it did not work.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>0 with a manifest, 1 without, 2 for arguments that were not understood.</returns>
    public static async Task<int> RunAsync(SlackAppRequest request, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        if (Wrong(request) is { } wrong)
        {
            await errors.WriteLineAsync(wrong);
            return 2;
        }

        return await StartFailures.SayAsync(errors, async () =>
        {
            var manifest = SlackManifest.Write(request.Name, request.PublicUrl is { } url ? new Uri(url) : null);
            if (request.Out is not { } file)
            {
                await output.WriteLineAsync(manifest);
                return;
            }

            var path = Path.GetFullPath(file);
            await SaveAsync(path, manifest, cancel);
            await output.WriteLineAsync($"Wrote {path}. Next: at https://api.slack.com/apps, Create New App > From a manifest, and paste it under JSON.");
        });
    }

    private static string? Wrong(SlackAppRequest request) =>
        request.PublicUrl is { } url && !IsOrigin(url) ? "--public-url must be an https address without a path, e.g. https://reflect.example.org."
        : request.Name is { Length: 0 or > SlackManifest.LongestName } ? $"--name must be a name of 1 to {SlackManifest.LongestName} characters."
        : request.Out == "" ? "--out must be a file." : null;

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.PathAndQuery == "/" && url.Fragment.Length == 0 && url.UserInfo.Length == 0;

    private static async Task SaveAsync(string path, string manifest, CancellationToken cancel)
    {
        try
        {
            await File.WriteAllTextAsync(path, manifest + "\n", cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The file {path} cannot be written: {e.Message} Choose another: --out <file>", e);
        }
    }
}
