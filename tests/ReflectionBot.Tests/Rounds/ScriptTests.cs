using System.Globalization;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Rounds;

/// <summary>Plays every script in <c>Scripts</c>. <c># at: 2026-03-20 09:00</c> on its first line says when (UTC) it begins.</summary>
public sealed class ScriptTests
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Rounds", "Scripts");

    public static TheoryData<string> Scripts => [.. Directory.EnumerateFiles(Folder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Plays(string script)
    {
        var (text, start) = await ReadAsync(script);
        await using var bot = await TestBot.StartAsync(start);
        await bot.Script.PlayAsync(text);
    }

    /// <summary>A script, and when it begins if it says so.</summary>
    internal static async Task<(string Text, DateTimeOffset? Start)> ReadAsync(string script)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, script + ".txt"), TestContext.Current.CancellationToken);
        const string at = "# at: ";
        return (text, text.StartsWith(at, StringComparison.Ordinal) ? DateTimeOffset.Parse(text[at.Length..text.IndexOf('\n', StringComparison.Ordinal)] + "Z", CultureInfo.InvariantCulture) : null);
    }
}
