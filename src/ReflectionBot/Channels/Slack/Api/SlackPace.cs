namespace ReflectionBot.Channels.Slack.Api;

/// <summary>
/// Keeps this process at one message a second in each channel, so that a burst waits a moment instead of running into 429. Other processes are
/// not seen; a 429 is still understood. (Source: "Rate limits" of the Slack documentation, "Posting messages".)
/// </summary>
internal sealed class SlackPace(TimeProvider time)
{
    /// <summary>From one message of a channel to its next.</summary>
    internal static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    /// <summary>Waiting longer than this is the outbox's work.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>Channels of the last few seconds are remembered; beyond so many, those whose time has passed are forgotten.</summary>
    internal const int Many = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Team, string Channel), DateTimeOffset> _free = [];

    /// <summary>How many channels are remembered.</summary>
    internal int Remembered
    {
        get
        {
            lock (_lock)
            {
                return _free.Count;
            }
        }
    }

    /// <summary>Waits for the place in the channel's pace that it took.</summary>
    /// <returns>Null when it may be sent now; otherwise how long it would take, which is too long to stand and wait for: no place was taken.</returns>
    public async ValueTask<TimeSpan?> WaitAsync(string team, string channel, CancellationToken cancel)
    {
        var wait = Take((team, channel));
        if (wait > LongestWait)
        {
            return wait;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancel).ConfigureAwait(false);
        }

        return null;
    }

    private TimeSpan Take((string Team, string Channel) key)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_free.Count >= Many)
            {
                foreach (var passed in _free.Where(f => f.Value <= now).Select(f => f.Key).ToList())
                {
                    _free.Remove(passed);
                }
            }

            var place = _free.TryGetValue(key, out var free) && free > now ? free : now;
            if (place - now <= LongestWait)
            {
                _free[key] = place + Step;
            }

            return place - now;
        }
    }
}
