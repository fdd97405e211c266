using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using ReflectionBot.Operations;
using ReflectionBot.Storage.Sqlite;

namespace ReflectionBot.Tests.Diagnostics;

/// <summary>The bot is started while its store is away: it waits, says so, takes nothing in, and starts when the store is back.</summary>
public sealed class WaitingRoomTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-waiting-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_store_that_is_away_at_the_start_is_waited_for()
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        using (var first = new SqliteTableStore(SqliteTableOptions.InFolder(_folder)))
        {
            await first.PrepareAsync(Cancel);
        }

        using var http = new HttpClient { BaseAddress = new Uri(url) };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var errors = new StringWriter();
        Task<int> bot;
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(_folder, SqliteTableOptions.FileName)};Pooling=False"))
        {
            await other.OpenAsync(Cancel);
            await using var locks = other.CreateCommand();
            locks.CommandText = "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE";
            await locks.ExecuteNonQueryAsync(Cancel);
            bot = Bot.RunAsync(["--Urls", url, "--Storage:Folder", _folder, "--Web:DataFolder", _folder, "--Logging:LogLevel:Default", "None"], errors, stop.Token);
            Assert.Equal("Unhealthy", await AskAsync(http, "/health", HttpStatusCode.ServiceUnavailable));
            Assert.Contains("takes nothing in until then", await AskAsync(http, "/api/messages", HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
        }

        // The same request that is refused while it waits is answered once it has started.
        Assert.Equal("Healthy", await AskAsync(http, "/health", HttpStatusCode.OK));
        await stop.CancelAsync();
        Assert.Equal((0, ""), (await bot, errors.ToString()));
    }

    [Fact]
    public async Task It_can_be_stopped_while_it_waits()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var errors = new StringWriter();
        // Nothing listens there: the account is away.
        var nowhere = $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Convert.ToBase64String(new byte[32])};TableEndpoint=http://127.0.0.1:{FreePort()}/devstoreaccount1;";
        var url = $"http://127.0.0.1:{FreePort()}";
        var bot = Bot.RunAsync(["--Urls", url, "--Storage:ConnectionString", nowhere, "--Web:DataFolder", _folder, "--Logging:LogLevel:Default", "None"], errors, stop.Token);
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        Assert.Equal("Unhealthy", await AskAsync(http, "/health", HttpStatusCode.ServiceUnavailable));
        await stop.CancelAsync();
        Assert.Equal((0, ""), (await bot, errors.ToString()));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Asks until this status comes; another process holds a file or a port, so there is no signal to wait for.</summary>
    private static async Task<string> AskAsync(HttpClient http, string path, HttpStatusCode status)
    {
        for (var left = 600; ; left--)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Cancel);
                if (answer.StatusCode == status || left == 0)
                {
                    Assert.Equal(status, answer.StatusCode);
                    return await answer.Content.ReadAsStringAsync(Cancel);
                }
            }
            catch (HttpRequestException) when (left > 0)
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
        }
    }
}
