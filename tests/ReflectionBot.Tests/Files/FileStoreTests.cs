using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Files;
using ReflectionBot.Application.Tables;
using ReflectionBot.Storage.Sqlite;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.Files;

/// <summary>Stored files: whole or not there, gone when their time is over, and gone with the person they are about.</summary>
public abstract class FileStoreTests
{
    protected static readonly DateTimeOffset Start = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Clock { get; } = new(Start);

    protected abstract ITableStore Store { get; }

    protected FileStore Files => new(Store, new DueRows(Store, Clock), Clock);

    protected static NewFile New(byte[] bytes, string? person = null, TimeSpan? keep = null, string name = "answers.csv") =>
        new(name, MediaTypes.Csv, bytes, Start + (keep ?? TimeSpan.FromDays(30)), person);

    [Fact]
    public async Task Any_bytes_come_back_as_they_were() =>
        await Gen.OneOf(Gen.Byte.Array[0, 2000], Gen.Int[0, 3].SelectMany(parts => Gen.Int[-2, 2].Select(more => Random(Math.Max(0, parts * FileStore.PartBytes + more)))))
            .SampleAsync(async bytes =>
            {
                var stored = await Files.StoreAsync(New(bytes), Cancel);
                var read = await Files.ReadAsync(stored.Id, Cancel);
                Assert.NotNull(read);
                Assert.True(read.Bytes.Span.SequenceEqual(bytes), $"{bytes.Length} bytes");
                Assert.Equal(stored, read.File);
            }, iter: 20, threads: 1);

    [Fact]
    public async Task The_largest_file_fits_and_a_larger_one_is_refused_with_a_sentence_and_leaves_nothing()
    {
        var largest = Random(FileStore.MaxBytes);
        var stored = await Files.StoreAsync(New(largest), Cancel);
        Assert.True((await Files.ReadAsync(stored.Id, Cancel))!.Bytes.Span.SequenceEqual(largest));

        var before = await DueAsync();
        var refused = await Assert.ThrowsAsync<FileRefusedException>(() => Files.StoreAsync(New(new byte[FileStore.MaxBytes + 1], "amir"), Cancel));
        Assert.Equal("This file is too large: at most 5 MB can be kept, and it has 5.1 MB.", refused.Message);
        Assert.Equal(before, await DueAsync());
        Assert.Empty(await Store.ListAsync(Keys.Person("amir"), "", Cancel));
    }

    [Fact]
    public async Task What_is_known_of_it_is_kept()
    {
        var stored = await Files.StoreAsync(New([1, 2, 3], "amir", TimeSpan.FromDays(1), "../../Ana's\u202E answers"), Cancel);
        Assert.Equal(new StoredFile(stored.Id, "Ana's answers.csv", "text/csv", 3, "amir", Start, Start.AddDays(1)), await Files.FindAsync(stored.Id, Cancel));
    }

