using ReflectionBot.Tests.Rounds;

namespace ReflectionBot.Tests.Teams;

/// <summary>The scripts of the web chat, played in Teams: the same conversations, on another channel.</summary>
public sealed class TeamsScriptTests
{
    /// <summary>Those that are about the try-out's web chat itself: its empty channel, its links, a channel that the bot reads whole, a form that stands in the chat (elsewhere it is filled in a window, which shows what is so when it opens).</summary>
    private static readonly string[] OfTheWebChat = ["setup", "new-link", "off-project", "handing-over-link", "channel-quotes-forgotten", "settings-left-open"];

    public static TheoryData<string> Scripts => [.. ScriptTests.Scripts.Select(s => s.Data).Except(OfTheWebChat)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Plays_in_Teams(string script)
    {
        var (text, start) = await ScriptTests.ReadAsync(script);
        await using var round = await TeamsRound.StartAsync(start);
        await round.Script.PlayAsync(text);
    }
}
