using Microsoft.Data.Sqlite;
using ReflectionBot.Application.Tables;
using ReflectionBot.Storage.Sqlite;

namespace ReflectionBot.Tests.Storage;

/// <summary>The contract on SQLite, and what SQLite promises besides.</summary>
public sealed class SqliteTableStoreTests : TableStoreContract, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-").FullName;
    private SqliteTableStore _store = null!;

    protected override ITableStore Store => _store;

    private SqliteTableOptions Options => SqliteTableOptions.InFolder(Path.Combine(_folder, "data"));

    public async ValueTask InitializeAsync()
    {
        _store = new(Options);
        await _store.PrepareAsync(Cancel);
    }

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_was_committed_is_there_after_closing_and_opening_again()
    {
        var etag = await WriteAsync(new InsertRow("a", Text("kept")));
        _store.Dispose();
        _store = new(Options);
        await _store.PrepareAsync(Cancel);
        Assert.Equal(new Row(Partition, "a", etag, Text("kept")), await NeedAsync("a"));
        await WriteAsync(new ReplaceRow("a", Text("changed"), etag));
    }

    [Fact]
    public async Task What_was_committed_is_there_for_another_process_while_the_store_is_open()
    {
        await WriteAsync(new InsertRow("a", Columns.Empty.With("Text", "naïve 反思").With("At", DateTimeOffset.UnixEpoch).With("Count", 3)));
        using var other = Open();
        Assert.Equal("""{"At":{"time":"1970-01-01T00:00:00.0000000Z"},"Count":3,"Text":"naïve 反思"}""", Ask(other, $"SELECT Columns FROM Rows WHERE Partition = '{Partition}' AND Key = 'a'"));
        Assert.Equal("wal", Ask(other, "PRAGMA journal_mode"));
    }

    [Fact]
    public async Task A_read_that_is_under_way_neither_stops_a_write_nor_is_stopped_by_one()
    {
        await Store.CommitAsync(Partition, [new InsertRow("a", Text("1")), new InsertRow("b", Text("2"))], Cancel);
        await using var rows = Store.RangeAsync(new(Partition), Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await rows.MoveNextAsync());
        await WriteAsync(new PutRow("c", Text("3")));
        using var other = Open();
        Ask(other, "BEGIN IMMEDIATE");
        Assert.True(await rows.MoveNextAsync());
        Assert.Equal(3, (await ReadAsync(new(Partition))).Count);
    }

    [Fact]
    public void The_folder_and_the_files_are_for_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("file modes are a matter of Unix");
        }
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, Mode(Path.GetDirectoryName(Options.Path)!));
        Assert.Contains(Directory.GetFiles(Path.GetDirectoryName(Options.Path)!), file => file.EndsWith("-wal", StringComparison.Ordinal));
        Assert.All(Directory.GetFiles(Path.GetDirectoryName(Options.Path)!), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode(file)));
    }

    [Fact]
    public async Task What_was_deleted_is_overwritten_in_the_file_once_it_is_opened_again()
    {
        await WriteAsync(new InsertRow("a", Text("a sentence that was taken back")));
        await Store.CommitAsync(Partition, [new DeleteRow("a")], Cancel);
        _store.Dispose();
        _store = new(Options);
        await _store.PrepareAsync(Cancel);
        Assert.All(Directory.GetFiles(Path.GetDirectoryName(Options.Path)!), file =>
            Assert.Equal(-1, Read(file).AsSpan().IndexOf("a sentence that was taken back"u8)));
    }

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException() : File.GetUnixFileMode(path);

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Options.Path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
