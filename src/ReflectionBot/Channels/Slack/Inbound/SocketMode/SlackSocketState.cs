namespace ReflectionBot.Channels.Slack.Inbound.SocketMode;

/// <summary>How Socket Mode is doing, for health and the doctor.</summary>
/// <param name="Connected">How many connections were greeted and are not over; two in quiet times, three while one takes another's place.</param>
/// <param name="LastHello">When Slack last greeted one; null for never.</param>
/// <param name="Problem">What went wrong since then: a fixed word of ours or Slack's code (letters, digits, underscores); null for nothing.</param>
internal sealed record SlackSocketStatus(int Connected, DateTimeOffset? LastHello, string? Problem);

/// <summary>Keeps it. For any thread.</summary>
internal sealed class SlackSocketState(TimeProvider time)
{
    private readonly Lock _lock = new();
    private SlackSocketStatus _now = new(0, null, null);

    /// <summary>At this moment.</summary>
    public SlackSocketStatus Now
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    /// <summary>A connection was greeted.</summary>
    public void Greeted()
    {
        lock (_lock)
        {
            _now = new SlackSocketStatus(_now.Connected + 1, time.GetUtcNow(), null);
        }
    }

    /// <summary>A connection that was greeted is over.</summary>
    public void Over()
    {
        lock (_lock)
        {
            _now = _now with { Connected = _now.Connected - 1 };
        }
    }

    /// <summary>Something went wrong.</summary>
    /// <returns>Whether that is news: the same, again and again without a hello between, need not be said each time.</returns>
    public bool Failed(string problem)
    {
        lock (_lock)
        {
            var news = _now.Problem != problem;
            _now = _now with { Problem = problem };
            return news;
        }
    }
}
