using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ReflectionBot.Application.Tables;
using ReflectionBot.Storage;
using ReflectionBot.Storage.AzureTables;
using ReflectionBot.Storage.Sqlite;

namespace ReflectionBot.Tests.Storage;

public sealed class StorageSetupTests : IDisposable
{
    private const string Account = "DefaultEndpointsProtocol=https;AccountName=account;AccountKey=c2VjcmV0IGtleQ==;EndpointSuffix=core.windows.net";
    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_settings_the_store_is_a_SQLite_file_in_the_data_folder_of_the_content_root()
    {
        using var host = Host();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var store = Assert.IsType<SqliteTableStore>(host.Services.GetRequiredService<ITableStore>());
        await store.PrepareAsync(TestContext.Current.CancellationToken);
        Assert.True(File.Exists(Path.Combine(_folder, "data", SqliteTableOptions.FileName)));
        Assert.Same(store, host.Services.GetRequiredService<ITableStore>());
    }

    [Theory]
    [InlineData("ConnectionString", Account)]
    [InlineData("ConnectionString", "UseDevelopmentStorage=true")]
    [InlineData("ConnectionString", "TableEndpoint=https://account.table.core.windows.net;SharedAccessSignature=sv=2020&sig=x")]
    [InlineData("Endpoint", "https://account.table.core.windows.net")]
    public async Task A_storage_account_is_used_where_one_is_named(string key, string value)
    {
        using var host = Host((key, value));
        await host.StartAsync(TestContext.Current.CancellationToken);
        Assert.IsType<AzureTableStore>(host.Services.GetRequiredService<ITableStore>());
    }

    [Theory]
    [InlineData("Storage:ConnectionString and Storage:Endpoint are both set. Expected one", "ConnectionString", Account, "Endpoint", "https://account.table.core.windows.net")]
    [InlineData("Storage:ConnectionString is not a connection string", "ConnectionString", "secret-nonsense")]
    [InlineData("Storage:ConnectionString is not a connection string", "ConnectionString", "AccountName=account;AccountKey=secret-no-base64")]
    [InlineData("Storage:Endpoint is not the address of a table service. Expected https://", "Endpoint", "account.table.core.windows.net")]
    [InlineData("Storage:Endpoint is not the address of a table service. Expected https://", "Endpoint", "http://account.table.core.windows.net")]
    [InlineData("Storage:Endpoint is not the address of a table service. Expected https://", "Endpoint", "https://account.table.core.windows.net?sig=secret")]
    [InlineData("Storage:Table is not a table name. Expected 3 to 63", "Table", "a")]
    [InlineData("Storage:Table is not a table name. Expected 3 to 63", "Table", "1table")]
    [InlineData("Storage:Table is not a table name. Expected 3 to 63", "Table", "with-dash")]
    [InlineData("Storage:Table is not a table name. Expected 3 to 63", "Table", "Tables")]
    [InlineData("Storage:Table is not a table name. Expected 3 to 63", "Table", "x", "ConnectionString", Account)]
    [InlineData("Storage:Folder is not a folder. Expected", "Folder", " ")]
    [InlineData("Storage:ConectionString is not a setting. Expected one of ConnectionString", "ConectionString", Account)]
    public async Task A_wrong_option_stops_the_host_and_names_its_key_and_what_was_expected(string sentence, params string[] settings)
    {
        using var host = Host([.. settings.Chunk(2).Select(pair => (pair[0], pair[1]))]);
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith(sentence, Assert.Single(failure.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", failure.ToString(), StringComparison.Ordinal);
    }

    private IHost Host(params (string Key, string Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new() { ContentRootPath = _folder });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"Storage:{s.Key}", (string?)s.Value)));
        builder.Services.AddStorage(builder.Configuration);
        return builder.Build();
    }
}
