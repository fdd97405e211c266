namespace ReflectionBot.Channels.Teams.Connector;

/// <summary>
/// Keeps this process under the rate limits that Teams publishes, so that a round's opening waits a moment instead of getting 429. It does not see
/// other processes; a 429 is still handled. Memory is bounded by the limit for all conversations together: within the hour that is remembered there
/// are at most 108,000 sends.
/// </summary>
internal sealed class SendingPace(TimeProvider time)
{
    /// <summary>A longer wait is left to the outbox.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Per bot and conversation. (Source: "Rate limiting for bots" of the Teams documentation.)</summary>
    private static readonly (int Most, TimeSpan Within)[] EachConversation =
        [(7, TimeSpan.FromSeconds(1)), (8, TimeSpan.FromSeconds(2)), (60, TimeSpan.FromSeconds(30)), (1800, Hour)];

    /// <summary>Per app and tenant, all conversations together. (Source: the same page.)</summary>
    private static readonly (int Most, TimeSpan Within)[] Together = [(30, TimeSpan.FromSeconds(1))];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<DateTimeOffset>> _sends = new(StringComparer.Ordinal);
    private readonly List<DateTimeOffset> _all = [];
    private DateTimeOffset _swept = time.GetUtcNow();

    /// <summary>How many conversations are remembered.</summary>
    internal int Remembered => _sends.Count;

    /// <summary>Waits until the conversation's rate limit allows a send.</summary>
    /// <returns>Null when it may be sent now; otherwise the remaining wait, which is too long to wait here.</returns>
    public async ValueTask<TimeSpan?> WaitAsync(string conversation, CancellationToken cancel)
    {
        var waited = TimeSpan.Zero;
        while (Take(conversation) is { Ticks: > 0 } wait)
        {
            if (waited + wait > LongestWait)
            {
                return wait;
            }

            waited += wait;
            await Task.Delay(wait, time, cancel);
        }

        return null;
    }

    /// <summary>Counts a send now if the limits allow it (zero), or returns how long until they may allow it.</summary>
    internal TimeSpan Take(string conversation)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            Sweep(now);
            if (!_sends.TryGetValue(conversation, out var own))
            {
                _sends[conversation] = own = [];
            }

            Forget(own, now - Hour);
            Forget(_all, now - TimeSpan.FromSeconds(1));
            var free = EachConversation.Select(limit => Free(own, limit)).Concat(Together.Select(limit => Free(_all, limit))).Max();
            if (free > now)
            {
                return free - now;
            }

            own.Add(now);
            _all.Add(now);
            return TimeSpan.Zero;
        }
    }

    private static DateTimeOffset Free(List<DateTimeOffset> sends, (int Most, TimeSpan Within) limit) =>
        sends.Count < limit.Most ? DateTimeOffset.MinValue : sends[^limit.Most] + limit.Within;

    private static void Forget(List<DateTimeOffset> sends, DateTimeOffset before)
    {
        var old = sends.FindIndex(s => s > before);
        sends.RemoveRange(0, old < 0 ? sends.Count : old);
    }

    private void Sweep(DateTimeOffset now)
    {
        if (now - _swept < TimeSpan.FromMinutes(5))
        {
            return;
        }

        _swept = now;
        foreach (var idle in _sends.Where(s => s.Value.Count == 0 || s.Value[^1] <= now - Hour).Select(s => s.Key).ToList())
        {
            _sends.Remove(idle);
        }
    }
}
