using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Inbound.SocketMode;
using ReflectionBot.Tests.Rounds;
using ReflectionBot.Tests.Teams;

namespace ReflectionBot.Tests.Slack;

/// <summary>The scripts of the web chat, played in Slack by both transports: the same conversations, on another channel.</summary>
public sealed class SlackScriptTests
{
    public static TheoryData<string> Scripts => TeamsScriptTests.Scripts;

    [Theory]
    [MemberData(nameof(Scripts))]
    public Task Plays_over_HTTP(string script) => PlayAsync(script, SlackTransport.Http);

    [Theory]
    [MemberData(nameof(Scripts))]
    public Task Plays_over_Socket_Mode(string script) => PlayAsync(script, SlackTransport.Socket);

    private static async Task PlayAsync(string script, SlackTransport transport)
    {
        var (text, start) = await ScriptTests.ReadAsync(script);
        await using var round = await SlackRound.StartAsync(transport, start);
        await round.Script.PlayAsync(text);
        Assert.Empty(round.Stub.Problems);
        Assert.InRange(round.Stub.Sockets.EverOpened, 0, SlackSocketWorker.Connections); // None was left for another while a script let days pass: what came by it just then would be lost.
    }
}
