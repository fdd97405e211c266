using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Tests.Rounds;

namespace ReflectionBot.Tests.Slack;

/// <summary>After whole rounds were played: where people's words stand, and where they never do.</summary>
public sealed class SendingPrivacyTests
{
    /// <summary>The bot's own words: fixed ones, the consent, and the questions.</summary>
    private const string Own = "^(Where the round stands|A message from ReflectionBot|Your reflection, to look over|A form from ReflectionBot|The project's digest|Before you start .*|[1-6] of [36] .* Type, or use your keyboard's microphone\\.)$";

    /// <summary>Scripts, and how many sentences people write in each at least: with none, nothing would be shown.</summary>
    public static TheoryData<string, string, int> Scripts => new()
    {
        { "whole-round", "Http", 12 }, { "whole-round", "Socket", 12 }, { "taking-back", "Http", 4 }, { "readers", "Http", 3 }, { "digest-copies", "Socket", 2 },
    };

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Words_stand_in_blocks_alone_and_Slack_makes_nothing_of_them(string script, string transport, int least)
    {
        var (text, start) = await ScriptTests.ReadAsync(script);
        var log = new SlackLog();
        await using var round = await SlackRound.StartAsync(Enum.Parse<SlackTransport>(transport), start, change: services =>
        {
            services.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace));
            services.AddSingleton<ILoggerProvider>(log);
        });
        await round.Script.PlayAsync(text);
        var words = Words(round);
        Assert.True(words.Count >= least, $"the script says too little: {string.Join(" | ", words)}");
        var posts = round.Stub.Requests.Where(r => r.Method.StartsWith("chat.", StringComparison.Ordinal) && r.Method != "chat.delete").ToList();
        Assert.True(posts.Count > 20);
        AssertNone(words, posts.Select(p => p["text"] ?? ""), "a notification");
        Assert.All(posts, p => Assert.Matches(Own, p["text"] ?? ""));
        AssertNone(words, round.Stub.Requests.SelectMany(r => Objects(r.Arguments)).Where(o => (string?)o["type"] == "mrkdwn").Select(o => (string?)o["text"] ?? ""), "mrkdwn");
        AssertNone(words, log.Lines.Split('\n'), "the log");
        Assert.All((string[])[round.Team.Token, round.Stub.App.AppToken, round.Stub.App.SigningSecret], secret => Assert.DoesNotContain(secret, log.Lines, StringComparison.Ordinal));
        Assert.All(posts, p => Assert.Equal(("none", "false"), (p["parse"], p["link_names"])));
        Assert.All(posts.Where(p => p.Method == "chat.postMessage"), p => Assert.Equal(("false", "false", "false"), (p["unfurl_links"], p["unfurl_media"], p["mrkdwn"])));
        Assert.Empty(round.Stub.Problems);
    }

    /// <summary>Whole sentences that people wrote, in messages and windows.</summary>
    private static HashSet<string> Words(SlackRound round)
    {
        var typed = round.Stub.Deliveries.All.SelectMany(d => Objects(d.Payload)).Where(o => (string?)o["type"] == "plain_text_input").Select(o => (string?)o["value"]);
        var said = round.Stub.Deliveries.All.Where(d => d.Message is { BotId: null }).Select(d => d.Message!.Text).Concat(round.Stub.Deliveries.All.Select(d => d.Payload["event"]).Where(e => e?["bot_id"] is null).Select(e => e?["text"]?.GetValue<string>()));
        return [.. typed.Concat(said).OfType<string>().Where(w => w.Length >= 11 && char.IsUpper(w[0]) && w.Contains(' ', StringComparison.Ordinal))];
    }

    private static void AssertNone(HashSet<string> words, IEnumerable<string> places, string what)
    {
        foreach (var place in places.Distinct())
        {
            Assert.False(words.FirstOrDefault(w => place.Contains(w, StringComparison.Ordinal)) is { } found, $"{what} has what somebody wrote: {place}");
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Objects(p.Value)).Prepend(o),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };
}
