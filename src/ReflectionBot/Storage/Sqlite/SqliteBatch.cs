using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Storage.Sqlite;

/// <summary>The statements of one batch, inside the transaction of <see cref="SqliteWriter"/>. A write that touches no row is a conflict.</summary>
internal static class SqliteBatch
{
    private const string Insert = "INSERT INTO Rows (Partition, Key, ETag, Columns) VALUES ($partition, $key, $new, $columns) ON CONFLICT (Partition, Key) DO NOTHING";
    private const string Put = "INSERT INTO Rows (Partition, Key, ETag, Columns) VALUES ($partition, $key, $new, $columns) ON CONFLICT (Partition, Key) DO UPDATE SET ETag = excluded.ETag, Columns = excluded.Columns";
    private const string Replace = "UPDATE Rows SET ETag = $new, Columns = $columns WHERE Partition = $partition AND Key = $key AND ETag = $old";
    private const string Delete = "DELETE FROM Rows WHERE Partition = $partition AND Key = $key AND ($old IS NULL OR ETag = $old)";

    /// <summary>Applies the writes in order.</summary>
    /// <returns>The new ETag of each, null for deletions.</returns>
    /// <exception cref="TableConflictException">A row was not in the state that the write requires; the caller rolls back.</exception>
    public static IReadOnlyList<string?> Apply(SqliteConnection connection, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        // One ETag per batch. It is random, so that a row deleted and added again never looks like the old one.
        var etag = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        using var command = connection.CreateCommand();
        command.Parameters.AddWithValue("$partition", KeyEscaping.Escape(partition));
        var etags = new string?[writes.Count];
        for (var at = 0; at < writes.Count; at++)
        {
            cancel.ThrowIfCancellationRequested();
            etags[at] = writes[at].Columns is null ? null : etag;
            if (Execute(command, writes[at], etag) == 0)
            {
                throw new TableConflictException($"{writes[at].GetType().Name} number {at + 1} of the batch found another state than it asked for");
            }
        }
        return etags;
    }

    private static int Execute(SqliteCommand command, TableWrite write, string etag)
    {
        command.CommandText = write switch
        {
            InsertRow => Insert,
            PutRow => Put,
            ReplaceRow => Replace,
            DeleteRow => Delete,
            _ => throw new InvalidOperationException($"{write.GetType().Name} is no write of a table"),
        };
        Bind(command, "$key", KeyEscaping.Escape(write.Key));
        Bind(command, "$new", etag);
        Bind(command, "$columns", write.Columns is null ? null : ColumnsJson.Write(write.Columns));
        Bind(command, "$old", write switch { ReplaceRow r => r.ETag, DeleteRow d => d.ETag, _ => null });
        return command.ExecuteNonQuery();
    }

    private static void Bind(SqliteCommand command, string name, string? value)
    {
        if (!command.Parameters.Contains(name))
        {
            command.Parameters.Add(name, SqliteType.Text);
        }
        command.Parameters[name].Value = (object?)value ?? DBNull.Value;
    }
}
