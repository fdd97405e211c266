using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using ReflectionBot.Core.Storage;
using ReflectionBot.Core.Work;
using ReflectionBot.Diagnostics;
using ReflectionBot.Tests.Web;
using ReflectionBot.Work;

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

    [Theory]
    [InlineData("""{"job":"dance"}""", "Degraded")]
    [InlineData("""{"job":"purge","Project":"p"}""", "Healthy")]
    public async Task Health_is_degraded_while_due_work_cannot_be_read(string job, string word)
    {
        var cancel = TestContext.Current.CancellationToken;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ITableStore>(new InMemoryTables()).AddSingleton(TimeProvider.System).AddSingleton<DueRows>().AddHealthChecks().AddCheck<UnreadableWorkHealth>("work");
        await using var app = builder.Build();
        app.MapDiagnostics();
        await app.StartAsync(cancel);
        var now = TimeProvider.System.GetUtcNow();
        var columns = Columns.Empty.With("At", now).With("Job", job);
        await app.Services.GetRequiredService<ITableStore>().PutAsync(Keys.Due(LocalDate.FromDateTime(now.UtcDateTime), 1), Keys.Join(Keys.Time(now), "x"), columns, cancel);
        await foreach (var row in app.Services.GetRequiredService<DueRows>().DueAsync(_ => { }, cancel))
        {
            Assert.IsType<PurgeProject>(row.Job);
        }

        Assert.Equal(word, await app.GetTestServer().CreateClient().GetStringAsync("/health", cancel));
    }

    private sealed class AwayTables : ITableStore
    {
        public Task<Row?> GetAsync(string partition, string key, CancellationToken cancel) => throw new StoreUnavailableException("The storage account of secret-place cannot be reached.");

        public IAsyncEnumerable<Row> RangeAsync(RowRange range, CancellationToken cancel) => throw new StoreUnavailableException();

        public Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel) => throw new StoreUnavailableException();

        public Task PrepareAsync(CancellationToken cancel) => Task.CompletedTask;
    }
}
