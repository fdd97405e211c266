namespace ReflectionBot.Channels.Slack.Inbound.SocketMode;

/// <summary>How Socket Mode is doing, for health and the doctor.</summary>
/// <param name="Connected">How many connections got a hello and are still open: normally two, and three while one replaces another.</param>
/// <param name="LastHello">When Slack last sent a hello; null for never.</param>
/// <param name="Problem">What went wrong since then: a fixed word of ours or Slack's code (letters, digits, underscores); null for nothing.</param>
internal sealed record SlackSocketStatus(int Connected, DateTimeOffset? LastHello, string? Problem);

/// <summary>Holds the status. Thread-safe.</summary>
internal sealed class SlackSocketState(TimeProvider time)
{
    private readonly Lock _lock = new();
    private SlackSocketStatus _now = new(0, null, null);

    /// <summary>The current status.</summary>
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

    /// <summary>A connection got its hello.</summary>
    public void Greeted()
    {
        lock (_lock)
        {
            _now = new SlackSocketStatus(_now.Connected + 1, time.GetUtcNow(), null);
        }
    }

    /// <summary>A connection that got its hello has ended.</summary>
    public void Over()
    {
        lock (_lock)
        {
            _now = _now with { Connected = _now.Connected - 1 };
        }
    }

    /// <summary>Something went wrong.</summary>
    /// <returns>Whether the problem is new. The same problem, repeated without a hello in between, need not be logged each time.</returns>
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
