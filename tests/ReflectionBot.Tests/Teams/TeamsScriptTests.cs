using System.Globalization;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Teams;

/// <summary>The scripts of the web chat, played in Teams: the same conversations, on another channel.</summary>
public sealed class TeamsScriptTests
{
    /// <summary>Those that are about the try-out's web chat itself: its empty channel, its links.</summary>
    private static readonly string[] OfTheWebChat = ["setup", "new-link", "off-project"];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Rounds", "Scripts");

    public static TheoryData<string> Scripts => [.. Directory.EnumerateFiles(Folder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)!).Except(OfTheWebChat).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Plays_in_Teams(string script)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, script + ".txt"), TestContext.Current.CancellationToken);
        const string at = "# at: ";
        DateTimeOffset? start = text.StartsWith(at, StringComparison.Ordinal) ? DateTimeOffset.Parse(text[at.Length..text.IndexOf('\n', StringComparison.Ordinal)] + "Z", CultureInfo.InvariantCulture) : null;
        await using var round = await TeamsRound.StartAsync(start);
        await round.Script.PlayAsync(text);
    }
}
