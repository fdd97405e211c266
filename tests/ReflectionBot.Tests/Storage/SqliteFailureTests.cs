using Microsoft.Data.Sqlite;
using ReflectionBot.Application.Tables;
using ReflectionBot.Storage.Sqlite;

namespace ReflectionBot.Tests.Storage;

/// <summary>Everything that can be wrong with the file: a sentence that names it and says what to do, nothing lost, and no text of a person in it.</summary>
public sealed class SqliteFailureTests : IDisposable
{
    private const string Secret = "what a person wrote";
    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SqliteTableOptions Options => SqliteTableOptions.InFolder(Path.Combine(_folder, "data")) with { BusyTimeout = TimeSpan.FromMilliseconds(100) };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_file_locked_by_another_process_is_named_and_the_next_write_works_once_it_is_free()
    {
        using var store = await PreparedAsync(Options);
        using (var other = Open())
        {
            Run(other, "BEGIN IMMEDIATE");
            await FailsAsync("is locked by another process. Close", () => WriteAsync(store, "b"));
            Assert.NotNull(await store.GetAsync("p", "a", Cancel));
        }
        await WriteAsync(store, "b");
    }

    [Fact]
    public async Task A_file_held_exclusively_is_named_at_the_start()
    {
        (await PreparedAsync(Options)).Dispose();
        using var other = Open();
        Run(other, "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE");
        using var store = new SqliteTableStore(Options);
        await FailsAsync("is locked by another process. Close", () => store.PrepareAsync(Cancel));
        await FailsAsync("is locked by another process. Close", () => store.GetAsync("p", "a", Cancel));
    }

