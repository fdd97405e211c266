namespace ReflectionBot.Channels.Teams.Package;

/// <summary>The words of <c>teams-app</c>, each <c>--word value</c> or <c>--word=value</c>; null where one was not given.</summary>
/// <param name="Out">The file to write.</param>
/// <param name="Developer">Who stands behind the app.</param>
/// <param name="Website">Their page.</param>
/// <param name="Privacy">Their privacy statement.</param>
/// <param name="Terms">Their terms of use.</param>
/// <param name="Settings">Everything else: settings as the bot itself takes them.</param>
internal sealed record AppWords(string? Out, string? Developer, string? Website, string? Privacy, string? Terms, IReadOnlyList<string> Settings)
{
    private static readonly string[] Known = ["--out", "--developer", "--website", "--privacy", "--terms"];

    /// <summary>Tells the command's own words from settings.</summary>
    public static AppWords Parse(IReadOnlyList<string> args)
    {
        var (own, rest) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<string>());
        for (var i = 0; i < args.Count; i++)
        {
            var parts = args[i].Split('=', 2);
            if (!Known.Contains(parts[0]))
            {
                rest.Add(args[i]);
            }
            else
            {
                own[parts[0]] = parts.Length == 2 ? parts[1] : i + 1 < args.Count ? args[++i] : "";
            }
        }

        return new(own.GetValueOrDefault(Known[0]), own.GetValueOrDefault(Known[1]), own.GetValueOrDefault(Known[2]), own.GetValueOrDefault(Known[3]), own.GetValueOrDefault(Known[4]), rest);
    }
}
