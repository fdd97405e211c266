using System.Globalization;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Tests.Storage;

/// <summary>Ranges: prefix, bounds, order, pages.</summary>
public abstract partial class TableStoreContract
{
    private static readonly string[] Keys = ["-", ".", "0", "09", "1", "10", "2", ":", "A", "B", "Z", "a", "a:", "a:1", "a:10", "a:2", "aa", "b", "z", "zz"];

    private async Task<IEnumerable<string>> KeysAsync(string prefix = "", string? from = null, string? before = null) =>
        (await ReadAsync(new(Partition, prefix, from, before))).Select(row => row.Key);

    [Fact]
    public async Task Rows_come_in_ordinal_order_of_their_keys()
    {
        await Store.CommitAsync(Partition, [.. Keys.Reverse().Select(key => new InsertRow(key, Columns.Empty))], Cancel);
        Assert.Equal(Keys.Order(StringComparer.Ordinal), await KeysAsync());
    }

    [Fact]
    public async Task Prefix_from_and_before_bound_a_range_as_ordinal_comparison_says()
    {
        await Store.CommitAsync(Partition, [.. Keys.Select(key => new InsertRow(key, Columns.Empty))], Cancel);
        string?[] bounds = [null, "", "0", "1", "A", "a", "a:", "a:1", "a:15", "z", "zzz"];
        foreach (var prefix in new[] { "", "a", "a:", "a:1", "z", "1", "none" })
        {
            foreach (var from in bounds)
            {
                foreach (var before in prefix.Length == 0 ? bounds : [null, "a:2", "b"])
                {
                    var expected = Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)
                        && (from is null || string.CompareOrdinal(key, from) >= 0) && (before is null || string.CompareOrdinal(key, before) < 0));
                    Assert.Equal(expected.Order(StringComparer.Ordinal), await KeysAsync(prefix, from, before));
                }
            }
        }
    }

    [Fact]
    public async Task A_prefix_may_be_hostile_too()
    {
        string[] keys = ["a/", "a/b", "a0", "a_", "a_002F", "a👩", "a👩‍👧", "å", "z%", "z%%", "z'", "z"];
        await Store.CommitAsync(Partition, [.. keys.Select(key => new InsertRow(key, Columns.Empty))], Cancel);
        foreach (var prefix in new[] { "a/", "a_", "a👩", "å", "z%", "z'", "%", "'" })
        {
            Assert.Equal(keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).ToHashSet(), (await KeysAsync(prefix)).ToHashSet());
        }
    }

    [Fact]
    public async Task A_range_reads_on_over_its_pages()
    {
        const int Rows = 2_600;
        var keys = Enumerable.Range(0, Rows).Select(n => n.ToString("D5", CultureInfo.InvariantCulture)).ToArray();
        foreach (var batch in keys.Chunk(TableLimits.BatchRows))
        {
            await Store.CommitAsync(Partition, [.. batch.Select(key => new InsertRow(key, Text(key)))], Cancel);
        }
        var rows = await ReadAsync(new(Partition));
        Assert.Equal(keys, rows.Select(row => row.Key));
        Assert.Equal(keys, rows.Select(row => row.Columns.Text("Text")));
        Assert.Equal(keys[100..2_500], await KeysAsync(from: keys[100], before: keys[2_500]));
        Assert.Equal(keys[1_000..2_000], await KeysAsync("01"));
    }

    [Fact]
    public async Task A_range_over_large_rows_reads_on_too()
    {
        var text = new string('x', 400_000);
        for (var n = 0; n < 14; n += 7)
        {
            await Store.CommitAsync(Partition, [.. Enumerable.Range(n, 7).Select(k => new InsertRow($"k{k:D2}", Text(text)))], Cancel);
        }
        Assert.Equal(Enumerable.Range(0, 14).Select(n => $"k{n:D2}"), (await ReadAsync(new(Partition))).Where(row => row.Columns.Text("Text") == text).Select(row => row.Key));
    }
}