    [Fact]
    public async Task A_kind_that_is_none_or_an_end_that_is_over_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Files.StoreAsync(New([1]) with { MediaType = "text/html" }, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Files.StoreAsync(New([1]) with { MediaType = "image/svg+xml" }, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Files.StoreAsync(New([1]) with { ExpiresAt = Start }, Cancel));
        Assert.Empty(await DueAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("amir")]
    public async Task Wherever_the_writing_stops_there_is_no_file_and_what_was_written_goes_within_the_hour(string? person)
    {
        for (var writes = 0; ; writes++)
        {
            var cut = new CutTables(Store, writes);
            var (store, due) = (new FileStore(cut, new DueRows(cut, Clock), Clock), new DueRows(Store, Clock));
            var stopped = await Record.ExceptionAsync(() => store.StoreAsync(New(Random(12 * FileStore.PartBytes), person), Cancel));
            if (stopped is null)
            {
                Assert.InRange(writes, 5, 9);
                return;
            }

            Assert.All(cut.Files, id => Assert.Null(Files.FindAsync(id, Cancel).GetAwaiter().GetResult()));
            Assert.All(cut.Files, id => Assert.Null(Files.ReadAsync(id, Cancel).GetAwaiter().GetResult()));
            Clock.Advance(TimeSpan.FromHours(1));
            await RunDueAsync(due);
            Assert.All(cut.Files, id => Assert.Empty(Store.ListAsync(Keys.File(id), "", Cancel).GetAwaiter().GetResult()));
            Assert.Empty(await Store.ListAsync(Keys.Person("amir"), "", Cancel));
            Clock.SetUtcNow(Clock.GetUtcNow()); // The next one begins an hour later.
        }
    }

    [Fact]
    public async Task A_file_is_there_until_its_time_is_over_and_then_its_rows_go_too()
    {
        var due = new DueRows(Store, Clock);
        var stored = await Files.StoreAsync(New([1, 2, 3], "amir", TimeSpan.FromDays(3)), Cancel);
        Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        await RunDueAsync(due);
        Assert.NotNull(await Files.ReadAsync(stored.Id, Cancel));

        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await Files.ReadAsync(stored.Id, Cancel));
        Assert.Null(await Files.FindAsync(stored.Id, Cancel));
        Assert.NotEmpty(await Store.ListAsync(Keys.File(stored.Id), "", Cancel));
        await RunDueAsync(due);
        Assert.Empty(await Store.ListAsync(Keys.File(stored.Id), "", Cancel));
        Assert.Empty(await Store.ListAsync(Keys.Person("amir"), "", Cancel));
        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task A_deleted_file_is_gone_with_its_reference_and_deleting_it_again_changes_nothing()
    {
        var (one, other) = (await Files.StoreAsync(New(Random(300_000), "amir"), Cancel), await Files.StoreAsync(New([2], "amir"), Cancel));
        await Files.DeleteAsync(one.Id, Cancel);
        await Files.DeleteAsync(one.Id, Cancel);
        await Files.DeleteAsync("none", Cancel);
        Assert.Null(await Files.ReadAsync(one.Id, Cancel));
        Assert.Empty(await Store.ListAsync(Keys.File(one.Id), "", Cancel));
        Assert.Equal(other.Id, Assert.Single(await Store.ListAsync(Keys.Person("amir"), "file:", Cancel)).Columns.Text("File"));
        Assert.NotNull(await Files.ReadAsync(other.Id, Cancel));
    }

    [Fact]
    public async Task All_files_about_a_person_go_and_nobody_elses()
    {
        var theirs = new[] { await Files.StoreAsync(New([1], "amir"), Cancel), await Files.StoreAsync(New([2], "amir"), Cancel) };
        var others = new[] { await Files.StoreAsync(New([3], "amira"), Cancel), await Files.StoreAsync(New([4]), Cancel) };
        await Files.DeleteAboutAsync("amir", Cancel);
        Assert.All(theirs, f => Assert.Null(Files.FindAsync(f.Id, Cancel).GetAwaiter().GetResult()));
        Assert.All(others, f => Assert.NotNull(Files.FindAsync(f.Id, Cancel).GetAwaiter().GetResult()));
        Assert.Empty(await Store.ListAsync(Keys.Person("amir"), "", Cancel));
    }

    [Fact]
    public async Task Whoever_is_forgotten_while_their_file_is_written_stays_forgotten()
    {
        var slow = new CutTables(Store, int.MaxValue);
        slow.BeforeCommit = async partition =>
        {
            if (partition.StartsWith("f:", StringComparison.Ordinal))
            {
                await Files.DeleteAboutAsync("amir", Cancel);
            }
        };
        var stored = await new FileStore(slow, new DueRows(slow, Clock), Clock).StoreAsync(New([1], "amir"), Cancel);
        Assert.Null(await Files.FindAsync(stored.Id, Cancel));
        Assert.Empty(await Store.ListAsync(Keys.File(stored.Id), "", Cancel));
    }

    [Fact]
    public async Task A_file_with_a_lost_part_or_a_damaged_row_is_not_there()
    {
        var stored = await Files.StoreAsync(New(Random(500_000)), Cancel);
        var part = (await Store.ListAsync(Keys.File(stored.Id), "part:", Cancel))[1];
        await Store.PutAsync(part.Partition, part.Key, Columns.Empty.With("Bytes", "not base64!"), Cancel);
        Assert.Null(await Files.ReadAsync(stored.Id, Cancel));
        await Store.PutAsync(part.Partition, part.Key, Columns.Empty.With("Other", "x"), Cancel);
        Assert.Null(await Files.ReadAsync(stored.Id, Cancel));
        await Store.DeleteAsync(part.Partition, part.Key, Cancel);
        Assert.Null(await Files.ReadAsync(stored.Id, Cancel));
        await Store.PutAsync(part.Partition, Keys.Self, Columns.Empty.With("MediaType", "text/html"), Cancel);
        Assert.Null(await Files.FindAsync(stored.Id, Cancel));
    }

    protected static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private async Task<IReadOnlyList<Row>> DueAsync()
    {
        var rows = new List<Row>();
        for (var day = 0; day < 32; day++)
        {
            for (var shard = 0; shard < Keys.DueShards; shard++)
            {
                rows.AddRange(await Store.ListAsync(Keys.Due(new NodaTime.LocalDate(2026, 11, 24).PlusDays(day), shard), "", Cancel));
            }
        }

        return rows;
    }

    private async Task RunDueAsync(DueRows due)
    {
        await foreach (var row in due.DueAsync(_ => Assert.Fail("a due row cannot be read"), Cancel))
        {
            await Files.ForgetAsync(Assert.IsType<ForgetFile>(row.Job), Cancel);
            await due.DoneAsync(row, Cancel);
        }
    }
}

/// <summary>In memory.</summary>
public sealed class FileStoreInMemoryTests : FileStoreTests
{
    protected override ITableStore Store { get; } = new InMemoryTables();
}

/// <summary>In SQLite, which checks the limits of Azure Tables too.</summary>
public sealed class FileStoreInSqliteTests : FileStoreTests, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-files-").FullName;
    private SqliteTableStore _store = null!;

    protected override ITableStore Store => _store;

    public async ValueTask InitializeAsync()
    {
        _store = new(SqliteTableOptions.InFolder(_folder));
        await _store.PrepareAsync(Cancel);
    }

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A store that takes so many writes and then no more, as where the process died.</summary>
internal sealed class CutTables(ITableStore inner, int writes) : ITableStore
{
    private int _left = writes;

    /// <summary>Which files were begun.</summary>
    public HashSet<string> Files { get; } = [];

    public Func<string, Task> BeforeCommit { get; set; } = _ => Task.CompletedTask;

    public Task<Row?> GetAsync(string partition, string key, CancellationToken cancel) => inner.GetAsync(partition, key, cancel);

    public IAsyncEnumerable<Row> RangeAsync(RowRange range, CancellationToken cancel) => inner.RangeAsync(range, cancel);

    public async Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        if (_left-- == 0)
        {
            throw new StoreUnavailableException();
        }

        await BeforeCommit(partition);
        if (partition.StartsWith("f:", StringComparison.Ordinal))
        {
            Files.Add(partition[2..]);
        }

        return await inner.CommitAsync(partition, writes, cancel);
    }

    public Task PrepareAsync(CancellationToken cancel) => inner.PrepareAsync(cancel);
}
