using System.Collections.Concurrent;

namespace ReflectionBot.Channels.Shared;

/// <summary>
/// A short-lived cache, so that the same value is not looked up with every message. Another process may change the value in the meantime, and every
/// cached value can be looked up again.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="keep">How long a value is kept; a minute by default.</param>
internal sealed class RecentlyKept<T>(TimeProvider time, TimeSpan? keep = null)
    where T : class
{
    private const int Most = 20_000;

    private readonly TimeSpan _keep = keep ?? TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (T Value, DateTimeOffset Until)> _kept = new(StringComparer.Ordinal);

    /// <summary>The cached value for a key; null where there is none or it has expired.</summary>
    public T? Find(string key) => _kept.TryGetValue(key, out var kept) && kept.Until > time.GetUtcNow() ? kept.Value : null;

    /// <summary>Caches the current value.</summary>
    public void Note(string key, T value)
    {
        if (_kept.Count >= Most)
        {
            ForgetOldest();
        }

        _kept[key] = (value, time.GetUtcNow() + _keep);
    }

    /// <summary>Drops a value that has changed.</summary>
    public void Forget(string key) => _kept.TryRemove(key, out _);

    /// <summary>Drops only the oldest tenth: dropping everything would cause too many look-ups at once.</summary>
    private void ForgetOldest()
    {
        foreach (var (key, _) in _kept.ToArray().OrderBy(k => k.Value.Until).Take(Most / 10))
        {
            Forget(key);
        }
    }
}
