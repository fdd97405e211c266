using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Channels.Teams.Connector;

namespace ReflectionBot.Tests.Teams;

/// <summary>The bot keeps to the limits that Teams publishes, in every window of time.</summary>
public sealed class ConnectorPaceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void One_conversation_never_gets_more_than_Teams_allows()
    {
        var (pace, sent, start) = (new SendingPace(_time), new List<TimeSpan>(), _time.GetUtcNow());
        while (sent.Count < 2000)
        {
            var wait = pace.Take("a");
            if (wait > TimeSpan.Zero)
            {
                _time.Advance(wait);
                continue;
            }

            sent.Add(_time.GetUtcNow() - start);
        }

        foreach (var (most, seconds) in ((int, int)[])[(7, 1), (8, 2), (60, 30), (1800, 3600)])
        {
            Assert.All(Enumerable.Range(0, sent.Count - most), i => Assert.True(sent[i + most] - sent[i] >= TimeSpan.FromSeconds(seconds), $"{most + 1} within {seconds} s at {sent[i]}"));
        }

        Assert.Equal(TimeSpan.Zero, sent[6]); // Nothing waits without need.
        Assert.Equal(TimeSpan.FromSeconds(1), sent[7]);
        Assert.True(sent[1799] < TimeSpan.FromMinutes(16), $"1800 messages took {sent[1799]}");
    }

    [Fact]
    public void All_conversations_together_get_30_a_second_and_one_does_not_hold_up_another()
    {
        var pace = new SendingPace(_time);
        Assert.All(Enumerable.Range(0, 30), i => Assert.Equal(TimeSpan.Zero, pace.Take($"{i}")));
        Assert.Equal(TimeSpan.FromSeconds(1), pace.Take("one more"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, pace.Take("one more"));
    }

    [Fact]
    public async Task A_short_wait_is_waited_and_a_long_one_is_said()
    {
        var (pace, cancel) = (new SendingPace(_time), TestContext.Current.CancellationToken);
        for (var i = 0; i < 7; i++)
        {
            Assert.Null(await pace.WaitAsync("a", cancel));
        }

        var eighth = pace.WaitAsync("a", cancel).AsTask();
        Assert.False(eighth.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await eighth);
        while (pace.Take("a") is var wait && wait <= SendingPace.LongestWait)
        {
            _time.Advance(wait);
        }

        Assert.InRange((await pace.WaitAsync("a", cancel))!.Value, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Idle_conversations_are_forgotten()
    {
        var pace = new SendingPace(_time);
        for (var i = 0; i < 500; i++)
        {
            pace.Take($"{i}");
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(500, pace.Remembered);
        _time.Advance(TimeSpan.FromHours(2));
        pace.Take("new");
        Assert.Equal(1, pace.Remembered);
    }
}
