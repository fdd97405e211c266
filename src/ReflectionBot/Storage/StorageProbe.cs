using ReflectionBot.Application.Tables;

namespace ReflectionBot.Storage;

/// <summary>Proves that a store can be written and read: puts one row, reads it back and deletes it, in its own partition.</summary>
internal static class StorageProbe
{
    private const string Partition = "store:probe";
    private const string Key = "probe";

    /// <summary>Writes, reads and deletes the probe.</summary>
    /// <exception cref="StoreUnavailableException">One of the three failed, with the store's own sentence.</exception>
    public static async Task RunAsync(ITableStore store, CancellationToken cancel)
    {
        await store.CommitAsync(Partition, [new PutRow(Key, Columns.Empty.With("Written", true))], cancel);
        _ = await store.GetAsync(Partition, Key, cancel);
        try
        {
            await store.CommitAsync(Partition, [new DeleteRow(Key)], cancel);
        }
        catch (TableConflictException)
        {
            // Another instance that starts at the same time has deleted it. The write worked, which is all that matters.
        }
    }
}
