using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReflectionBot.Application.Files;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Tables;
using ReflectionBot.Files;
using ReflectionBot.Tests.Rounds.Play;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.Files;

/// <summary>What <c>/files</c> answers, by the real host.</summary>
public sealed class FileEndpointTests
{
    private const string Ended = "This link has ended. Ask the bot for a new one.";

    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_downloaded_never_shown_kept_or_run_and_needs_no_cookie()
    {
        await using var bot = await TestBot.StartAsync();
        var link = await StoreAsync(bot, "réflexions \"x\".csv", MediaTypes.Csv, "a,b\n"u8.ToArray());
        using var response = await bot.Http.GetAsync(link, Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("a,b\n", await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("text/csv; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("réflexions -x-.csv", response.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("no-store, private", response.Headers.CacheControl!.ToString());
        Guarded(response);
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_picture_is_shown_on_any_page_and_kept_for_minutes_only()
    {
        await using var bot = await TestBot.StartAsync();
        var link = await StoreAsync(bot, "picture", MediaTypes.Png, Png);
        using var response = await bot.Http.GetAsync(link, Cancel);

        Assert.Equal(Png, await response.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal("image/png", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(("inline", "picture.png"), (response.Content.Headers.ContentDisposition!.DispositionType, response.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal((true, TimeSpan.FromMinutes(5)), (response.Headers.CacheControl!.Private, response.Headers.CacheControl.MaxAge));
        Assert.Equal("cross-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Guarded(response);
    }

    [Fact]
    public async Task HEAD_says_the_same_without_the_bytes_and_nothing_else_is_taken()
    {
        await using var bot = await TestBot.StartAsync([], inProcess: false); // By a real server: one in process would send a body.
        var link = await StoreAsync(bot, "x", MediaTypes.Pdf, new byte[300_000]);
        using var head = await bot.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, link), Cancel);
        Assert.Equal((HttpStatusCode.OK, 300_000L, "application/pdf"), (head.StatusCode, head.Content.Headers.ContentLength, head.Content.Headers.ContentType!.ToString()));
        Assert.Equal("attachment", head.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
        Guarded(head);
        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch])
        {
            using var other = await bot.Http.SendAsync(new HttpRequestMessage(method, link), Cancel);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, other.StatusCode);
        }
    }

    [Fact]
    public async Task A_wrong_link_is_refused_before_anything_is_read_and_all_refusals_are_alike()
    {
        var store = new CountingTables(new InMemoryTables());
        await using var bot = await TestBot.StartAsync(change: services => services.AddSingleton<ITableStore>(store));
        var link = await StoreAsync(bot, "x", MediaTypes.Text, [1]);
        var gone = bot.Get<FileLinks>().OnOwnPage.Link("0193a5b0c0de7000800000000000beef", FileLinkTimes.File)!.OriginalString;
        var old = bot.Get<FileLinks>().OnOwnPage.Link("0193a5b0c0de7000800000000000beef", TimeSpan.Zero)!.OriginalString;
        var reads = store.FileReads;
        string[] wrong = [old, link[..^1], link + "A", link + "/x", link + "/", link + "%2F..", "/files/", "/files", "/files/x", "/files/..%2fappsettings.json", "/files/" + new string('A', 5000), link.ToUpperInvariant().Replace("/FILES", "/files", StringComparison.Ordinal)];
        foreach (var address in wrong)
        {
            await EndedAsync(bot, address);
        }

        Assert.Equal(reads, store.FileReads);
        await EndedAsync(bot, gone);
        Assert.Equal(reads + 1, store.FileReads);
        Assert.Equal(HttpStatusCode.OK, (await bot.Http.GetAsync(link, Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_link_ends_with_its_time_with_the_files_and_with_the_file()
    {
        await using var bot = await TestBot.StartAsync();
        var files = bot.Get<FileStore>();
        var one = await files.StoreAsync(new("a", MediaTypes.Png, Png, TestBot.Start.AddDays(2)), Cancel);
        var other = await files.StoreAsync(new("a", MediaTypes.Png, Png, TestBot.Start.AddDays(60)), Cancel);
        string Link(StoredFile file, TimeSpan good) => bot.Get<FileLinks>().OnOwnPage.Link(file.Id, good)!.OriginalString;
        var (brief, picture, lasting) = (Link(one, FileLinkTimes.File), Link(one, FileLinkTimes.Picture), Link(other, FileLinkTimes.Picture));

        await bot.PassAsync("15 minutes");
        await EndedAsync(bot, brief);
        Assert.Equal(HttpStatusCode.OK, (await bot.Http.GetAsync(picture, Cancel)).StatusCode);
        await bot.PassAsync("2 days");
        await EndedAsync(bot, picture);
        Assert.Empty(await bot.Get<ITableStore>().ListAsync(Keys.File(one.Id), "", Cancel)); // The due job ran.
        await bot.PassAsync("40 days");
        Assert.Equal(HttpStatusCode.OK, (await bot.Http.GetAsync(lasting, Cancel)).StatusCode);
        await files.DeleteAsync(other.Id, Cancel);
        await EndedAsync(bot, lasting);
    }

    [Fact]
    public async Task While_the_store_is_away_it_says_so_and_nothing_is_logged_about_which_file()
    {
        var log = new LogRecorder();
        var tables = new InMemoryTables();
        await using var bot = await TestBot.StartAsync(change: services =>
        {
            services.AddSingleton<ITableStore>(tables);
            services.AddSingleton<ILoggerProvider>(log);
        });
        var link = await StoreAsync(bot, "secretname", MediaTypes.Text, [1]);
        await bot.Http.GetAsync(link, Cancel);
        await bot.Http.GetAsync(link[..^2], Cancel);
        tables.IsAway = true;
        using var response = await bot.Http.GetAsync(link, Cancel);
        tables.IsAway = false;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("The bot cannot reach its files just now. Try again in a minute.", await response.Content.ReadAsStringAsync(Cancel));
        Guarded(response);
        Assert.DoesNotContain("/files", log.Lines, StringComparison.Ordinal);
        Assert.DoesNotContain(link["/files/".Length..], log.Lines, StringComparison.Ordinal);
        Assert.DoesNotContain("secretname", log.Lines, StringComparison.Ordinal);
    }

    private static async Task<string> StoreAsync(TestBot bot, string name, string kind, byte[] bytes)
    {
        var file = await bot.Get<FileStore>().StoreAsync(new(name, kind, bytes, TestBot.Start.AddDays(1)), Cancel);
        return bot.Get<FileLinks>().OnOwnPage.Link(file.Id, FileLinkTimes.File)!.OriginalString;
    }

    private static async Task EndedAsync(TestBot bot, string address)
    {
        using var response = await bot.Http.GetAsync(address, Cancel);
        Assert.True(response.StatusCode == HttpStatusCode.NotFound, $"{address}: {response.StatusCode}");
        Assert.Equal(Ended, await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-store, private", response.Headers.CacheControl!.ToString());
        Guarded(response);
    }

    private static void Guarded(HttpResponseMessage response)
    {
        Assert.Equal("default-src 'none'; frame-ancestors 'none'; sandbox", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
    }

    /// <summary>Counts reads of files.</summary>
    private sealed class CountingTables(ITableStore inner) : ITableStore
    {
        public int FileReads { get; private set; }

        public Task<Row?> GetAsync(string partition, string key, CancellationToken cancel)
        {
            FileReads += partition.StartsWith("f:", StringComparison.Ordinal) ? 1 : 0;
            return inner.GetAsync(partition, key, cancel);
        }

        public IAsyncEnumerable<Row> RangeAsync(RowRange range, CancellationToken cancel) => inner.RangeAsync(range, cancel);

        public Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel) => inner.CommitAsync(partition, writes, cancel);

        public Task PrepareAsync(CancellationToken cancel) => inner.PrepareAsync(cancel);
    }
}
