using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReflectionBot.Core.Storage;
using ReflectionBot.Diagnostics;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.Diagnostics;

/// <summary>What a monitor sees while the store is there and while it is away.</summary>
public sealed class HealthTests
{
    [Theory]
    [InlineData(false, HttpStatusCode.OK, "Healthy")]
    [InlineData(true, HttpStatusCode.ServiceUnavailable, "Unhealthy")]
    public async Task Health_says_whether_the_store_is_there_and_nothing_else(bool isAway, HttpStatusCode status, string word)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ITableStore>(isAway ? new AwayTables() : new InMemoryTables());
        DiagnosticsSetup.AddHealth(builder.Services);
        await using var app = builder.Build();
        app.MapDiagnostics();
        await app.StartAsync(TestContext.Current.CancellationToken);
        var answer = await app.GetTestServer().CreateClient().GetAsync("/health", TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(word, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private sealed class AwayTables : ITableStore
    {
        public Task<Row?> GetAsync(string partition, string key, CancellationToken cancel) => throw new StoreUnavailableException("The storage account of secret-place cannot be reached.");

        public IAsyncEnumerable<Row> RangeAsync(RowRange range, CancellationToken cancel) => throw new StoreUnavailableException();

        public Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel) => throw new StoreUnavailableException();

        public Task PrepareAsync(CancellationToken cancel) => Task.CompletedTask;
    }
}
