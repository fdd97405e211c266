using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Security;

/// <summary>
/// Stores the key ring in rows, one per key: every instance on the same table can read the keys of all. Data Protection calls this rarely (at the
/// start and once a day) and synchronously, so these calls block.
/// </summary>
internal sealed class KeyRows(ITableStore store, TimeProvider time) : IXmlRepository
{
    private static readonly string Partition = Keys.KeyRing(KeyRingSetup.Application);

    /// <summary>How long the store may take; the request that first needs a key waits for it.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => Wait(async cancel =>
        (await store.ListAsync(Partition, Keys.Prefix("key"), cancel)).Select(row => XElement.Parse(row.Columns.NeedText("Xml"))).ToList());

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) => Wait(async cancel =>
    {
        await store.PutAsync(Partition, Keys.Join("key", friendlyName), Columns.Empty.With("Xml", element.ToString(SaveOptions.DisableFormatting)), cancel);
        return true;
    });

    /// <summary>Runs on another thread: the caller may hold the thread that the continuation needs, which would deadlock.</summary>
    private T Wait<T>(Func<CancellationToken, Task<T>> work)
    {
        using var ends = new CancellationTokenSource(Limit, time);
        return Task.Run(() => work(ends.Token), ends.Token).GetAwaiter().GetResult();
    }
}
