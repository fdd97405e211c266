namespace ReflectionBot.Storage.Sqlite;

/// <summary>The embedded store's file, and how long the store waits.</summary>
/// <param name="Path">The file, absolute or relative to the working folder. Its folder is created if it is missing.</param>
public sealed record SqliteTableOptions(string Path)
{
    /// <summary>The name of the file within the data folder.</summary>
    public const string FileName = "reflectionbot.db";

    /// <summary>How long a write waits while another process holds the write lock. 5 seconds: a turn must fail while the user still waits for it.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Further <c>PRAGMA</c> statements for the writing connection, run after its own (sqlite.org/pragma.html). <c>max_page_count</c> sets a
    /// quota, <c>query_only</c> refuses writes; SQLite applies both to one connection only.
    /// </summary>
    public string Pragmas { get; init; } = "";

    /// <summary>The file in this folder.</summary>
    public static SqliteTableOptions InFolder(string folder) => new(System.IO.Path.Combine(folder, FileName));
}
