namespace ReflectionBot.Channels.Slack.Api.Pace;

/// <summary>
/// Limits how fast this process posts, so that a burst waits a moment instead of getting a 429: in each channel one message a
/// second after a short burst, in each workspace four a second after a longer one. It does not see other processes, so a 429 is still handled.
/// (Source: "Rate limits" of the Slack documentation, "Posting messages", and the page of <c>chat.postMessage</c>: one a second in a channel,
/// short bursts above that allowed, and several hundred a minute in a workspace.)
/// </summary>
internal sealed class SlackRateLimiter(TimeProvider time)
{
    /// <summary>The time between two messages in a channel, once the burst is used up.</summary>
    internal static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    /// <summary>The time between two messages in a workspace, once the burst is used up: 240 a minute, the least that "several hundred" can mean.</summary>
    internal static readonly TimeSpan TeamStep = TimeSpan.FromSeconds(0.25);

    /// <summary>The longest wait here. Longer waits are left to the outbox.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>How many messages go out at once in a channel: the replies of one turn, and a few more.</summary>
    internal const int Burst = 4;

    /// <summary>How many messages go out at once in a workspace: a round that opens asks a whole team at once.</summary>
    internal const int TeamBurst = 20;

    /// <summary>Channels of the last few seconds are remembered. Above this number, those whose burst is full again are forgotten.</summary>
    internal const int Many = 1000;

    private readonly Lock _lock = new();

    /// <summary>When the full burst of a channel is available again. The entry of a workspace has no channel.</summary>
    private readonly Dictionary<(string Team, string Channel), DateTimeOffset> _whole = [];

    /// <summary>How many channels and workspaces are remembered.</summary>
    internal int Remembered
    {
        get
        {
            lock (_lock)
            {
                return _whole.Count;
            }
        }
    }

    /// <summary>Takes a place in the queue and waits for it.</summary>
    /// <returns>Null if the message may be sent now; otherwise the wait, which is too long to wait here. Then no place was taken.</returns>
    public async ValueTask<TimeSpan?> WaitAsync(string team, string channel, CancellationToken cancel)
    {
        var wait = Take((team, channel), (team, ""));
        if (wait > LongestWait)
        {
            return wait;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancel);
        }

        return null;
    }

    private TimeSpan Take((string, string) channel, (string, string) team)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_whole.Count >= Many)
            {
                foreach (var passed in _whole.Where(w => w.Value <= now).Select(w => w.Key).ToList())
                {
                    _whole.Remove(passed);
                }
            }

            var (own, all) = (Whole(channel, now), Whole(team, now));
            var place = Latest(now, own - ((Burst - 1) * Step), all - ((TeamBurst - 1) * TeamStep));
            if (place - now <= LongestWait)
            {
                (_whole[channel], _whole[team]) = (Latest(own, place) + Step, Latest(all, place) + TeamStep);
            }

            return place - now;
        }
    }

    private DateTimeOffset Whole((string, string) key, DateTimeOffset now) => Latest(_whole.GetValueOrDefault(key), now);

    private static DateTimeOffset Latest(params ReadOnlySpan<DateTimeOffset> times)
    {
        var latest = times[0];
        foreach (var one in times)
        {
            latest = one > latest ? one : latest;
        }

        return latest;
    }
}