    [Fact]
    public async Task A_write_that_waits_for_a_lock_can_be_cancelled()
    {
        using var store = await PreparedAsync(Options with { BusyTimeout = TimeSpan.FromMinutes(10) });
        using var other = Open();
        Run(other, "BEGIN IMMEDIATE");
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var first = WriteAsync(store, "b", source.Token);
        var second = WriteAsync(store, "c", source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Run(other, "ROLLBACK");
        await WriteAsync(store, "b");
    }

    [Fact]
    public async Task A_read_only_file_is_named_and_read()
    {
        // Not by file mode, which does not bind root: SQLite's own refusal, with the same result code as for a read-only file.
        (await PreparedAsync(Options)).Dispose();
        using var store = new SqliteTableStore(Options with { Pragmas = "PRAGMA query_only=ON" });
        await FailsAsync("is read-only. Make", () => WriteAsync(store, "b"));
        Assert.NotNull(await store.GetAsync("p", "a", Cancel));
    }

    [Fact]
    public async Task A_folder_where_the_file_should_be_is_named()
    {
        Directory.CreateDirectory(Options.Path);
        using var store = new SqliteTableStore(Options);
        await FailsAsync("may not be written. Give|cannot be opened. Check|cannot be created or opened", () => store.PrepareAsync(Cancel));
    }

    [Fact]
    public async Task A_file_where_the_folder_should_be_is_named()
    {
        await File.WriteAllTextAsync(Path.GetDirectoryName(Options.Path)!, "a file", Cancel);
        using var store = new SqliteTableStore(Options);
        await FailsAsync("Check Storage:Folder and the disk", () => store.PrepareAsync(Cancel));
    }

    [Fact]
    public async Task A_file_that_is_gone_is_named_and_made_anew_only_by_preparing()
    {
        using var store = new SqliteTableStore(Options);
        await FailsAsync("cannot be opened. Check that it exists", () => WriteAsync(store, "a"));
        await FailsAsync("cannot be opened. Check that it exists", () => store.GetAsync("p", "a", Cancel));
        await store.PrepareAsync(Cancel);
        await WriteAsync(store, "a");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_and_left_as_it_is()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Options.Path)!);
        var notes = string.Concat(Enumerable.Repeat("These are notes, not a database. ", 200));
        await File.WriteAllTextAsync(Options.Path, notes, Cancel);
        using var store = new SqliteTableStore(Options);
        await FailsAsync("is not a SQLite database. Move it away", () => store.PrepareAsync(Cancel));
        Assert.Equal(notes, await File.ReadAllTextAsync(Options.Path, Cancel));
    }

    [Fact]
    public async Task A_database_of_another_program_is_named_and_left_as_it_is()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Options.Path)!);
        using (var other = Open())
        {
            Run(other, "CREATE TABLE Photos (Name TEXT)");
        }
        using var store = new SqliteTableStore(Options);
        await FailsAsync("is a database of another program. Move it away", () => store.PrepareAsync(Cancel));
    }

    [Fact]
    public async Task A_file_of_a_later_version_is_named()
    {
        (await PreparedAsync(Options)).Dispose();
        using (var other = Open())
        {
            Run(other, "PRAGMA user_version=99");
        }
        using var store = new SqliteTableStore(Options);
        await FailsAsync("was written by a later version of the bot", () => store.PrepareAsync(Cancel));
    }

    [Fact]
    public async Task A_damaged_file_is_named_at_the_start()
    {
        // One page in the middle, which nothing at the start would read.
        await DamagedAsync(length => (length / 8192 * 4096, 4096));
        using var store = new SqliteTableStore(Options);
        await FailsAsync("is damaged. Stop the bot", () => store.PrepareAsync(Cancel));
    }

    [Fact]
    public async Task Damage_that_a_read_or_a_write_meets_is_named()
    {
        await DamagedAsync(length => (4096, length - 4096));
        using var store = new SqliteTableStore(Options);
        await FailsAsync("is damaged. Stop the bot", async () => await store.RangeAsync(new("p"), Cancel).CountAsync(Cancel));
        await FailsAsync("is damaged. Stop the bot", () => store.CommitAsync("p", [.. Enumerable.Range(0, 90).Select(n => new PutRow($"k{n:D2}", Columns.Empty.With("Text", Secret)))], Cancel));
    }

    [Fact]
    public async Task A_row_that_somebody_else_changed_by_hand_is_named()
    {
        using var store = await PreparedAsync(Options);
        using var other = Open();
        foreach (var columns in new[] { "not json", "[]", """{"Text":1.5}""", """{"At":{"time":"yesterday"}}""" })
        {
            Run(other, $"UPDATE Rows SET Columns = '{columns}' WHERE Key = 'a'");
            await FailsAsync("is damaged. Stop the bot", () => store.GetAsync("p", "a", Cancel));
        }
    }

    [Fact]
    public async Task A_full_disk_is_named_nothing_of_the_batch_is_stored_and_the_rest_stays()
    {
        using var store = await PreparedAsync(Options with { Pragmas = "PRAGMA max_page_count=40" });
        var text = string.Concat(Enumerable.Repeat(Secret, 500));
        await FailsAsync("is full. Free some space", () => store.CommitAsync("p", [.. Enumerable.Range(0, 60).Select(n => new InsertRow($"k{n:D2}", Columns.Empty.With("Text", text)))], Cancel));
        Assert.Equal("a", (await store.RangeAsync(new("p"), Cancel).SingleAsync(Cancel)).Key);
        await WriteAsync(store, "b");
        Assert.Equal(2, await store.RangeAsync(new("p"), Cancel).CountAsync(Cancel));
    }

    private static async Task FailsAsync(string sentences, Func<Task> call)
    {
        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(call);
        Assert.Contains(sentences.Split('|'), sentence => failure.Message.Contains(sentence, StringComparison.Ordinal));
        Assert.Contains(SqliteTableOptions.FileName, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<string?>> WriteAsync(SqliteTableStore store, string key, CancellationToken? cancel = null) =>
        store.CommitAsync("p", [new InsertRow(key, Columns.Empty.With("Text", Secret))], cancel ?? Cancel);

    private static async Task<SqliteTableStore> PreparedAsync(SqliteTableOptions options)
    {
        var store = new SqliteTableStore(options);
        await store.PrepareAsync(Cancel);
        await WriteAsync(store, "a");
        return store;
    }

    /// <summary>A file of many pages, each of 4,096 bytes, with this part overwritten.</summary>
    private async Task DamagedAsync(Func<long, (long Position, long Length)> part)
    {
        using (var store = await PreparedAsync(Options))
        {
            var text = new string('x', 2_000);
            await store.CommitAsync("p", [.. Enumerable.Range(0, 90).Select(n => new InsertRow($"k{n:D2}", Columns.Empty.With("Text", text)))], Cancel);
        }
        await using var file = new FileStream(Options.Path, FileMode.Open, FileAccess.Write);
        (file.Position, var length) = part(file.Length);
        await file.WriteAsync(new byte[length], Cancel);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Options.Path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
