using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Storage.Sqlite;

/// <summary>
/// The one writing connection of the process. Writers take turns here, because SQLite allows only one writer at a time and its own waiting
/// is polling without order. Work runs off the caller's thread, because SQLite calls block.
/// </summary>
internal sealed class SqliteWriter(SqliteTableOptions options) : IDisposable
{
    // How long one attempt for the lock blocks; between attempts the caller's cancellation is checked.
    private static readonly TimeSpan OneAttempt = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private SqliteConnection? _connection;
    private bool _written;

    /// <summary>Runs this work inside one transaction: committed when it returns, rolled back when it throws.</summary>
    /// <exception cref="StoreUnavailableException">The message is a sentence that says what to do.</exception>
    public Task<T> CommitAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancel) => TakeTurnAsync(connection =>
    {
        Patiently(() => SqliteFile.Run(connection, "BEGIN IMMEDIATE"), cancel);
        var result = work(connection);
        cancel.ThrowIfCancellationRequested();
        // From here on the caller can no longer cancel the batch.
        SqliteFile.Run(connection, "COMMIT");
        _written = true;
        return result;
    }, cancel);

    /// <summary>
    /// Moves written data into the database file and empties the log: until then the log still holds texts that were taken back. Does nothing if
    /// nothing was written, or while a reader blocks it.
    /// </summary>
    public Task EmptyLogAsync(CancellationToken cancel) => TakeTurnAsync(connection =>
    {
        if (_written)
        {
            using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            using var outcome = checkpoint.ExecuteReader();
            _written = outcome.Read() && outcome.GetInt64(0) != 0; // 1: a reader blocked it; try again next time.
        }

        return true;
    }, cancel);

    /// <summary>Opens the file if it is not open, and prepares it.</summary>
    /// <exception cref="StoreUnavailableException">The message is a sentence that says what to do.</exception>
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
        // If the file is locked, writers would queue up, each waiting its own timeout after the others. So the time in the queue is limited, too.
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
            // FULL: a committed batch is on the disk and survives power cuts. secure_delete: text that was taken back is overwritten, not just unlinked.
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

    /// <summary>Retries while another process holds the lock, until the timeout or the caller's cancellation.</summary>
    private void Patiently(Action attempt, CancellationToken cancel)
    {
        // The lock belongs to another process, so this measures real time, whatever clock the bot uses.
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
                // Try again; SQLite has already waited.
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
            // After a disk failure or a full disk the connection's state is unreliable. Closing it also drops an open transaction.
            Close();
        }
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
