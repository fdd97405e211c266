using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ReflectionBot.BotBuilder;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.Teams;

/// <summary>Ten thousand wrong activities over HTTP to one bot, which stands it.</summary>
public sealed class FuzzTests
{
    private const int Many = 10_000;
    private static readonly string[] Inside = ["Exception", "   at ", ".cs", "System.", "ReflectionBot.", "/tmp", "SQLite", FuzzedActivities.Planted];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wrong_activities_are_refused_without_a_word_too_much(bool insideTheBotFramework)
    {
        var log = new LogRecorder();
        await using var round = await TeamsRound.StartAsync(change: services =>
        {
            FailureRound.LogInto(services, log);
            _ = insideTheBotFramework ? services.AddBotBuilder() : services;
        });
        var (fuzzed, wrong, statuses) = (new FuzzedActivities(round.Stub.Url), new ConcurrentQueue<string>(), new ConcurrentDictionary<HttpStatusCode, int>());
        await Parallel.ForEachAsync(Enumerable.Range(0, Many), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancel }, async (number, cancel) =>
        {
            using var content = new StringContent(fuzzed.Make(number), Encoding.UTF8, "application/json");
            using var answer = await round.Bot.Http.PostAsync(new Uri("/api/messages", UriKind.Relative), content, cancel);
            var body = await answer.Content.ReadAsStringAsync(cancel);
            statuses.AddOrUpdate(answer.StatusCode, 1, (_, n) => n + 1);
            if ((int)answer.StatusCode is 500 or 503 or >= 504 || Inside.Any(i => body.Contains(i, StringComparison.Ordinal)))
            {
                wrong.Enqueue($"{number}: {(int)answer.StatusCode} {body}");
            }
        });
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{(int)s.Key}: {s.Value}")));
        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {Many}: {string.Join('\n', wrong.Take(20))}\n{string.Join('\n', log.Lines.Split('\n').Where(l => l.Contains("not be stored", StringComparison.Ordinal) || l.Contains("Bot Framework failed", StringComparison.Ordinal) || l.Contains("not taken", StringComparison.Ordinal)).GroupBy(l => l).Select(g => $"{g.Count()} x {g.Key}").Take(20))}");
        Assert.DoesNotContain(FuzzedActivities.Planted, log.Lines, StringComparison.Ordinal);
        Assert.True(statuses[HttpStatusCode.OK] > Many / 10); // Many are only odd, and come through to the turns.
        await round.Bot.SettleAsync();
        var before = round.PostsTo(TeamsChatDriver.Chat("lena")).Count;
        await round.SayAsync("lena", "help");
        Assert.Equal(before + 1, round.PostsTo(TeamsChatDriver.Chat("lena")).Count);
    }
}
