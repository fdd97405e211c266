using System.Reflection;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.Json;
using ReflectionBot.Checks;

namespace ReflectionBot.Operations;

/// <summary>
/// The names that a setting can begin with, and a check of the given ones. A name that nothing reads would be silently ignored, and the bot
/// would run with the default instead.
/// </summary>
internal static class KnownSettings
{
    // The host's own settings: learn.microsoft.com, "ASP.NET Core Web Host" and "Configuration in ASP.NET Core".
    private static readonly string[] OfTheHost =
        ["Urls", "PublicUrl", "AllowedHosts", "Logging", "Kestrel", "HTTP_PORTS", "HTTPS_PORTS", "environment", "contentRoot", "applicationName", "webroot", "DetailedErrors", "HostOptions"];

    /// <summary>The sections of all options classes, and the host's own keys.</summary>
    public static IReadOnlyList<string> Roots { get; } =
    [
        .. typeof(KnownSettings).Assembly.GetTypes().Where(t => t.Name.EndsWith("Options", StringComparison.Ordinal))
            .Select(t => t.GetField("Section", BindingFlags.Public | BindingFlags.Static | BindingFlags.NonPublic)?.GetValue(null)).OfType<string>().Distinct(),
        .. OfTheHost,
    ];

    /// <summary>Whether a key, e.g. <c>Storage:Folder</c>, begins with a known name.</summary>
    public static bool IsKnown(string key) => Roots.Contains(key.Split(':')[0], StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks the settings files and the command line, but not the environment, which holds many variables of other programs.</summary>
    /// <exception cref="CannotStartException">A name is unknown, or a value is in quotation marks; the message names it.</exception>
    public static void Check(IConfigurationRoot configuration)
    {
        var given = configuration.Providers.Where(p => p is JsonConfigurationProvider or CommandLineConfigurationProvider).SelectMany(p => p.GetChildKeys([], null)).Distinct(StringComparer.OrdinalIgnoreCase);
        var wrong = given.Where(key => !IsKnown(key)).Select(key => $"{key} is not a setting. Expected one of {string.Join(", ", Roots.Except(OfTheHost).Order(StringComparer.Ordinal))}, PublicUrl, Urls, Logging.")
            .Concat(new[] { "PublicUrl", "Urls" }.Select(key => SettingShape.Mistake(configuration.GetSection(key), typeof(string))).OfType<string>()).ToList();
        if (wrong.Count > 0)
        {
            throw new CannotStartException(string.Join(Environment.NewLine, wrong.Select(w => $"The configuration is wrong. {w}")));
        }
    }
}
