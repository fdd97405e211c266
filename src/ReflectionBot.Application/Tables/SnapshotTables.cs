using System.Runtime.CompilerServices;

namespace ReflectionBot.Application.Tables;

/// <summary>
/// A table in which one turn reads its rows once: what the turn has read ahead answers its later reads from memory, for that turn alone. A write
/// ends what was read of its partition, so nobody reads what they have just changed as it was. Whatever is committed on such rows is guarded by
/// an ETag among them, so that a turn which decided from rows that others have changed since conflicts, and begins again.
/// </summary>
/// <param name="tables">The table.</param>
public sealed class SnapshotTables(ITableStore tables) : ITableStore
{
    private readonly AsyncLocal<Snapshot?> _current = new();

    /// <summary>The snapshot of the turn that runs here; null outside of turns.</summary>
    public Snapshot? Current => _current.Value is { HasEnded: false } snapshot ? snapshot : null;

    /// <summary>Begins a snapshot for what is awaited from here on; disposing ends it.</summary>
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
            snapshot?.Forget(partition); // Also where it failed: somebody else has written, or nobody knows.
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

        /// <summary>The turn has committed something: from now on it cannot begin again.</summary>
        public bool HasCommitted { get; set; }

        /// <summary>The turn is over, and what goes on after it reads anew.</summary>
        internal bool HasEnded { get; private set; }

        /// <summary>Reads ahead.</summary>
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

        /// <summary>The rows of a range that was read ahead; null where not all of it was.</summary>
        public IReadOnlyList<Row>? Knows(RowRange range) => Read(KeyBounds.Of(range)) is { } rows ? [.. rows] : null;

        /// <inheritdoc/>
        public void Dispose() => HasEnded = true;

        /// <summary>The rows within some bounds; null where not all of them were read.</summary>
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
