using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Channels.Slack.Api.Pace;

namespace ReflectionBot.Tests.Slack;

/// <summary>Messages go out at Slack's pace: short bursts at once, then one a second in a channel and four in a workspace.</summary>
public sealed class PaceTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_turn_says_goes_at_once_two_more_wait_and_the_next_is_busy()
    {
        var pace = new SlackRateLimiter(_time);
        for (var i = 0; i < SlackRateLimiter.Burst; i++)
        {
            var at = pace.WaitAsync("T1", "C1", Cancel).AsTask();
            Assert.True(at.IsCompleted);
            Assert.Null(await at);
        }

        var (fifth, sixth) = (pace.WaitAsync("T1", "C1", Cancel).AsTask(), pace.WaitAsync("T1", "C1", Cancel).AsTask());
        Assert.Equal(TimeSpan.FromSeconds(3), await pace.WaitAsync("T1", "C1", Cancel));
        Assert.Null(await pace.WaitAsync("T1", "C2", Cancel)); // Another channel does not wait for it.
        _time.Advance(SlackRateLimiter.Step);
        Assert.Null(await fifth);
        Assert.False(sixth.IsCompleted);
        _time.Advance(SlackRateLimiter.Step);
        Assert.Null(await sixth);
    }

    [Fact]
    public async Task A_round_that_opens_asks_twenty_at_once_then_four_a_second_and_another_workspace_does_not_wait()
    {
        var pace = new SlackRateLimiter(_time);
        for (var i = 0; i < SlackRateLimiter.TeamBurst; i++)
        {
            Assert.True(pace.WaitAsync("T1", $"D{i}", Cancel).AsTask().IsCompleted);
        }

        var waiting = Enumerable.Range(0, 8).Select(i => pace.WaitAsync("T1", $"E{i}", Cancel).AsTask()).ToList();
        Assert.Equal(TimeSpan.FromSeconds(2.25), await pace.WaitAsync("T1", "F", Cancel));
        Assert.Null(await pace.WaitAsync("T2", "F", Cancel));
        for (var i = 0; i < waiting.Count; i++)
        {
            Assert.Equal(i, waiting.Count(w => w.IsCompleted));
            _time.Advance(SlackRateLimiter.TeamStep);
            Assert.Null(await waiting[i]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public async Task No_window_of_time_gets_more_than_Slack_allows_and_nothing_waits_without_need(int channels)
    {
        var (pace, random, sent) = (new SlackRateLimiter(_time), new Random(channels), new List<(string Channel, DateTimeOffset At)>());
        var start = _time.GetUtcNow();
        while (sent.Count < 400)
        {
            var channel = $"C{random.Next(channels)}";
            var wait = pace.WaitAsync("T1", channel, Cancel).AsTask();
            while (!wait.IsCompleted)
            {
                _time.Advance(TimeSpan.FromMilliseconds(50));
            }

            if (await wait is null)
            {
                sent.Add((channel, _time.GetUtcNow()));
            }
            else
            {
                _time.Advance(TimeSpan.FromMilliseconds(50));
            }
        }

        Keeps([.. sent.Select(s => s.At)], SlackRateLimiter.TeamBurst, SlackRateLimiter.TeamStep);
        foreach (var channel in sent.GroupBy(s => s.Channel))
        {
            Keeps([.. channel.Select(s => s.At)], SlackRateLimiter.Burst, SlackRateLimiter.Step);
        }

        var least = channels == 1 ? (400 - SlackRateLimiter.Burst) * SlackRateLimiter.Step : (400 - SlackRateLimiter.TeamBurst) * SlackRateLimiter.TeamStep;
        Assert.InRange(sent[^1].At - start, least - TimeSpan.FromSeconds(1), channels == 7 ? TimeSpan.FromMinutes(3) : least * 1.2);
    }

    [Fact]
    public async Task Who_gives_up_waiting_is_not_sent()
    {
        var pace = new SlackRateLimiter(_time);
        for (var i = 0; i < SlackRateLimiter.Burst; i++)
        {
            Assert.Null(await pace.WaitAsync("T1", "C1", Cancel));
        }

        using var gone = new CancellationTokenSource();
        var waiting = pace.WaitAsync("T1", "C1", gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    /// <summary>Of any so many and one more in a row, the last is as much later than the first as the pace says.</summary>
    private static void Keeps(List<DateTimeOffset> times, int burst, TimeSpan step) =>
        Assert.All(Enumerable.Range(0, Math.Max(0, times.Count - burst)), i => Assert.True(times[i + burst] - times[i] >= step, $"{burst + 1} within {step} at {i}"));
}
