using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Teams.Package;

/// <summary>
/// <c>teams-app</c>: writes the zip to upload to Teams, with the ids and the address from the settings. Needs no running bot and no network.
/// </summary>
internal static class TeamsApp
{
    private const string DefaultFile = "reflectionbot-teams.zip";

    /// <summary>Writes the zip and says what to do with it.</summary>
    /// <param name="words">The command's options, and settings in the form that the bot itself accepts.</param>
    /// <param name="output">Receives the list of files and the next steps.</param>
    /// <param name="errors">Receives the error message on failure.</param>
    /// <param name="cancel">Checked once at the start: nothing here waits.</param>
    /// <returns>0 with a file, 1 without.</returns>
    public static async Task<int> RunAsync(AppWords words, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return await StartFailures.SayAsync(errors, async () =>
        {
            var (values, wrong) = AppValues.Read(WebApplication.CreateBuilder([.. words.Settings]).Configuration, words);
            if (values is null)
            {
                throw new CannotStartException($"No app was written.{Environment.NewLine}{string.Join(Environment.NewLine, wrong)}");
            }

            var path = Path.GetFullPath(words.Out is { Length: > 0 } given ? given : DefaultFile);
            var files = Save(path, values);
            await SayAsync(output, path, files, values, words);
        });
    }

    /// <summary>The zip is built in memory first, so that a failure leaves no partial file.</summary>
    private static IReadOnlyList<string> Save(string path, AppValues values)
    {
        using var zip = new MemoryStream();
        var files = AppPackage.Write(AppPackage.Folder, values, zip);
        try
        {
            File.WriteAllBytes(path, zip.ToArray());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The file {path} cannot be written: {e.Message} Choose another: --out <file>", e);
        }

        return files;
    }

    private static async Task SayAsync(TextWriter output, string path, IReadOnlyList<string> files, AppValues values, AppWords words)
    {
        string[] lines =
        [
            $"Wrote {path}: {string.Join(", ", files)}.",
            $"It is the app of the bot {values.AppId:D} at {values.PublicUrl.GetLeftPart(UriPartial.Authority)}, by \"{values.Developer}\".",
            .. words is { Privacy: not null, Terms: not null } ? (string[])[] :
                [$"Its privacy statement is {values.Privacy} and its terms of use {values.Terms}; --privacy <https address> and --terms <https address> name your own."],
            "Next: in the Teams admin center, open Teams apps > Manage apps > Actions > Upload new app. Or in Teams: Apps > Manage your apps > Upload an app.",
        ];
        foreach (var line in lines)
        {
            await output.WriteLineAsync(line);
        }
    }
}
