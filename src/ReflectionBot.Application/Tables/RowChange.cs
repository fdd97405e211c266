namespace ReflectionBot.Application.Tables;

/// <summary>Reads, changes and writes a row, and repeats that until no other write came in between.</summary>
public static class RowChange
{
    /// <summary>
    /// Changes one row. The change function gets null if there is no row. Returning null deletes the row; returning the same columns writes
    /// nothing. It may be called several times.
    /// </summary>
    /// <returns>The current columns.</returns>
    public static async Task<Columns?> RunAsync(ITableStore tables, string partition, string key, Func<Columns?, Columns?> change, CancellationToken cancel)
    {
        while (true)
        {
            var row = await tables.GetAsync(partition, key, cancel);
            var next = change(row?.Columns);
            if (Equals(next, row?.Columns))
            {
                return next;
            }

            TableWrite write = (row, next) switch
            {
                (null, { } added) => new InsertRow(key, added),
                ({ } old, null) => new DeleteRow(key, old.ETag),
                ({ } old, { } changed) => new ReplaceRow(key, changed, old.ETag),
                _ => throw new InvalidOperationException("nothing to write"),
            };
            if (await TryAsync(tables, partition, [write], cancel))
            {
                return next;
            }
        }
    }

    /// <summary>Commits; false if another write came first.</summary>
    public static async Task<bool> TryAsync(ITableStore tables, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        try
        {
            await tables.CommitAsync(partition, writes, cancel);
            return true;
        }
        catch (TableConflictException)
        {
            cancel.ThrowIfCancellationRequested();
            return false;
        }
    }
}
