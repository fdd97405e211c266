namespace ReflectionBot.Application.Tables;

/// <summary>
/// A <see cref="RowRange"/> as stores query it: escaped keys from <paramref name="From"/> on, and before <paramref name="Before"/>.
/// Order is that of the escaped keys, which is the ordinal order of the raw ones where they are ASCII letters, digits and <c>. : -</c>.
/// </summary>
/// <param name="Partition">The escaped partition key.</param>
/// <param name="From">The first escaped row key, included; empty for no bound.</param>
/// <param name="Before">The end, an escaped row key or one just after a prefix, not included; null for no bound.</param>
public sealed record KeyBounds(string Partition, string From, string? Before)
{
    /// <summary>True when no key can match, so that the store need not be queried.</summary>
    public bool IsEmpty => Before is not null && string.CompareOrdinal(From, Before) >= 0;

    /// <summary>The bounds of one row.</summary>
    /// <exception cref="TableLimitException">A key can never be stored.</exception>
    public static KeyBounds Only(string partition, string key) => new(KeyEscaping.Escape(partition), KeyEscaping.Escape(key), KeyEscaping.Escape(key) + '\u0000');

    /// <summary>Whether an escaped key lies within.</summary>
    public bool Holds(string key) => string.CompareOrdinal(key, From) >= 0 && (Before is null || string.CompareOrdinal(key, Before) < 0);

    /// <summary>Whether all keys within the other bounds lie within these, too.</summary>
    public bool Hold(KeyBounds others)
    {
        return Partition == others.Partition && string.CompareOrdinal(From, others.From) <= 0
            && (Before is null || (others.Before is not null && string.CompareOrdinal(others.Before, Before) <= 0));
    }

    /// <summary>The bounds of a range.</summary>
    /// <exception cref="TableLimitException">A key can never be stored.</exception>
    public static KeyBounds Of(RowRange range)
    {
        var prefix = KeyEscaping.Escape(range.Prefix);
        var from = range.From is null ? prefix : Later(prefix, KeyEscaping.Escape(range.From));
        var end = prefix.Length == 0 ? null : After(prefix);
        var before = range.Before is null ? null : KeyEscaping.Escape(range.Before);
        return new(KeyEscaping.Escape(range.Partition), from, Earlier(end, before));
    }

    /// <summary>The first string that sorts after every key with this prefix: escaped keys are ASCII, so one more never overflows.</summary>
    private static string After(string prefix) => prefix[..^1] + (char)(prefix[^1] + 1);

    private static string Later(string one, string other) => string.CompareOrdinal(one, other) >= 0 ? one : other;

    private static string? Earlier(string? one, string? other) =>
        one is null ? other : other is null || string.CompareOrdinal(one, other) <= 0 ? one : other;
}
