using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Security;

/// <summary>
/// The key ring as rows, one for each key: every instance on the same table reads what any of them made. Data Protection asks seldom (at the
/// start and once a day) and without waiting, so these calls block.
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

    /// <summary>On a thread of its own: whoever asks may hold the one that the answer needs.</summary>
    private T Wait<T>(Func<CancellationToken, Task<T>> work)
    {
        using var ends = new CancellationTokenSource(Limit, time);
        return Task.Run(() => work(ends.Token), ends.Token).GetAwaiter().GetResult();
    }
}
