using System.Buffers;

namespace ReflectionBot.Application.Tables;

/// <summary>The sizes that <see cref="TableLimits"/> limits.</summary>
public static class TableSizes
{
    private const int NameUnit = 2;
    private const int TimestampBytes = 8 + (NameUnit * 9) + 8;

    // Bytes of one write besides keys and columns: boundary, two sets of headers, the address. Measured below 700; a test checks it.
    private const int WriteOnTheWire = 1024;
    private const int PropertyOnTheWire = 80;
    private const int EscapedUnit = 6;

    /// <summary>Characters that the SDK's JSON writer does not escape; it writes every other unit as <c>\uXXXX</c>, or shorter.</summary>
    private static readonly SearchValues<char> UnescapedInJson = SearchValues.Create(
        " !#$%()*,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>
    /// Bytes of a row as Azure counts them: 4, two for each unit of the keys, and for each property 8, two for each unit of its name, and
    /// its value (text 4 and two a unit, number and time 8, flag 1). The formula is the Azure storage team's ("Understanding Windows Azure
    /// Storage Billing"); the service's own <c>Timestamp</c> is counted too.
    /// </summary>
    public static long Row(string escapedPartition, string escapedKey, Columns columns)
    {
        var bytes = 4L + TimestampBytes + (NameUnit * (Length(escapedPartition) + Length(escapedKey)));
        foreach (var (name, value) in columns.Values)
        {
            bytes += value switch
            {
                string text => TextParts.Split(name, text).Sum(p => Property(p.Name) + 4 + (2L * p.Text.Length)),
                bool => Property(name) + 1,
                _ => Property(name) + 8,
            };
        }
        return bytes;
    }

    /// <summary>An upper bound on the bytes of one write in a batch request: multipart headers, address and JSON.</summary>
    public static long OnTheWire(string escapedPartition, string escapedKey, Columns? columns)
    {
        // Keys appear in the address and in the body.
        var bytes = WriteOnTheWire + (2L * (Length(escapedPartition) + Length(escapedKey)));
        foreach (var (name, value) in columns?.Values ?? Columns.Empty.Values)
        {
            var parts = value is string whole ? TextParts.Count(whole) : 1;
            bytes += parts * (PropertyOnTheWire + (2L * name.Length));
            bytes += value is string text ? InJson(text) : 0;
        }
        return bytes;
    }

    private static long InJson(string text)
    {
        var bytes = 0L;
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var plain = rest.IndexOfAnyExcept(UnescapedInJson);
            if (plain < 0)
            {
                return bytes + rest.Length;
            }
            bytes += plain + EscapedUnit;
            rest = rest[(plain + 1)..];
        }
        return bytes;
    }

    private static long Property(string name) => 8L + (NameUnit * name.Length);

    private static int Length(string key)
    {
        return key.Length;
    }
}
