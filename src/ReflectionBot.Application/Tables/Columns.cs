using System.Collections.Immutable;
using System.Globalization;

namespace ReflectionBot.Application.Tables;

/// <summary>
/// The typed columns of a row: text, whole number (64 bits), flag, or time (UTC, to 100 ns). Immutable; names are letters and digits and
/// start with a letter, so that they read well in a table browser. A column that is absent reads as null.
/// </summary>
public sealed class Columns : IEquatable<Columns>
{
    /// <summary>No columns.</summary>
    public static readonly Columns Empty = new(ImmutableSortedDictionary.Create<string, object>(StringComparer.Ordinal));

    private readonly ImmutableSortedDictionary<string, object> _values;

    private Columns(ImmutableSortedDictionary<string, object> values) => _values = values;

    /// <summary>Names and values, by name. Values are <see cref="string"/>, <see cref="long"/>, <see cref="bool"/> or UTC <see cref="DateTimeOffset"/>.</summary>
    public IReadOnlyDictionary<string, object> Values => _values;

    /// <summary>These columns with a text set, or removed if the value is null.</summary>
    public Columns With(string name, string? value) => Set(name, value);

    /// <summary>These columns with a number set, or removed if the value is null.</summary>
    public Columns With(string name, long? value) => Set(name, value);

    /// <summary>These columns with a flag set.</summary>
    public Columns With(string name, bool value) => Set(name, value);

    /// <summary>These columns with a time set, or removed if the value is null.</summary>
    public Columns With(string name, DateTimeOffset? value) => Set(name, value?.ToUniversalTime());

    /// <summary>The text, or null.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name) as string;

    /// <summary>The text; a row without it is damaged.</summary>
    /// <exception cref="InvalidDataException">The column is missing.</exception>
    public string NeedText(string name) => Text(name) ?? throw new InvalidDataException($"column {name} is missing");

    /// <summary>The number, or null.</summary>
    public long? Number(string name) => _values.GetValueOrDefault(name) as long?;

    /// <summary>The flag; absent is false.</summary>
    public bool Flag(string name) => _values.GetValueOrDefault(name) is true;

    /// <summary>The time, or null.</summary>
    public DateTimeOffset? Time(string name) => _values.GetValueOrDefault(name) as DateTimeOffset?;

    /// <summary>The time; a row without it is damaged.</summary>
    /// <exception cref="InvalidDataException">The column is missing.</exception>
    public DateTimeOffset NeedTime(string name) => Time(name) ?? throw new InvalidDataException($"column {name} is missing");

    /// <inheritdoc/>
    public bool Equals(Columns? other) =>
        other is not null && _values.Count == other._values.Count && _values.All(p => other._values.TryGetValue(p.Key, out var v) && Equals(v, p.Value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Columns);

    /// <inheritdoc/>
    public override int GetHashCode() => _values.Aggregate(0, (hash, p) => HashCode.Combine(hash, p.Key, p.Value));

    /// <summary>Names only, so that logging a row never logs what people wrote.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"columns({string.Join(',', _values.Keys)})");

    private Columns Set(string name, object? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(value is null ? _values.Remove(name) : _values.SetItem(name, value));
    }
}
