namespace ReflectionBot.Application.Tables;

/// <summary>Small helpers over the table port, the same for every implementation.</summary>
public static class TableReads
{
    /// <summary>All rows of a range, in order. For ranges that are small by design (a person's round, a project's members).</summary>
    public static Task<IReadOnlyList<Row>> ListAsync(this ITableStore store, string partition, string prefix, CancellationToken cancel) =>
        store.ListAsync(new RowRange(partition, prefix), cancel);

    /// <inheritdoc cref="ListAsync(ITableStore, string, string, CancellationToken)"/>
    public static async Task<IReadOnlyList<Row>> ListAsync(this ITableStore store, RowRange range, CancellationToken cancel)
    {
        var rows = new List<Row>();
        await foreach (var row in store.RangeAsync(range, cancel))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Inserts one row; false if it existed.</summary>
    public static async Task<bool> TryInsertAsync(this ITableStore store, string partition, string key, Columns columns, CancellationToken cancel)
    {
        try
        {
            await store.CommitAsync(partition, [new InsertRow(key, columns)], cancel);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }

    /// <summary>Writes one row whether or not it exists.</summary>
    public static Task PutAsync(this ITableStore store, string partition, string key, Columns columns, CancellationToken cancel)
    {
        return store.CommitAsync(partition, [new PutRow(key, columns)], cancel);
    }

    /// <summary>Deletes one row; one that is gone counts as deleted.</summary>
    public static async Task DeleteAsync(this ITableStore store, string partition, string key, CancellationToken cancel)
    {
        try
        {
            await store.CommitAsync(partition, [new DeleteRow(key)], cancel);
        }
        catch (TableConflictException)
        {
            // Already gone, as intended.
        }
    }
}
