using System.Globalization;
using Microsoft.Data.Sqlite;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Storage.Sqlite;

/// <summary>The file itself: creates it for its owner only, checks that it belongs to this bot, and creates its one table.</summary>
internal static class SqliteFile
{
    // "GbRf" in ASCII, and the version of the table below. They distinguish this bot's file from another program's, and from a later version's.
    private const long Application = 0x47625266;
    private const long Version = 1;

    private const string Table = """
        CREATE TABLE IF NOT EXISTS Rows (
          Partition TEXT NOT NULL COLLATE BINARY,
          Key       TEXT NOT NULL COLLATE BINARY,
          ETag      TEXT NOT NULL,
          Columns   TEXT NOT NULL,
          PRIMARY KEY (Partition, Key)
        ) STRICT;
        """;

    /// <summary>Creates the folder (mode 700) and an empty file (mode 600) if they are missing; existing ones keep their mode.</summary>
    public static void Create(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        PrivateFolder.Create(folder);
        if (File.Exists(path))
        {
            return;
        }
        // SQLite treats an empty file as a new database, and gives its journal files the mode of this file.
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using var file = new FileStream(path, options);
    }

    /// <summary>Checks that the file belongs to this bot and is undamaged, switches to WAL mode, and creates the table. Idempotent.</summary>
    /// <exception cref="StoreUnavailableException">The file belongs to another program or a later version, is damaged, or cannot use WAL.</exception>
    public static void Prepare(SqliteConnection connection, string path)
    {
        Recognise(connection, path);
        if (Ask(connection, "PRAGMA quick_check(1)") is not "ok")
        {
            throw SqliteFailures.Damaged(path);
        }
        if (Ask(connection, "PRAGMA journal_mode=WAL") is not "wal")
        {
            throw new StoreUnavailableException($"The folder of {path} does not support SQLite's write-ahead log, as network folders do not. Set Storage:Folder to a folder on a local disk.");
        }
        Run(connection, Table);
        Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id={Application}; PRAGMA user_version={Version};"));
        // Empties the log of the last run, which may still hold deleted data. If another reader blocks this, that does not matter.
        Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>Runs statements whose result is not needed.</summary>
    public static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Recognise(SqliteConnection connection, string path)
    {
        var application = (long)Ask(connection, "PRAGMA application_id")!;
        var version = (long)Ask(connection, "PRAGMA user_version")!;
        var fresh = application == 0 && Ask(connection, "SELECT count(*) FROM sqlite_schema") is 0L;
        if (application != Application && !fresh)
        {
            throw new StoreUnavailableException($"The file {path} is a database of another program. Move it away, or set Storage:Folder to another folder.");
        }
        if (version > Version)
        {
            throw new StoreUnavailableException($"The data file {path} was written by a later version of the bot. Run that version, or restore a backup made by this one.");
        }
    }

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
