using CsCheck;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Tests.Storage;

/// <summary>What is stored comes back: keys, texts of any length, every type of column; and what is refused.</summary>
public abstract partial class TableStoreContract
{
    private static readonly string[] Hostile =
    [
        "", "a/b\\c#d?e", "\0", "\u0001\u001f\u007f\u009f", " lead", "trail ", "\t\r\n", "%2F%", "'", "''", "'; DROP TABLE Rows; --", "\"", "*", "null",
        ".", "..", "_", "__", "_005F", "a", "A", "é", "e\u0301", "ключ", "漢字", "\u202e", "\ufeff", "\uffff", "👩‍👩‍👧‍👦", "\U0010ffff", "(PartitionKey='x',RowKey='y')", "a&b=c+d", "--batch_", "{}",
    ];

    private static readonly string[] HostileTexts =
    [
        "", " ", "\0", "\r\n", "\r\n\r\n--changeset_\r\nPOST http://x HTTP/1.1", "{\"a\":1}}}{{{", "2026-03-02T09:00:00Z", "true", "12", "null", "\\u0000", "\\", "\"'`<>&+",
        "\ufeffx", "\uffff\ufffe", "e\u0301é", "👩‍👩‍👧‍👦\U0010ffff", "line\u2028paragraph\u2029", "\u0001\u0008\u000b\u001f\u007f\u0085", "__proto__",
    ];

    [Fact]
    public async Task Hostile_row_keys_are_rows_of_their_own_and_come_back_as_they_were()
    {
        await Store.CommitAsync(Partition, [.. Hostile.Select(key => new InsertRow(key, Text(key)))], Cancel);
        foreach (var key in Hostile)
        {
            var row = await NeedAsync(key);
            Assert.Equal((Partition, key, key), (row.Partition, row.Key, row.Columns.Text("Text")));
            await WriteAsync(new ReplaceRow(key, Text(key + "!"), row.ETag));
        }
        var rows = await ReadAsync(new(Partition));
        Assert.Equal(Hostile.Order(StringComparer.Ordinal), rows.Select(r => r.Key).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.Equal(row.Key + "!", row.Columns.Text("Text")));
        await Store.CommitAsync(Partition, [.. Hostile.Select(key => new DeleteRow(key))], Cancel);
        Assert.Empty(await ReadAsync(new(Partition)));
    }

    [Fact]
    public async Task Hostile_partition_keys_are_partitions_of_their_own()
    {
        // The store may be shared, so what other tests wrote under these keys goes first.
        foreach (var key in Hostile)
        {
            await Store.CommitAsync(key, [new PutRow("row", Text(key))], Cancel);
        }
        foreach (var key in Hostile)
        {
            Assert.Equal((key, key), (await Store.GetAsync(key, "row", Cancel)) is { } row ? (row.Partition, row.Columns.Text("Text")) : default);
        }
    }

