using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Storage.Sqlite;

/// <summary>
/// The one writing connection of the process. Writers take turns here, since SQLite lets only one write at a time and its own waiting
/// is a poll without order. Work runs off the caller's thread: SQLite calls block.
/// </summary>
internal sealed class SqliteWriter(SqliteTableOptions options) : IDisposable
{
    // How long one attempt for the lock blocks; between attempts the caller's cancellation is seen.
    private static readonly TimeSpan OneAttempt = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private SqliteConnection? _connection;
    private bool _written;

    /// <summary>Runs this work inside one transaction: committed when it returns, rolled back when it throws.</summary>
    /// <exception cref="StoreUnavailableException">With a sentence that says what to do.</exception>
    public Task<T> CommitAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancel) => TakeTurnAsync(connection =>
    {
        Patiently(() => SqliteFile.Run(connection, "BEGIN IMMEDIATE"), cancel);
        var result = work(connection);
        cancel.ThrowIfCancellationRequested();
        // From here on the batch is decided by the disk, not by the caller.
        SqliteFile.Run(connection, "COMMIT");
        _written = true;
        return result;
    }, cancel);

    /// <summary>
    /// Moves what was written into the file and empties the log: until then the log still holds texts that were taken back. Does nothing where
    /// nothing was written, or while a reader is in the way.
    /// </summary>
    public Task EmptyLogAsync(CancellationToken cancel) => TakeTurnAsync(connection =>
    {
        if (_written)
        {
            using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            using var outcome = checkpoint.ExecuteReader();
            _written = outcome.Read() && outcome.GetInt64(0) != 0; // 1: a reader was in the way; the next time then.
        }

        return true;
    }, cancel);

    /// <summary>Opens the file anew and prepares it.</summary>
    /// <exception cref="StoreUnavailableException">With a sentence that says what to do.</exception>
    public Task PrepareAsync(CancellationToken cancel) => TakeTurnAsync(connection =>
    {
        Patiently(() => SqliteFile.Prepare(connection, options.Path), cancel);
        return true;
    }, cancel, SqliteFile.Create);

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _turn.Dispose();
    }

    private async Task<T> TakeTurnAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancel, Action<string>? first = null)
    {
        // Behind a locked file writers would queue up, each waiting its own time out after the others: the queue is bounded too.
        if (!await _turn.WaitAsync(options.BusyTimeout * 2, cancel))
        {
            throw new StoreUnavailableException($"Too many writes are waiting for the data file {options.Path}. Check whether another process locks it, or whether the disk is slow.") { IsPassing = true };
        }
        try
        {
            return await Task.Run(() => Guarded(work, first), CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    private T Guarded<T>(Func<SqliteConnection, T> work, Action<string>? first)
    {
        try
        {
            first?.Invoke(options.Path);
            return work(_connection ??= Open());
        }
        catch (Exception failure)
        {
            Recover(failure);
            if (SqliteFailures.Describe(failure, options.Path) is { } sentence)
            {
                throw sentence;
            }
            throw;
        }
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = options.Path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 1,
        }.ConnectionString);
        try
        {
            connection.Open();
            // FULL: a committed batch is on the disk, power cuts included. secure_delete: what a person took back is overwritten, not just unlinked.
            SqliteFile.Run(connection, string.Create(
                CultureInfo.InvariantCulture,
                $"PRAGMA busy_timeout={OneAttempt.TotalMilliseconds:0}; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; {options.Pragmas}"));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Tries again while another process holds the lock, until the time is up or the caller leaves.</summary>
    private void Patiently(Action attempt, CancellationToken cancel)
    {
        // A lock of another process: real time, whatever clock the bot runs on.
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                attempt();
                return;
            }
            catch (SqliteException failure) when (SqliteFailures.IsBusy(failure) && Stopwatch.GetElapsedTime(started) < options.BusyTimeout)
            {
                // Another attempt: SQLite has waited already.
            }
        }
    }

    private void Recover(Exception failure)
    {
        try
        {
            if (_connection is not null && SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            {
                SqliteFile.Run(_connection, "ROLLBACK");
            }
        }
        catch (SqliteException)
        {
            Close();
        }
        if (failure is SqliteException sqlite && !SqliteFailures.IsBusy(sqlite))
        {
            // After a failed disk or a full one the connection's own state is doubtful; closing it drops an open transaction too.
            Close();
        }
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
