using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Tests.Rounds;
using ReflectionBot.Tests.Rounds.Play;
using ReflectionBot.Tests.Teams;

namespace ReflectionBot.Tests.Slack;

/// <summary>One round from its opening to its digest, on each channel: where people write changes nothing of what is stored, or of what the team reads.</summary>
public sealed class SlackSameRoundTests
{
    private static readonly string[] People = ["amir", "bea", "carys", "dele", "ewa", "finn", "grace"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_stored_and_what_the_digest_says_is_the_same_on_every_channel()
    {
        var (text, start) = await ScriptTests.ReadAsync("whole-round");
        await using var web = await TestBot.StartAsync(start);
        var expected = await PlayAsync(web, web.Script, text);
        Assert.Equal(17, expected.Answers.Count);
        Assert.Equal(2, expected.Digests.Count); // As posted, and after a quote was taken back.
        Assert.Equal([true, false], expected.Digests.Select(d => d.Contains("The agenda was decided without us", StringComparison.Ordinal)));

        await using var teams = await TeamsRound.StartAsync(start);
        Same(expected, await PlayAsync(teams.Bot, teams.Script, text));
        await using var http = await SlackRound.StartAsync(SlackTransport.Http, start);
        Same(expected, await PlayAsync(http.Bot, http.Script, text));
        await using var socket = await SlackRound.StartAsync(SlackTransport.Socket, start);
        Same(expected, await PlayAsync(socket.Bot, socket.Script, text));
    }

    private static void Same(Outcome expected, Outcome found)
    {
        Assert.Equal(expected.Answers, found.Answers);
        Assert.Equal(expected.Digests, found.Digests);
    }

    private static async Task<Outcome> PlayAsync(TestBot bot, Script script, string text)
    {
        var cut = text.IndexOf("# Taking back works any time", StringComparison.Ordinal);
        await script.PlayAsync(text[..cut] + "\ncarys< ...\ndele< ...\newa< ...\ngrace< ...");
        var posted = await DigestAsync(script);
        await script.PlayAsync(text[cut..]);
        var answers = new List<string>();
        foreach (var person in People)
        {
            var state = await bot.Get<ReflectionStore>().LoadAsync($"tryout-{person}", Cancel);
            var reflection = Assert.Single(state.Reflections.Values);
            answers.AddRange(reflection.Answers.Values.Select(a => $"{person} ({reflection.State}, {reflection.Form}): {a.Stage} {a.Choice}, {a.Quote?.State} \"{a.Quote?.Exact}\", taken back {a.Withdrawn}: {a.Text}"));
        }

        return new(answers, [posted, await DigestAsync(script)]);
    }

    /// <summary>The digest as it stands in the channel now.</summary>
    private static async Task<string> DigestAsync(Script script) => (await script.HistoryAsync("housing")).First(m => m.FromBot && m.Text.Contains("are not shown.", StringComparison.Ordinal)).Text;

    private sealed record Outcome(IReadOnlyList<string> Answers, IReadOnlyList<string> Digests);
}
