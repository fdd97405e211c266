namespace ReflectionBot.Channels.Slack.Api;

/// <summary>
/// Remembers how long Slack wants to be left alone: its limits are per method and workspace, so one method's 429 holds back neither the other
/// methods nor the other workspaces. What has passed is forgotten. (Source: "Rate limits" of the Slack documentation.)
/// </summary>
internal sealed class SlackHolds(TimeProvider time)
{
    /// <summary>So many are remembered at most, and none more; a hold that is not remembered is told again by Slack.</summary>
    internal const int Most = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Method, string Team), DateTimeOffset> _until = [];

    /// <summary>How many are remembered.</summary>
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

    /// <summary>How long the method must still be left alone in the workspace; null if it may be called.</summary>
    public TimeSpan? Rest(string method, string team)
    {
        lock (_lock)
        {
            if (!_until.TryGetValue((method, team), out var until))
            {
                return null;
            }

            if (until - time.GetUtcNow() is { Ticks: > 0 } rest)
            {
                return rest;
            }

            _until.Remove((method, team));
            return null;
        }
    }

    /// <summary>The method is not to be called in the workspace for so long.</summary>
    public void Keep(string method, string team, TimeSpan after)
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

            if (after > TimeSpan.Zero && (_until.Count < Most || _until.ContainsKey((method, team))))
            {
                _until[(method, team)] = now + after;
            }
        }
    }
}
