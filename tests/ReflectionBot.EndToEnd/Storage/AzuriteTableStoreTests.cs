using ReflectionBot.Application.Tables;
using ReflectionBot.EndToEnd.Peers;
using ReflectionBot.Storage.AzureTables;
using ReflectionBot.Tests.Storage;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace ReflectionBot.EndToEnd.Storage;

/// <summary>The contract on Azure.Data.Tables against Azurite, over HTTP.</summary>
public sealed class AzuriteTableStoreTests(Azurite azurite) : TableStoreContract, IAsyncLifetime
{
    private AzureTableStore? _store;

    protected override ITableStore Store => _store ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync()
    {
        azurite.Need();
        _store = new(new(azurite.ConnectionString, null, "Contract"), TimeProvider.System);
        await _store.PrepareAsync(Cancel);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
