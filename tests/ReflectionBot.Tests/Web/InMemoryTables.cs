using System.Globalization;
using System.Runtime.CompilerServices;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Tests.Web;

/// <summary>A table in memory, for tests of what is written on the seam. It can be told to fail, and to pause before a write.</summary>
public sealed class InMemoryTables : ITableStore
{
    private readonly Dictionary<string, SortedDictionary<string, Row>> _partitions = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _etag;

    public bool IsAway { get; set; }

    /// <summary>Runs once, just before the next range with this prefix is read.</summary>
    public (string Prefix, Func<Task> Run)? Before { get; set; }

    /// <summary>Everything stored, for tests that look for what must not be there.</summary>
    public IReadOnlyList<Row> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _partitions.Values.SelectMany(p => p.Values)];
            }
        }
    }

    public Task<Row?> GetAsync(string partition, string key, CancellationToken cancel)
    {
        Check(cancel);
        lock (_gate)
        {
            return Task.FromResult(_partitions.GetValueOrDefault(partition)?.GetValueOrDefault(key));
        }
    }

    public async IAsyncEnumerable<Row> RangeAsync(RowRange range, [EnumeratorCancellation] CancellationToken cancel)
    {
        Check(cancel);
        if (Before is { } before && before.Prefix == range.Prefix)
        {
            Before = null;
            await before.Run();
        }

        List<Row> rows;
        lock (_gate)
        {
            rows = [.. (_partitions.GetValueOrDefault(range.Partition)?.Values ?? Enumerable.Empty<Row>()).Where(r =>
                r.Key.StartsWith(range.Prefix, StringComparison.Ordinal)
                && (range.From is null || string.CompareOrdinal(r.Key, range.From) >= 0)
                && (range.Before is null || string.CompareOrdinal(r.Key, range.Before) < 0))];
        }

        foreach (var row in rows)
        {
            await Task.Yield();
            yield return row;
        }
    }

    public Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        Check(cancel);
        if (writes.Count is 0 or > TableLimits.BatchRows || writes.Select(w => w.Key).Distinct().Count() != writes.Count)
        {
            throw new TableLimitException("a batch is 1 to 100 different rows");
        }

        lock (_gate)
        {
            var rows = _partitions.TryGetValue(partition, out var found) ? found : _partitions[partition] = new(StringComparer.Ordinal);
            if (writes.Any(w => !Holds(rows.GetValueOrDefault(w.Key), w)))
            {
                throw new TableConflictException();
            }

            return Task.FromResult<IReadOnlyList<string?>>([.. writes.Select(w => Apply(rows, partition, w))]);
        }
    }

    public Task PrepareAsync(CancellationToken cancel) => Task.CompletedTask;

    private static bool Holds(Row? row, TableWrite write) => write switch
    {
        InsertRow => row is null,
        ReplaceRow replace => row?.ETag == replace.ETag,
        DeleteRow delete => row is not null && (delete.ETag is null || delete.ETag == row.ETag),
        _ => true,
    };

    private string? Apply(SortedDictionary<string, Row> rows, string partition, TableWrite write)
    {
        if (write.Columns is not { } columns)
        {
            rows.Remove(write.Key);
            return null;
        }

        var etag = (++_etag).ToString(CultureInfo.InvariantCulture);
        rows[write.Key] = new(partition, write.Key, etag, columns);
        return etag;
    }

    private void Check(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (IsAway)
        {
            throw new StoreUnavailableException();
        }
    }
}
