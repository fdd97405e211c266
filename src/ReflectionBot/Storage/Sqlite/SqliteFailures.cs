using Microsoft.Data.Sqlite;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Storage.Sqlite;

/// <summary>
/// SQLite's result codes (sqlite.org/rescode.html) and file errors as sentences for the operator. SQLite's own messages name tables and
/// columns, never values, so the cause can be kept.
/// </summary>
internal static class SqliteFailures
{
    private const int Permission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>True when another connection holds a lock that may be released in a moment.</summary>
    public static bool IsBusy(SqliteException failure) => failure.SqliteErrorCode is Busy or Locked;

    /// <summary>The sentence for this failure, or null for one that is not the store's (a bug, a cancellation).</summary>
    public static StoreUnavailableException? Describe(Exception failure, string path) => failure switch
    {
        SqliteException sqlite => new(Sentence(sqlite.SqliteErrorCode, path), sqlite) { IsPassing = sqlite.SqliteErrorCode is Busy or Locked or Full or InputOutput },
        UnauthorizedAccessException => new($"The data file {path} or its folder may not be written. Give the bot's user the right to write there, or set Storage:Folder to another folder.", failure),
        IOException => new($"The data file {path} cannot be created or opened: its folder is missing, is not a folder, or the disk failed. Check Storage:Folder and the disk.", failure),
        InvalidDataException or System.Text.Json.JsonException => Damaged(path, failure),
        _ => null,
    };

    /// <summary>The file is a database, but it is not, or no longer, in the form this bot writes.</summary>
    public static StoreUnavailableException Damaged(string path, Exception? cause = null) => cause is null ? new(DamagedSentence(path)) : new(DamagedSentence(path), cause);

    private static string Sentence(int code, string path) => code switch
    {
        Busy or Locked => $"The data file {path} is locked by another process. Close the other bot, backup or database tool that has it open, and try again.",
        ReadOnly or Permission => $"The data file {path} is read-only. Make the file and its folder writable for the bot's user, or set Storage:Folder to another folder.",
        Full => $"The disk or the quota of the data file {path} is full. Free some space; nothing that was stored is lost.",
        CannotOpen => $"The data file {path} cannot be opened. Check that it exists, is a file, and that the bot's user may read and write it and its folder.",
        NotADatabase => $"The file {path} is not a SQLite database. Move it away, or set Storage:Folder to another folder.",
        Corrupt => DamagedSentence(path),
        InputOutput => $"Reading or writing the data file {path} failed. Check the disk and its free space.",
        _ => $"The data file {path} cannot be used (SQLite result {code}). Check that it is this bot's file, and restore a backup if it is damaged.",
    };

    private static string DamagedSentence(string path) => $"The data file {path} is damaged. Stop the bot, keep a copy of the file, and restore a backup.";
}
