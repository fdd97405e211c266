using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Inbound;
using ReflectionBot.Channels.Slack.Inbound.SocketMode;

namespace ReflectionBot.Tests.Slack;

/// <summary>Ten thousand wrong payloads by each of the two ways to one bot, which stands it.</summary>
public sealed class FuzzTests
{
    private const int Many = 10_000;
    private static readonly int[] Statuses = [200, 400, 401, 413, 415, 503];
    private static readonly string[] Inside = ["Exception", "   at ", ".cs", "System.", "ReflectionBot.", "/tmp", "SQLite", "xoxb-", "Json"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wrong_requests_are_answered_without_a_word_too_much()
    {
        var log = new SlackLog();
        await using var bot = await WireBot.StartAsync(change: services => Watch(services, log));
        var (fuzzed, wrong, statuses) = (new FuzzedPayloads(bot.Adapt), new ConcurrentQueue<string>(), new ConcurrentDictionary<int, int>());
        await Parallel.ForEachAsync(Enumerable.Range(0, Many), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancel }, async (number, _) =>
        {
            var (kind, json) = fuzzed.Make(number);
            var isLarge = number % 500 == 0;
            var (status, body) = (413, "");
            try
            {
                (status, body) = await bot.SendAsync(kind, isLarge ? Large(kind, json) : Body(kind, json), request => Spoil(request, number));
            }
            catch (HttpRequestException) when (isLarge)
            {
                // The bot hung up before it had all of it.
            }

            statuses.AddOrUpdate(status, 1, (_, n) => n + 1);
            if (!Statuses.Contains(status) || (number % 20 == 7 && status != 401) || Tells(body))
            {
                wrong.Enqueue($"{number}: {status} {body}");
            }
        });
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Key}: {s.Value}")));
        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {Many}: {string.Join('\n', wrong.Take(20))}\n{Losses(log)}");
        Assert.True(statuses[200] > Many / 2); // Many are only odd, and come through to the turns.
        Assert.All((int[])[400, 401, 413, 415], status => Assert.True(statuses.ContainsKey(status), $"no {status}"));
        await StandsAsync(bot, log);
    }

    [Fact]
    public async Task Wrong_envelopes_are_taken_or_left_and_the_connections_stand()
    {
        var log = new SlackLog();
        await using var bot = await WireBot.StartAsync(SlackTransport.Socket, change: services => Watch(services, log));
        await bot.Stub.Sockets.ConnectedAsync(2, Cancel);
        var (fuzzed, envelopes) = (new FuzzedPayloads(bot.Adapt), 0);
        for (var number = 0; number < Many; number++)
        {
            var (kind, json) = fuzzed.Make(number + (3 * Many));
            var frame = Frame(kind, json, number);
            envelopes += SocketMessage.Read(Encoding.UTF8.GetBytes(frame)) is SocketMessage.Envelope ? 1 : 0;
            await bot.Stub.Sockets.SendAsync(frame, Cancel, bot.Stub.Sockets.Open[number % 2]);
        }

        Assert.True(envelopes > Many * 9 / 10);
        for (var looks = 0; bot.Stub.Sockets.Strange.Count + log.Count(LeftOne) < envelopes; looks++)
        {
            Assert.True(looks < 1000, $"{bot.Stub.Sockets.Strange.Count} taken and {log.Count(LeftOne)} left of {envelopes}\n{Losses(log)}");
            await bot.Lena.SayAsync("help", Cancel); // Takes a turn among the others.
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{bot.Stub.Sockets.Strange.Count} taken and {log.Count(LeftOne)} left of {envelopes}");
        Assert.Equal(2, bot.Stub.Sockets.EverOpened); // None was broken.
        Assert.DoesNotContain(bot.Stub.Sockets.Strange, Tells);
        Assert.True(bot.Stub.Sockets.Strange.Count > Many / 2, Losses(log));
        await StandsAsync(bot, log);
    }

    /// <summary>What a call waits for is over after a while, though the clock that signatures go by stands still.</summary>
    private static void Watch(IServiceCollection services, SlackLog log)
    {
        services.AddSingleton<ILoggerProvider>(log);
        services.AddSingleton<TimeProvider>(new RealTimers((TimeProvider)services.Last(s => s.ServiceType == typeof(TimeProvider)).ImplementationInstance!));
    }

    /// <summary>Nothing of what people wrote is in the log, and the bot answers.</summary>
    private static async Task StandsAsync(WireBot bot, SlackLog log)
    {
        await bot.Bot.SettleAsync();
        var before = bot.Lena.Hears().Count;
        Assert.True((await bot.SayAsync(bot.Lena, "help")).Count > before, Losses(log));
        Assert.DoesNotContain(FuzzedPayloads.Planted, log.Lines, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(bot.Team.Token, log.Lines, StringComparison.Ordinal);
    }

    /// <summary>Every twentieth is signed wrongly, in several ways; some say that they are something else.</summary>
    private static void Spoil(HttpRequestMessage request, int number)
    {
        switch (number % 20)
        {
            case 7 when number % 60 == 7:
                request.Headers.Remove(SlackSignature.Header);
                break;
            case 7 when number % 60 == 27:
                request.Headers.Remove(SlackSignature.TimestampHeader);
                request.Headers.Add(SlackSignature.TimestampHeader, "1700000000");
                break;
            case 7:
                var good = request.Headers.GetValues(SlackSignature.Header).Single();
                request.Headers.Remove(SlackSignature.Header);
                request.Headers.Add(SlackSignature.Header, good[..^1] + (good[^1] == '0' ? '1' : '0'));
                break;
            case 13 when number % 100 == 13:
                request.Content!.Headers.ContentType = new(number % 200 == 13 ? "text/plain" : "multipart/form-data");
                break;
        }
    }

    private static string Large(SlackArrivalKind kind, string json) => Body(kind, json) + new string(' ', SlackHttpEndpoints.MostBytes);

    /// <summary>As HTTP brings it; of a command that is no flat object any more, as it stands.</summary>
    private static string Body(SlackArrivalKind kind, string json)
    {
        if (kind != SlackArrivalKind.Command)
        {
            return WireSamples.Body(kind, json);
        }

        try
        {
            return JsonNode.Parse(json) is JsonObject fields ? string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value?.ToString() ?? "")}")) : json;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return json;
        }
    }

    private static string Frame(SlackArrivalKind kind, string payload, int number)
    {
        var type = kind switch { SlackArrivalKind.Event => "events_api", SlackArrivalKind.Command => "slash_commands", _ => "interactive" };
        return string.Create(CultureInfo.InvariantCulture, $"{{\"envelope_id\":\"fuzz-{number}\",\"type\":\"{type}\",\"payload\":{payload},\"accepts_response_payload\":{(number % 2 == 0 ? "true" : "false")},\"retry_attempt\":{number % 4}}}");
    }

    /// <summary>The challenge comes back, and an error names a block, as they came: both are Slack's own.</summary>
    private static bool Tells(string body) => !body.Contains("\"challenge\"", StringComparison.Ordinal)
        && (Inside.Any(i => body.Contains(i, StringComparison.Ordinal)) || (body.Contains(FuzzedPayloads.Planted, StringComparison.OrdinalIgnoreCase) && !body.Contains("\"errors\"", StringComparison.Ordinal)));

    private const string LeftOne = "An envelope of Slack was not acknowledged";

    private static string Losses(SlackLog log) =>
        string.Join('\n', log.Lines.Split('\n').Where(l => l.StartsWith("Error", StringComparison.Ordinal) || l.StartsWith("Warning", StringComparison.Ordinal)).GroupBy(l => l).Select(g => $"{g.Count()} x {g.Key}").Take(30));
}
