using System.Collections.Concurrent;

namespace ReflectionBot.Channels.Shared;

/// <summary>
/// What was kept in the table a moment ago, so that it is not looked up with every message. For a minute: another instance may change it, and what
/// is kept here can all be found again.
/// </summary>
/// <param name="time">Our clock.</param>
internal sealed class RecentlyKept<T>(TimeProvider time)
    where T : class
{
    private const int Most = 20_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (T Value, DateTimeOffset Until)> _kept = new(StringComparer.Ordinal);

    /// <summary>What was kept under a key; null where it is not known any more.</summary>
    public T? Find(string key) => _kept.TryGetValue(key, out var kept) && kept.Until > time.GetUtcNow() ? kept.Value : null;

    /// <summary>Notes what the table has now.</summary>
    public void Note(string key, T value)
    {
        if (_kept.Count >= Most)
        {
            _kept.Clear(); // All of it can be read again.
        }

        _kept[key] = (value, time.GetUtcNow() + Kept);
    }

    /// <summary>It has changed.</summary>
    public void Forget(string key) => _kept.TryRemove(key, out _);
}
