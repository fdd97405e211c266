using System.Globalization;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Tests.Storage;

/// <summary>
/// What every store promises, run against each of them: here against SQLite, in the end-to-end project against Azure Tables on Azurite.
/// A store is added by a subclass.
/// </summary>
public abstract partial class TableStoreContract
{
    private static int _partitions;

    /// <summary>The store, prepared.</summary>
    protected abstract ITableStore Store { get; }

    /// <summary>A partition that no other test uses.</summary>
    protected string Partition { get; } = string.Create(CultureInfo.InvariantCulture, $"contract:{Interlocked.Increment(ref _partitions)}");

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected static Columns Text(string text) => Columns.Empty.With("Text", text);

    protected async Task<string> WriteAsync(TableWrite write) =>
        (await Store.CommitAsync(Partition, [write], Cancel))[0] ?? throw new InvalidOperationException("no ETag");

    protected async Task<Row> NeedAsync(string key) =>
        await Store.GetAsync(Partition, key, Cancel) ?? throw new InvalidOperationException("no row");

    protected async Task<List<Row>> ReadAsync(RowRange range)
    {
        var rows = new List<Row>();
        await foreach (var row in Store.RangeAsync(range, Cancel))
        {
            rows.Add(row);
        }
        return rows;
    }

    protected Task<TableConflictException> ConflictsAsync(params TableWrite[] writes) =>
        Assert.ThrowsAsync<TableConflictException>(() => Store.CommitAsync(Partition, writes, Cancel));

    protected async Task RefusedAsync(params TableWrite[] writes)
    {
        await Assert.ThrowsAsync<TableLimitException>(() => Store.CommitAsync(Partition, writes, Cancel));
        Assert.Empty(await ReadAsync(new(Partition)));
    }

    [Fact]
    public async Task A_row_that_is_not_there_reads_as_null() => Assert.Null(await Store.GetAsync(Partition, "none", Cancel));

    [Fact]
    public async Task A_row_comes_back_with_its_keys_its_columns_and_the_etag_of_its_commit()
    {
        var etag = await WriteAsync(new InsertRow("a", Text("one")));
        Assert.Equal(new Row(Partition, "a", etag, Text("one")), await NeedAsync("a"));
        Assert.Equal([await NeedAsync("a")], await ReadAsync(new(Partition)));
    }

    [Fact]
    public async Task Every_write_changes_the_etag_and_a_row_added_again_never_has_its_old_one()
    {
        var etags = new List<string> { await WriteAsync(new InsertRow("a", Text("same"))) };
        etags.Add(await WriteAsync(new ReplaceRow("a", Text("same"), etags[^1])));
        etags.Add(await WriteAsync(new PutRow("a", Text("same"))));
        await Store.CommitAsync(Partition, [new DeleteRow("a")], Cancel);
        etags.Add(await WriteAsync(new InsertRow("a", Text("same"))));
        Assert.Equal(etags.Count, etags.Distinct().Count());
    }

    [Fact]
    public async Task Replace_and_put_leave_nothing_of_the_old_row()
    {
        var long1 = new string('x', TextParts.Units * 3);
        var etag = await WriteAsync(new InsertRow("a", Columns.Empty.With("Old", 1).With("Text", long1)));
        await WriteAsync(new ReplaceRow("a", Text("short"), etag));
        Assert.Equal(Text("short"), (await NeedAsync("a")).Columns);
        await WriteAsync(new PutRow("a", Columns.Empty.With("New", true)));
        Assert.Equal(Columns.Empty.With("New", true), (await NeedAsync("a")).Columns);
    }

    [Fact]
    public async Task A_row_may_have_no_columns()
    {
        await WriteAsync(new InsertRow("a", Columns.Empty));
        Assert.Equal(Columns.Empty, (await NeedAsync("a")).Columns);
    }

    [Fact]
    public async Task Put_writes_whether_or_not_the_row_exists()
    {
        await WriteAsync(new PutRow("a", Text("one")));
        await WriteAsync(new PutRow("a", Text("two")));
        Assert.Equal("two", (await NeedAsync("a")).Columns.Text("Text"));
    }

    [Fact]
    public async Task Insert_of_a_row_that_exists_conflicts()
    {
        await WriteAsync(new InsertRow("a", Text("first")));
        await ConflictsAsync(new InsertRow("a", Text("second")));
        Assert.Equal("first", (await NeedAsync("a")).Columns.Text("Text"));
    }

    [Fact]
    public async Task Replace_with_a_stale_etag_conflicts()
    {
        var stale = await WriteAsync(new InsertRow("a", Text("first")));
        await WriteAsync(new ReplaceRow("a", Text("second"), stale));
        await ConflictsAsync(new ReplaceRow("a", Text("third"), stale));
        Assert.Equal("second", (await NeedAsync("a")).Columns.Text("Text"));
    }

    [Fact]
    public async Task Replace_of_a_row_that_is_gone_conflicts()
    {
        var etag = await WriteAsync(new InsertRow("a", Text("first")));
        await Store.CommitAsync(Partition, [new DeleteRow("a", etag)], Cancel);
        await ConflictsAsync(new ReplaceRow("a", Text("second"), etag));
        Assert.Null(await Store.GetAsync(Partition, "a", Cancel));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("W/\"no such etag\"")]
    [InlineData("nonsense")]
    [InlineData("W/\"datetime'2000-01-01T00%3A00%3A00.0000000Z'\"")]
    public async Task An_etag_that_the_store_never_gave_matches_nothing(string etag)
    {
        await WriteAsync(new InsertRow("a", Text("first")));
        await ConflictsAsync(new ReplaceRow("a", Text("second"), etag));
        await ConflictsAsync(new DeleteRow("a", etag));
        Assert.Equal("first", (await NeedAsync("a")).Columns.Text("Text"));
    }

    [Fact]
    public async Task Delete_takes_a_matching_etag_or_none()
    {
        var stale = await WriteAsync(new InsertRow("a", Text("first")));
        var fresh = await WriteAsync(new ReplaceRow("a", Text("second"), stale));
        await ConflictsAsync(new DeleteRow("a", stale));
        Assert.Equal([null], await Store.CommitAsync(Partition, [new DeleteRow("a", fresh)], Cancel));
        await WriteAsync(new InsertRow("a", Text("third")));
        await Store.CommitAsync(Partition, [new DeleteRow("a")], Cancel);
        Assert.Null(await Store.GetAsync(Partition, "a", Cancel));
    }

    [Fact]
    public async Task Delete_of_a_row_that_is_not_there_conflicts() => await ConflictsAsync(new DeleteRow("none"));

    [Fact]
    public async Task Partitions_do_not_see_each_other()
    {
        await WriteAsync(new InsertRow("a", Text("here")));
        await Store.CommitAsync(Partition + ":other", [new InsertRow("a", Text("there"))], Cancel);
        Assert.Equal("here", Assert.Single(await ReadAsync(new(Partition))).Columns.Text("Text"));
        await Store.CommitAsync(Partition, [new DeleteRow("a")], Cancel);
        Assert.NotNull(await Store.GetAsync(Partition + ":other", "a", Cancel));
    }

    [Fact]
    public async Task Preparing_again_changes_nothing()
    {
        await WriteAsync(new InsertRow("a", Text("first")));
        await Store.PrepareAsync(Cancel);
        Assert.Equal("first", (await NeedAsync("a")).Columns.Text("Text"));
    }
}
