namespace ReflectionBot.Application.Tables;

/// <summary>
/// The table port: the shape of Azure Table storage, kept small. Rows live in partitions; a batch is atomic
/// within one partition and cannot reach across two (<see cref="CommitAsync"/> takes the partition once).
/// Partition keys, row keys and texts may be any valid Unicode string: implementations escape and split, and return
/// exactly what was stored.
/// </summary>
/// <remarks>
/// Every implementation throws only: <see cref="TableConflictException"/> (another write came first: reload and compute the step again),
/// <see cref="TableLimitException"/> (this can never be stored), <see cref="StoreUnavailableException"/> (as far as is known, nothing
/// was stored; try later), and <see cref="OperationCanceledException"/>.
/// </remarks>
public interface ITableStore
{
    /// <summary>One row, or null if there is none.</summary>
    Task<Row?> GetAsync(string partition, string key, CancellationToken cancel);

    /// <summary>
    /// The rows of one partition that match, in ordinal order of their keys (for keys of ASCII letters, digits and <c>. : -</c>, which is
    /// all this project uses). Pages are fetched as they are read.
    /// </summary>
    IAsyncEnumerable<Row> RangeAsync(RowRange range, CancellationToken cancel);

    /// <summary>
    /// Applies all writes or none. At most <see cref="TableLimits.BatchRows"/> writes, each on a different key.
    /// </summary>
    /// <returns>The new ETag of each written row in order; null for deletions.</returns>
    /// <exception cref="TableConflictException">An inserted row exists, an ETag no longer matches, or a deleted row is gone.</exception>
    Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel);

    /// <summary>Creates what is missing (file, table) and proves that the store can be read and written.</summary>
    /// <exception cref="StoreUnavailableException">The message is a sentence that says what to do.</exception>
    Task PrepareAsync(CancellationToken cancel);
}

/// <summary>A stored row.</summary>
/// <param name="Partition">The partition key, unescaped.</param>
/// <param name="Key">The row key, unescaped.</param>
/// <param name="ETag">Changes with every write; opaque.</param>
/// <param name="Columns">The typed columns.</param>
public sealed record Row(string Partition, string Key, string ETag, Columns Columns);

/// <summary>Which rows of a partition to read.</summary>
/// <param name="Partition">The partition key.</param>
/// <param name="Prefix">Only keys that start with this; empty for all.</param>
/// <param name="From">Only keys at or after this one (ordinal), if given.</param>
/// <param name="Before">Only keys before this one (ordinal), if given.</param>
public sealed record RowRange(string Partition, string Prefix = "", string? From = null, string? Before = null);

/// <summary>One write of a batch; a closed set.</summary>
/// <param name="Key">The row key.</param>
public abstract record TableWrite(string Key)
{
    /// <summary>The columns to store; null for a deletion.</summary>
    public virtual Columns? Columns => null;
}

/// <summary>Adds a row that must not exist yet.</summary>
public sealed record InsertRow(string Key, Columns Row) : TableWrite(Key)
{
    /// <inheritdoc/>
    public override Columns Columns => Row;
}

/// <summary>Writes the whole row whether or not it exists: for rows protected by another row's ETag in the same batch.</summary>
public sealed record PutRow(string Key, Columns Row) : TableWrite(Key)
{
    /// <inheritdoc/>
    public override Columns Columns => Row;
}

/// <summary>Replaces the whole row if its ETag still matches.</summary>
public sealed record ReplaceRow(string Key, Columns Row, string ETag) : TableWrite(Key)
{
    /// <inheritdoc/>
    public override Columns Columns => Row;
}

/// <summary>Deletes the row, if its ETag still matches; a null ETag deletes whatever version is there. A missing row is a conflict.</summary>
public sealed record DeleteRow(string Key, string? ETag = null) : TableWrite(Key);
