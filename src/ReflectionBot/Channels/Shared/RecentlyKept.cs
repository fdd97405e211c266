using System.Collections.Concurrent;

namespace ReflectionBot.Channels.Shared;

/// <summary>
/// What was looked up a moment ago, so that it is not looked up with every message. Another may change it meanwhile, and what is kept here can all
/// be found again.
/// </summary>
/// <param name="time">Our clock.</param>
/// <param name="keep">For how long; a minute unless said otherwise.</param>
internal sealed class RecentlyKept<T>(TimeProvider time, TimeSpan? keep = null)
    where T : class
{
    private const int Most = 20_000;

    private readonly TimeSpan _keep = keep ?? TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (T Value, DateTimeOffset Until)> _kept = new(StringComparer.Ordinal);

    /// <summary>What was kept under a key; null where it is not known any more.</summary>
    public T? Find(string key) => _kept.TryGetValue(key, out var kept) && kept.Until > time.GetUtcNow() ? kept.Value : null;

    /// <summary>Notes what the table has now.</summary>
    public void Note(string key, T value)
    {
        if (_kept.Count >= Most)
        {
            ForgetOldest();
        }

        _kept[key] = (value, time.GetUtcNow() + _keep);
    }

    /// <summary>It has changed.</summary>
    public void Forget(string key) => _kept.TryRemove(key, out _);

    /// <summary>All of it can be read again, but not all of it at once.</summary>
    private void ForgetOldest()
    {
        foreach (var (key, _) in _kept.ToArray().OrderBy(k => k.Value.Until).Take(Most / 10))
        {
            Forget(key);
        }
    }
}