    [Fact]
    public async Task The_longest_keys_are_stored_and_longer_ones_refused()
    {
        var ascii = new string('k', TableLimits.KeyUnits);
        var escaped = new string('/', TableLimits.KeyUnits / 5);
        await Store.CommitAsync(ascii, [new PutRow(ascii, Text("x")), new PutRow(escaped, Text("y"))], Cancel);
        Assert.Equal("y", (await Store.GetAsync(ascii, escaped, Cancel))!.Columns.Text("Text"));
        Assert.Equal("x", (await Store.GetAsync(ascii, ascii, Cancel))!.Columns.Text("Text"));
        await RefusedAsync(new InsertRow("fine", Text("x")), new InsertRow(ascii + "k", Text("x")));
        await RefusedAsync(new InsertRow(escaped + "/", Text("x")));
        await Assert.ThrowsAsync<TableLimitException>(() => Store.CommitAsync(ascii + "k", [new InsertRow("a", Text("x"))], Cancel));
        await Assert.ThrowsAsync<TableLimitException>(() => Store.GetAsync(Partition, ascii + "k", Cancel));
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_refused_in_keys_and_texts()
    {
        // Not inline data: attributes are kept as UTF-8, which has no half pairs.
        foreach (var half in new[] { "\ud83d", "\ude00", "a\ud83d\ud83d\ude00", "\ude00\ud83d" })
        {
            await RefusedAsync(new InsertRow("fine", Text("x")), new InsertRow(half, Text("x")));
            await RefusedAsync(new InsertRow("fine", Text("x")), new InsertRow("key", Text(half)));
            await Assert.ThrowsAsync<TableLimitException>(() => Store.CommitAsync(half, [new InsertRow("a", Text("x"))], Cancel));
            await Assert.ThrowsAsync<TableLimitException>(() => Store.GetAsync(half, "a", Cancel));
            await Assert.ThrowsAsync<TableLimitException>(() => ReadAsync(new(Partition, half)));
        }
    }

    [Fact]
    public async Task Hostile_texts_come_back_as_they_were()
    {
        await Store.CommitAsync(Partition, [.. HostileTexts.Select((text, n) => new InsertRow($"k{n:D2}", Text(text)))], Cancel);
        Assert.Equal(HostileTexts, (await ReadAsync(new(Partition))).Select(row => row.Columns.Text("Text")));
    }

    /// <summary>Lengths at the edges of a part, for the limit that Azure documents and for the part that we use, with a pair across the edge.</summary>
    public static TheoryData<int, bool> Edges()
    {
        var data = new TheoryData<int, bool>();
        foreach (var edge in new[] { TextParts.Units, 32_768, TextParts.Units * 2, 65_536 })
        {
            foreach (var length in new[] { edge - 1, edge, edge + 1 })
            {
                data.Add(length, false);
                data.Add(length, true);
            }
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public async Task Texts_around_the_edge_of_a_part_come_back_as_they_were(int length, bool pair)
    {
        // With a pair its first half is the last unit of the text before: at the edge, the pair lies across it.
        var text = pair ? new string('x', length - 1) + "😀" + new string('y', 3) : new string('x', length);
        await WriteAsync(new InsertRow("a", Text(text).With("Text2", text)));
        Assert.Equal(text, (await NeedAsync("a")).Columns.Text("Text"));
        Assert.Equal(text, (await NeedAsync("a")).Columns.Text("Text2"));
    }

    [Fact]
    public async Task Any_valid_text_comes_back_as_it_was()
    {
        var valid = Gen.Char.Array[0, 60].Select(units => string.Concat(units.Select(c => char.IsSurrogate(c) ? "😀" : c.ToString())));
        await valid.Array[1, 20].SampleAsync(async texts =>
        {
            await Store.CommitAsync(Partition, [.. texts.Select((text, n) => new PutRow($"k{n:D2}", Text(text)))], Cancel);
            Assert.Equal(texts, (await ReadAsync(new(Partition))).Take(texts.Length).Select(row => row.Columns.Text("Text")));
        }, iter: 20, threads: 1);
    }

    [Fact]
    public async Task A_row_up_to_1_MiB_is_stored_and_a_byte_more_is_refused()
    {
        // Each of the 16 further parts costs 8, two for each unit of its name ("Text_2", "Text_10"), and 4.
        var room = TableLimits.RowBytes - TableSizes.Row(Partition, "a", Text(""));
        var text = new string('x', (int)(room - (8 * 24) - (8 * 26)) / 2);
        Assert.Equal(17, TextParts.Count(text));
        await RefusedAsync(new InsertRow("fine", Text("x")), new InsertRow("a", Text(text + "x")));
        await WriteAsync(new InsertRow("a", Text(text)));
        Assert.Equal(text, (await NeedAsync("a")).Columns.Text("Text"));
    }

    [Fact]
    public async Task A_long_text_outside_ascii_comes_back_as_it_was()
    {
        var text = string.Concat(Enumerable.Repeat("反思😀é", 20_000));
        await WriteAsync(new InsertRow("a", Text(text)));
        Assert.Equal(text, (await NeedAsync("a")).Columns.Text("Text"));
        await WriteAsync(new PutRow("a", Text(text + "!")));
        Assert.Equal(text + "!", (await NeedAsync("a")).Columns.Text("Text"));
    }

    [Fact]
    public async Task Every_type_and_its_extremes_come_back_as_they_were()
    {
        var columns = Columns.Empty
            .With("Empty", "").With("Text", "x").With("LikeATime", "2026-03-02T09:00:00.0000000Z").With("LikeANumber", "9223372036854775807")
            .With("Least", long.MinValue).With("Most", long.MaxValue).With("Zero", 0).With("Small", -1).With("OverInt32", 1L << 40).With("OverDouble", (1L << 53) + 1)
            .With("Yes", true).With("No", false)
            .With("Earliest", TableLimits.EarliestTime).With("Latest", DateTimeOffset.MaxValue).With("Epoch", DateTimeOffset.UnixEpoch)
            .With("Tick", DateTimeOffset.UnixEpoch.AddTicks(1)).With("Ticks", new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(2)).AddTicks(1_234_567))
            .With("X", "one letter").With(new string('N', TableLimits.ColumnNameLength), "long name");
        await WriteAsync(new InsertRow("a", columns));
        Assert.Equal(columns, (await NeedAsync("a")).Columns);
        Assert.Equal(columns, Assert.Single(await ReadAsync(new(Partition))).Columns);
    }

    [Fact]
    public async Task A_time_before_1601_is_refused() =>
        await RefusedAsync(new InsertRow("fine", Text("x")), new InsertRow("a", Columns.Empty.With("At", TableLimits.EarliestTime.AddTicks(-1))));

    [Theory]
    [InlineData("1st")]
    [InlineData("with space")]
    [InlineData("Text_2")]
    [InlineData("é")]
    [InlineData("a.b")]
    [InlineData("RowKey")]
    [InlineData("partitionkey")]
    [InlineData("Timestamp")]
    [InlineData("ETag")]
    [InlineData("odata.etag")]
    public async Task A_column_name_that_a_table_browser_could_not_show_is_refused(string name) =>
        await RefusedAsync(new InsertRow("fine", Text("x")), new InsertRow("a", Columns.Empty.With(name, "x")));

    [Fact]
    public async Task A_row_has_at_most_252_columns_parts_of_long_texts_included()
    {
        var most = Enumerable.Range(1, TableLimits.Properties).Aggregate(Columns.Empty, (columns, n) => columns.With($"C{n}", n));
        await RefusedAsync(new InsertRow("a", most.With("One", "more")));
        await RefusedAsync(new InsertRow("a", most.With("C1", new string('x', TextParts.Units + 1))));
        await WriteAsync(new InsertRow("a", most));
        Assert.Equal(most, (await NeedAsync("a")).Columns);
    }
}
