using System.Runtime.CompilerServices;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Storage.Sqlite;

/// <summary>
/// The table port on one SQLite file: no account, no server. WAL with <c>synchronous=FULL</c>, so a committed batch survives a kill and a power
/// cut; one writer at a time, with concurrent readers. Keys are stored escaped and compare as bytes, columns as JSON, so that
/// <c>sqlite3 reflectionbot.db "select Key, Columns from Rows"</c> shows them as they are.
/// </summary>
public sealed class SqliteTableStore(SqliteTableOptions options) : ITableStore, IDisposable
{
    private readonly SqliteWriter _writer = new(options);
    private readonly SqliteReader _reader = new(options);

    /// <inheritdoc/>
    public Task<Row?> GetAsync(string partition, string key, CancellationToken cancel) => Task.Run(() => _reader.Get(partition, key), cancel);

    /// <inheritdoc/>
    /// <remarks>Each page is its own statement: between pages no lock is held, and rows written meanwhile may or may not be seen.</remarks>
    public async IAsyncEnumerable<Row> RangeAsync(RowRange range, [EnumeratorCancellation] CancellationToken cancel)
    {
        var bounds = KeyBounds.Of(range);
        for (var left = bounds.IsEmpty ? null : bounds; left is not null;)
        {
            cancel.ThrowIfCancellationRequested();
            var page = left;
            (var rows, left) = await Task.Run(() => _reader.Range(page, cancel), cancel);
            foreach (var row in rows)
            {
                cancel.ThrowIfCancellationRequested();
                yield return row;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        TableLimits.Check(partition, writes);
        cancel.ThrowIfCancellationRequested();
        return writes.Count == 0 ? [] : await _writer.CommitAsync(connection => SqliteBatch.Apply(connection, partition, writes, cancel), cancel);
    }

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        await _writer.PrepareAsync(cancel);
        await StorageProbe.RunAsync(this, cancel);
    }

    /// <summary>Empties the write-ahead log, which may still hold texts that were taken back.</summary>
    public Task EmptyLogAsync(CancellationToken cancel) => _writer.EmptyLogAsync(cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _writer.Dispose();
    }
}
