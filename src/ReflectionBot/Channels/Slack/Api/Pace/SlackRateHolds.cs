namespace ReflectionBot.Channels.Slack.Api.Pace;

/// <summary>
/// Remembers how long Slack asks to wait. Its limits are per method and workspace, so one method's 429 delays neither the other
/// methods nor the other workspaces. Posting also has a limit for each channel, and its 429 does not say which limit was reached. So it delays
/// that channel, and the whole workspace as soon as a second channel gets a 429. Expired holds are forgotten. (Source: "Rate limits" of the
/// Slack documentation.)
/// </summary>
internal sealed class SlackRateHolds(TimeProvider time)
{
    /// <summary>The most holds that are remembered. If a hold is not remembered, Slack sends the 429 again.</summary>
    internal const int Most = 1000;

    private readonly Lock _lock = new();

    /// <summary>When each hold ends. The hold of a whole workspace has no channel.</summary>
    private readonly Dictionary<(string Method, string Team, string Channel), DateTimeOffset> _until = [];

    /// <summary>How many holds are remembered.</summary>
    internal int Remembered
    {
        get
        {
            lock (_lock)
            {
                return _until.Count;
            }
        }
    }

    /// <summary>How long the method must not yet be called in the workspace, or in one channel of it; null if it may be called.</summary>
    public TimeSpan? Rest(string method, string team, string? channel = null)
    {
        lock (_lock)
        {
            var all = Rest((method, team, ""));
            return channel is not null && Rest((method, team, channel)) is { } own && !(all > own) ? own : all;
        }
    }

    /// <summary>The method must not be called in the workspace for this time; only in one channel of it if the limit may be the channel's.</summary>
    public void Keep(string method, string team, TimeSpan after, string? channel = null)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_until.Count >= Most)
            {
                foreach (var passed in _until.Where(u => u.Value <= now).Select(u => u.Key).ToList())
                {
                    _until.Remove(passed);
                }
            }

            if (after <= TimeSpan.Zero)
            {
                return;
            }

            var isWide = channel is null || _until.Any(u => u.Key.Method == method && u.Key.Team == team && u.Key.Channel != channel && u.Value > now);
            var key = (method, team, isWide ? "" : channel!);
            if (_until.Count < Most || _until.ContainsKey(key))
            {
                _until[key] = now + after;
            }
        }
    }

    private TimeSpan? Rest((string, string, string) key)
    {
        if (!_until.TryGetValue(key, out var until))
        {
            return null;
        }

        if (until - time.GetUtcNow() is { Ticks: > 0 } rest)
        {
            return rest;
        }

        _until.Remove(key);
        return null;
    }
}
