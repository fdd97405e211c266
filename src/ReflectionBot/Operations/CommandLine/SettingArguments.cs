using ReflectionBot.Core.Typing;

namespace ReflectionBot.Operations.CommandLine;

/// <summary>
/// Arguments besides the program's own commands: settings as <c>--Section:Key value</c> or <c>--Section:Key=value</c>. Anything else is a typing
/// mistake, and then nothing starts: .NET's configuration would take <c>--hlep</c> for a setting and start the bot.
/// </summary>
internal static class SettingArguments
{
    /// <summary>The sentence on the first argument that is neither a command nor a setting; null if there is none.</summary>
    /// <param name="tokens">The arguments that match no command or option.</param>
    /// <param name="takesNone">Whether the command takes no settings.</param>
    /// <param name="names">What could have been meant: the command's subcommands and options.</param>
    public static string? Mistake(IReadOnlyList<string> tokens, bool takesNone, IEnumerable<string> names)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var parts = tokens[i].Split('=', 2);
            var isSetting = !takesNone && parts[0].StartsWith("--", StringComparison.Ordinal) && KnownSettings.IsKnown(parts[0][2..]);
            if (!isSetting)
            {
                return Unknown(parts[0], takesNone ? names : names.Concat(KnownSettings.Roots.Select(r => $"--{r}")));
            }

            if (parts.Length == 1)
            {
                if (++i == tokens.Count || tokens[i].StartsWith("--", StringComparison.Ordinal))
                {
                    return $"{parts[0]} needs a value: {parts[0]} <value>.";
                }
            }
        }

        return null;
    }

    private static string Unknown(string typed, IEnumerable<string> names)
    {
        // For a setting, only the section is compared: --Slak:BotToken is close to --Slack:BotToken.
        var colon = typed.IndexOf(':', StringComparison.Ordinal);
        var (first, rest) = colon < 0 ? (typed, "") : (typed[..colon], typed[colon..]);
        var near = Resemblance.Closest(first, names);
        return $"I don't know \"{typed}\".{(near is null ? "" : $" Did you mean {near}{rest}?")}";
    }
}
