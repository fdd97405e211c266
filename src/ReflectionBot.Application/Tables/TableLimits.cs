using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Tables;

/// <summary>
/// The limits of Azure Table storage, enforced by every implementation so that what works on one works on the other
/// (learn.microsoft.com: "Understanding the Table Service Data Model" and "Performing entity group transactions"; Azurite does not check
/// them all, so this code does).
/// </summary>
public static class TableLimits
{
    /// <summary>Writes in one batch.</summary>
    public const int BatchRows = 100;

    /// <summary>
    /// UTF-16 units in an escaped key. Azure says "1 KiB" in one place and "1,024 characters" in another; Azurite refuses more than 512.
    /// The smaller number works everywhere, and no key of this project comes near it.
    /// </summary>
    public const int KeyUnits = 512;

    /// <summary>Properties of a row, further parts of long texts included (<see cref="TextParts"/>).</summary>
    public const int Properties = 252;

    /// <summary>Bytes of a row as Azure counts them (<see cref="TableSizes.Row"/>): 1 MiB.</summary>
    public const int RowBytes = 1024 * 1024;

    /// <summary>Bytes of a batch on the wire: 4 MiB.</summary>
    public const int BatchBytes = 4 * 1024 * 1024;

    /// <summary>Characters of a column name: Azure allows 255, minus room for the suffix of a further part.</summary>
    public const int ColumnNameLength = 128;

    /// <summary>The earliest time that Azure can store; the latest is the one of .NET.</summary>
    public static readonly DateTimeOffset EarliestTime = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase) { "PartitionKey", "RowKey", "Timestamp", "ETag" };

    /// <summary>Refuses what any implementation could not store. Each calls it before it writes anything, so all refuse the same.</summary>
    /// <exception cref="TableLimitException">A limit is exceeded. The message names the limit, without keys or texts.</exception>
    public static void Check(string partition, IReadOnlyList<TableWrite> writes)
    {
        if (writes.Count > BatchRows)
        {
            throw new TableLimitException($"a batch has at most {BatchRows} rows; this one has {writes.Count}");
        }
        var escapedPartition = KeyEscaping.Escape(partition);
        var keys = new HashSet<string>(writes.Count, StringComparer.Ordinal);
        var bytes = 0L;
        foreach (var write in writes)
        {
            if (!keys.Add(write.Key))
            {
                throw new TableLimitException("a batch writes each row once; this one names a key twice");
            }
            var key = KeyEscaping.Escape(write.Key);
            CheckRow(escapedPartition, key, write.Columns);
            bytes += TableSizes.OnTheWire(escapedPartition, key, write.Columns);
        }
        if (bytes > BatchBytes)
        {
            throw new TableLimitException($"a batch has at most {BatchBytes} bytes; this one can take {bytes}");
        }
    }

    private static void CheckRow(string partition, string key, Columns? columns)
    {
        if (columns is null)
        {
            return;
        }
        var properties = 0;
        foreach (var (name, value) in columns.Values)
        {
            CheckName(name);
            CheckValue(name, value);
            properties += value is string text ? TextParts.Count(text) : 1;
        }
        if (properties > Properties)
        {
            throw new TableLimitException($"a row has at most {Properties} columns; this one takes {properties}, parts of long texts included");
        }
        var bytes = TableSizes.Row(partition, key, columns);
        if (bytes > RowBytes)
        {
            throw new TableLimitException($"a row has at most {RowBytes} bytes; this one has {bytes}");
        }
    }

    private static void CheckName(string name)
    {
        // The message does not repeat the name: one that breaks the rule did not come from this code and may contain anything.
        if (name.Length > ColumnNameLength || !char.IsAsciiLetter(name[0]) || !name.All(char.IsAsciiLetterOrDigit) || Reserved.Contains(name))
        {
            throw new TableLimitException(
                $"a column name is a letter, then letters and digits, {ColumnNameLength} at most, and none of {string.Join(", ", Reserved)}");
        }
    }

    private static void CheckValue(string name, object value)
    {
        if (value is string text && !Unicode.IsValid(text))
        {
            throw new TableLimitException($"the text of column {name} holds half of a surrogate pair");
        }
        if (value is DateTimeOffset time && time < EarliestTime)
        {
            throw new TableLimitException($"the time of column {name} is before 1601");
        }
    }
}
