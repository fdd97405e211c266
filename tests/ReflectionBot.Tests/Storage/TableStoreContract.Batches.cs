using System.Globalization;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Tests.Storage;

/// <summary>Batches: all or nothing, their limits, writers at the same time, cancellation.</summary>
public abstract partial class TableStoreContract
{
    [Fact]
    public async Task A_batch_writes_all_its_rows_and_answers_in_their_order()
    {
        var etag = await WriteAsync(new InsertRow("b", Text("old")));
        await WriteAsync(new InsertRow("d", Text("old")));
        var etags = await Store.CommitAsync(Partition, [new InsertRow("a", Text("1")), new ReplaceRow("b", Text("2"), etag), new PutRow("c", Text("3")), new DeleteRow("d")], Cancel);
        var rows = await ReadAsync(new(Partition));
        Assert.Equal(["a", "b", "c"], rows.Select(r => r.Key));
        Assert.Equal([.. rows.Select(r => r.ETag), null], etags);
    }

    [Fact]
    public async Task An_empty_batch_writes_nothing() => Assert.Empty(await Store.CommitAsync(Partition, [], Cancel));

    /// <summary>Each kind of bad write, first, in the middle and last.</summary>
    public static TheoryData<string, int> BadWrites()
    {
        var data = new TheoryData<string, int>();
        foreach (var kind in new[] { "insert", "replace", "delete stale", "delete missing" })
        {
            foreach (var at in new[] { 0, 2, 4 })
            {
                data.Add(kind, at);
            }
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(BadWrites))]
    public async Task One_bad_write_and_nothing_of_the_batch_is_stored(string kind, int at)
    {
        var stale = await WriteAsync(new InsertRow("guard", Text("0")));
        var etag = await WriteAsync(new PutRow("guard", Text("1")));
        await WriteAsync(new InsertRow("kept", Text("kept")));
        List<TableWrite> writes = [new InsertRow("new", Text("x")), new PutRow("put", Text("x")), new PutRow("kept", Text("changed")), new InsertRow("other", Text("x"))];
        writes.Insert(at, kind switch
        {
            "insert" => new InsertRow("guard", Text("x")),
            "replace" => new ReplaceRow("guard", Text("x"), stale),
            "delete stale" => new DeleteRow("guard", stale),
            _ => new DeleteRow("missing"),
        });
        await ConflictsAsync([.. writes]);
        var rows = await ReadAsync(new(Partition));
        Assert.Equal([("guard", "1"), ("kept", "kept")], rows.Select(r => (r.Key, r.Columns.NeedText("Text"))));
        Assert.Equal(etag, rows[0].ETag);
    }

    [Fact]
    public async Task A_hundred_rows_are_a_batch_and_a_hundred_and_one_are_refused()
    {
        var writes = Enumerable.Range(0, 101).Select(n => (TableWrite)new InsertRow(n.ToString("D3", CultureInfo.InvariantCulture), Text("x"))).ToArray();
        await RefusedAsync(writes);
        Assert.Equal(100, (await Store.CommitAsync(Partition, writes[..100], Cancel)).Count);
        Assert.Equal(100, (await ReadAsync(new(Partition))).Count);
    }

    [Fact]
    public async Task One_key_twice_in_a_batch_is_refused() => await RefusedAsync(new InsertRow("a", Text("1")), new InsertRow("b", Text("1")), new PutRow("a", Text("2")));

    [Fact]
    public async Task A_batch_over_4_MiB_is_refused_whole()
    {
        var text = new string('x', 500_000);
        await RefusedAsync([.. Enumerable.Range(0, 9).Select(n => new InsertRow($"k{n}", Text(text)))]);
        await Store.CommitAsync(Partition, [.. Enumerable.Range(0, 8).Select(n => new InsertRow($"k{n}", Text(text)))], Cancel);
        Assert.All(await ReadAsync(new(Partition)), row => Assert.Equal(text, row.Columns.Text("Text")));
    }

    [Fact]
    public async Task Writers_at_the_same_time_lose_no_increment()
    {
        await WriteAsync(new InsertRow("count", Columns.Empty.With("Count", 0)));
        const int Writers = 8, Each = 10;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var turn = 0; turn < Each; turn++)
            {
                await IncrementAsync(string.Create(CultureInfo.InvariantCulture, $"log:{writer}:{turn}"));
            }
        }, Cancel)));
        Assert.Equal(Writers * Each, (await NeedAsync("count")).Columns.Number("Count"));
        Assert.Equal(Writers * Each, (await ReadAsync(new(Partition, "log:"))).Count);
    }

    private async Task IncrementAsync(string log)
    {
        while (true)
        {
            var row = await NeedAsync("count");
            try
            {
                await Store.CommitAsync(Partition, [new ReplaceRow("count", Columns.Empty.With("Count", row.Columns.Number("Count") + 1), row.ETag), new InsertRow(log, Columns.Empty)], Cancel);
                return;
            }
            catch (TableConflictException)
            {
                // Another writer was first: read again.
            }
        }
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_it_starts_does_nothing()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.CommitAsync(Partition, [new InsertRow("a", Text("x"))], source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.GetAsync(Partition, "a", source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.RangeAsync(new(Partition), source.Token).GetAsyncEnumerator(source.Token).MoveNextAsync().AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PrepareAsync(source.Token));
        Assert.Null(await Store.GetAsync(Partition, "a", Cancel));
    }

    [Fact]
    public async Task A_range_that_is_cancelled_while_it_is_read_ends_with_the_row_at_hand()
    {
        await Store.CommitAsync(Partition, [new InsertRow("a", Text("1")), new InsertRow("b", Text("2"))], Cancel);
        using var source = new CancellationTokenSource();
        await using var rows = Store.RangeAsync(new(Partition), source.Token).GetAsyncEnumerator(source.Token);
        Assert.True(await rows.MoveNextAsync());
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rows.MoveNextAsync().AsTask());
    }

    [Fact]
    public async Task A_commit_that_is_cancelled_on_its_way_is_stored_whole_or_not_at_all_and_says_so()
    {
        for (var turn = 0; turn < 20; turn++)
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"{turn:D2}:");
            using var source = new CancellationTokenSource();
            var commit = Store.CommitAsync(Partition, [.. Enumerable.Range(0, 50).Select(n => new InsertRow($"{prefix}{n}", Text("x")))], source.Token);
            if (turn % 4 > 0)
            {
                await Task.Yield();
            }
            await source.CancelAsync();
            var failure = await Record.ExceptionAsync(() => commit);
            Assert.True(failure is null or OperationCanceledException, failure?.ToString());
            // A request that is under way when its caller leaves may still be stored, but never in part; one that answered is.
            var stored = (await ReadAsync(new(Partition, prefix))).Count;
            Assert.True(stored == 50 || (stored == 0 && failure is not null), $"{stored} rows of 50 are stored");
        }
    }
}
