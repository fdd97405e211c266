using System.Collections.Concurrent;

namespace ReflectionBot.Channels.Web.DirectLine;

/// <summary>
/// Limits how much one person may post into one conversation: far more than a person types, far less than a loop sends. Counted in this process.
/// </summary>
public sealed class PostLimit(TimeProvider time)
{
    /// <summary>Posts in one minute.</summary>
    public const int Posts = 120;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (long Window, int Count)> _counts = new(StringComparer.Ordinal);

    private long _cleared;

    /// <summary>Counts one post; false if it is over the limit.</summary>
    public bool Allows(string conversation, string user)
    {
        var window = time.GetUtcNow().Ticks / Window.Ticks;
        Clear(window);
        return _counts.AddOrUpdate($"{conversation}:{user}", (window, 1), (_, old) => old.Window == window ? (window, old.Count + 1) : (window, 1)).Count <= Posts;
    }

    /// <summary>Seconds after which the next window has certainly begun.</summary>
    public static int RetryAfter => (int)Window.TotalSeconds;

    private void Clear(long window)
    {
        if (Interlocked.Exchange(ref _cleared, window) == window)
        {
            return;
        }

        foreach (var (key, count) in _counts)
        {
            if (count.Window < window)
            {
                _counts.TryRemove(new(key, count));
            }
        }
    }
}
