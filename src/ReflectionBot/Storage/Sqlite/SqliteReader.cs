using Microsoft.Data.Sqlite;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Storage.Sqlite;

/// <summary>Reads on separate connections, which in WAL mode neither wait for the writer nor block it.</summary>
internal sealed class SqliteReader(SqliteTableOptions options) : IDisposable
{
    // A page ends at either limit, so that a range of large rows does not fill the memory. Azure's pages are similar: 1,000 rows, 4 MiB.
    private const int PageRows = 500;
    private const int PageUnits = 4 * 1024 * 1024;

    private const string One = "SELECT Key, ETag, Columns FROM Rows WHERE Partition = $partition AND Key = $from";
    private const string Page = "SELECT Key, ETag, Columns FROM Rows WHERE Partition = $partition AND Key >= $from AND Key < $before ORDER BY Key LIMIT $limit";

    // Escaped keys are made of "-" to "z": these sort after every key, and between a key and the next possible one.
    private const string AfterAll = "~";
    private const string JustAfter = "!";

    private readonly SqliteConnectionStringBuilder _connection = new()
    {
        DataSource = options.Path,
        Mode = SqliteOpenMode.ReadWrite,
        Pooling = true,
        DefaultTimeout = Math.Max(1, (int)Math.Ceiling(options.BusyTimeout.TotalSeconds)),
    };

    /// <summary>One row, or null.</summary>
    /// <exception cref="StoreUnavailableException">The message is a sentence that says what to do.</exception>
    public Row? Get(string partition, string key)
    {
        var (rows, _) = Read(One, new KeyBounds(KeyEscaping.Escape(partition), KeyEscaping.Escape(key), null), CancellationToken.None);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>The first rows within the bounds, and the bounds of the rest (null at the end).</summary>
    /// <exception cref="StoreUnavailableException">The message is a sentence that says what to do.</exception>
    public (IReadOnlyList<Row> Rows, KeyBounds? Left) Range(KeyBounds bounds, CancellationToken cancel) => Read(Page, bounds, cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        using var connection = new SqliteConnection(_connection.ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    private (IReadOnlyList<Row> Rows, KeyBounds? Left) Read(string sql, KeyBounds bounds, CancellationToken cancel)
    {
        try
        {
            using var connection = new SqliteConnection(_connection.ConnectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.Parameters.AddWithValue("$partition", bounds.Partition);
            command.Parameters.AddWithValue("$from", bounds.From);
            command.Parameters.AddWithValue("$before", bounds.Before ?? AfterAll);
            command.Parameters.AddWithValue("$limit", PageRows);
            using var reader = command.ExecuteReader();
            return ReadRows(reader, bounds, cancel);
        }
        catch (Exception failure) when (SqliteFailures.Describe(failure, options.Path) is { } sentence)
        {
            throw sentence;
        }
    }

    private static (IReadOnlyList<Row> Rows, KeyBounds? Left) ReadRows(SqliteDataReader reader, KeyBounds bounds, CancellationToken cancel)
    {
        var partition = KeyEscaping.Unescape(bounds.Partition);
        var rows = new List<Row>();
        var units = 0L;
        while (reader.Read())
        {
            cancel.ThrowIfCancellationRequested();
            var key = reader.GetString(0);
            var columns = reader.GetString(2);
            rows.Add(new(partition, KeyEscaping.Unescape(key), reader.GetString(1), ColumnsJson.Read(columns)));
            units += columns.Length;
            if (rows.Count == PageRows || units >= PageUnits)
            {
                return (rows, bounds with { From = key + JustAfter });
            }
        }
        return (rows, null);
    }
}
