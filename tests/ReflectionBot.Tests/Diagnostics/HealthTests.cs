using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Tables;
using ReflectionBot.Checks;
using ReflectionBot.Operations;
using ReflectionBot.Storage;
using ReflectionBot.Storage.Sqlite;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.Diagnostics;

/// <summary>What a monitor sees while answers can be stored and while they cannot.</summary>
public sealed class HealthTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-health-").FullName;
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Health_says_whether_the_store_is_there_and_nothing_else()
    {
        await using var well = await StartAsync(new InMemoryTables());
        await using var away = await StartAsync(new Tables(new InMemoryTables()) { Failure = new StoreUnavailableException("The storage account of secret-place cannot be reached.") });
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await AskAsync(well));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await AskAsync(away));
    }

    /// <summary>A read-only mount, a full disk and a key that may only read all read well.</summary>
    [Fact]
    public async Task A_store_that_can_only_be_read_is_not_healthy()
    {
        var options = SqliteTableOptions.InFolder(_folder);
        using (var before = new SqliteTableStore(options))
        {
            await before.PrepareAsync(Cancel);
            await before.PutAsync("p", "k", Columns.Empty, Cancel);
        }

        using var store = new SqliteTableStore(options with { Pragmas = "PRAGMA query_only=1;" });
        await using var app = await StartAsync(store);
        Assert.NotNull(await store.GetAsync("p", "k", Cancel));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await AskAsync(app));
    }

    [Fact]
    public async Task Anybody_may_ask_as_often_as_they_like_and_the_store_is_asked_once_in_five_seconds()
    {
        var tables = new Tables(new InMemoryTables());
        await using var app = await StartAsync(tables);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal((HttpStatusCode.OK, "Healthy"), await AskAsync(app));
        }

        Assert.Equal(2, tables.Commits); // The probe is written and deleted.
        tables.Failure = new StoreUnavailableException("away");
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await AskAsync(app));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await AskAsync(app));
    }

    [Theory]
    [InlineData(0, HealthStatus.Unhealthy)]
    [InlineData(DiskSpaceHealth.Full - 1, HealthStatus.Unhealthy)]
    [InlineData(DiskSpaceHealth.Full, HealthStatus.Degraded)]
    [InlineData(DiskSpaceHealth.Little - 1, HealthStatus.Degraded)]
    [InlineData(DiskSpaceHealth.Little, HealthStatus.Healthy)]
    public void A_disk_that_fills_up_is_said_before_it_is_full(long free, HealthStatus status) => Assert.Equal(status, DiskSpaceHealth.Judge(free));

    private async Task<WebApplication> StartAsync(ITableStore store)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(store).AddSingleton<TimeProvider>(_clock);
        DiagnosticsSetup.AddHealth(builder.Services);
        var app = builder.Build();
        app.MapDiagnostics();
        await app.StartAsync(Cancel);
        return app;
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

    private static async Task<(HttpStatusCode Status, string Word)> AskAsync(WebApplication app)
    {
        using var answer = await app.GetTestServer().CreateClient().GetAsync("/health", Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private sealed class Tables(ITableStore inner) : ITableStore
    {
        public StoreUnavailableException? Failure { get; set; }

        public int Commits { get; private set; }

        public Task<Row?> GetAsync(string partition, string key, CancellationToken cancel) => Failure is { } e ? throw e : inner.GetAsync(partition, key, cancel);

        public IAsyncEnumerable<Row> RangeAsync(RowRange range, CancellationToken cancel) => Failure is { } e ? throw e : inner.RangeAsync(range, cancel);

        public Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
        {
            Commits++;
            return Failure is { } e ? throw e : inner.CommitAsync(partition, writes, cancel);
        }

        public Task PrepareAsync(CancellationToken cancel) => Task.CompletedTask;
    }

    [Theory]
    [InlineData(0, "ok", "What people write can be stored.")]
    [InlineData(1, "wrong", "cannot read 1 job that is due")]
    [InlineData(2, "wrong", "cannot read 2 jobs that are due")]
    public async Task A_doctor_says_how_much_due_work_cannot_be_read(int aside, string outcome, string words)
    {
        var cancel = TestContext.Current.CancellationToken;
        var tables = new InMemoryTables();
        await using var services = new ServiceCollection().AddSingleton<ITableStore>(tables).AddSingleton(TimeProvider.System).AddSingleton<DueRows>().BuildServiceProvider();
        for (var i = 0; i < aside; i++)
        {
            await tables.PutAsync(Keys.Unreadable, $"{i}", Columns.Empty.With("Job", """{"job":"dance"}"""), cancel);
        }

        var finding = (await DoctorVisit.StoreAsync(services, cancel)).ToString();
        Assert.StartsWith(outcome, finding, StringComparison.Ordinal);
        Assert.Contains(words, finding, StringComparison.Ordinal);
    }
}
