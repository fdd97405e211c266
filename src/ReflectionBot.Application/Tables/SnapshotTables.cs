using System.Runtime.CompilerServices;

namespace ReflectionBot.Application.Tables;

/// <summary>
/// A table in which a turn reads its rows once: rows that the turn has read ahead answer its later reads from memory, for that turn only. A write
/// drops what was read of its partition, so that the turn never reads its own changes in their old state. Commits based on these rows are protected
/// by an ETag among them, so a turn whose rows have been changed by others since conflicts, and starts again.
/// </summary>
/// <param name="tables">The table.</param>
public sealed class SnapshotTables(ITableStore tables) : ITableStore
{
    private readonly AsyncLocal<Snapshot?> _current = new();

    /// <summary>The snapshot of the current turn; null outside of turns.</summary>
    public Snapshot? Current => _current.Value is { HasEnded: false } snapshot ? snapshot : null;

    /// <summary>Begins a snapshot for the current async flow; disposing ends it.</summary>
    public Snapshot Begin() => _current.Value = new(tables);

    /// <inheritdoc/>
    public Task<Row?> GetAsync(string partition, string key, CancellationToken cancel) =>
        Current?.Read(KeyBounds.Only(partition, key)) is { } rows ? Task.FromResult(rows.FirstOrDefault()) : tables.GetAsync(partition, key, cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Row> RangeAsync(RowRange range, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (Current?.Read(KeyBounds.Of(range)) is { } known)
        {
            foreach (var row in known)
            {
                yield return row;
            }

            yield break;
        }

        await foreach (var row in tables.RangeAsync(range, cancel))
        {
            yield return row;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        var snapshot = Current;
        try
        {
            return await tables.CommitAsync(partition, writes, cancel);
        }
        finally
        {
            snapshot?.Forget(partition); // Also after a failure: another write came first, or the outcome is unknown.
        }
    }

    /// <inheritdoc/>
    public Task PrepareAsync(CancellationToken cancel) => tables.PrepareAsync(cancel);

    /// <summary>Rows as they were when a turn read them.</summary>
    public sealed class Snapshot : IDisposable
    {
        private readonly ITableStore _tables;
        private readonly Lock _gate = new();
        private readonly List<(KeyBounds Bounds, (string Key, Row Row)[] Rows)> _read = [];

        internal Snapshot(ITableStore tables) => _tables = tables;

        /// <summary>The turn has committed something: from now on it cannot restart.</summary>
        public bool HasCommitted { get; set; }

        /// <summary>The turn is over; code that runs after it reads from the table again.</summary>
        internal bool HasEnded { get; private set; }

        /// <summary>Reads a range ahead.</summary>
        /// <returns>The rows, in the order of their keys.</returns>
        public async Task<IReadOnlyList<Row>> ReadAsync(RowRange range, CancellationToken cancel)
        {
            var rows = await _tables.ListAsync(range, cancel);
            lock (_gate)
            {
                _read.Add((KeyBounds.Of(range), [.. rows.Select(r => (KeyEscaping.Escape(r.Key), r))]));
            }

            return rows;
        }

        /// <summary>The rows of a range that was read ahead; null if not all of it was.</summary>
        public IReadOnlyList<Row>? Knows(RowRange range) => Read(KeyBounds.Of(range)) is { } rows ? [.. rows] : null;

        /// <inheritdoc/>
        public void Dispose() => HasEnded = true;

        /// <summary>The rows within the given bounds; null if not all of them were read.</summary>
        internal IEnumerable<Row>? Read(KeyBounds asked)
        {
            lock (_gate)
            {
                foreach (var (bounds, rows) in _read)
                {
                    if (bounds.Hold(asked))
                    {
                        return rows.Where(r => asked.Holds(r.Key)).Select(r => r.Row);
                    }
                }

                return null;
            }
        }

        internal void Forget(string partition)
        {
            var escaped = KeyEscaping.Escape(partition);
            lock (_gate)
            {
                _read.RemoveAll(r => r.Bounds.Partition == escaped);
            }
        }
    }
}
