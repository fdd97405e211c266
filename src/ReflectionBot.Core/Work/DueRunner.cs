using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ReflectionBot.Core.Storage;

namespace ReflectionBot.Core.Work;

/// <summary>Runs the jobs whose time has come. Whatever wakes it (a timer, later a queue), the due rows say what is to be done.</summary>
public sealed partial class DueRunner
{
    private readonly DueRows _due;
    private readonly JobRunner _jobs;
    private readonly TimeProvider _time;
    private readonly TimeSpan _lease;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<string, bool> _unreadable = new(StringComparer.Ordinal); // Said once a row, not once a tick.

    /// <summary>A runner.</summary>
    /// <param name="due">The due rows.</param>
    /// <param name="jobs">Runs the jobs.</param>
    /// <param name="time">The clock.</param>
    /// <param name="lease">How long a runner owns a row; longer than the slowest job.</param>
    /// <param name="log">Kinds only, never a text.</param>
    public DueRunner(DueRows due, JobRunner jobs, TimeProvider time, TimeSpan lease, ILogger<DueRunner> log)
    {
        _due = due;
        _jobs = jobs;
        _time = time;
        _lease = lease;
        _log = log;
    }

    /// <summary>Runs everything that is due now.</summary>
    /// <returns>How many jobs were run.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var run = 0;
        await foreach (var due in _due.DueAsync(SayUnreadable, cancel).ConfigureAwait(false))
        {
            run += await TryAsync(due, cancel).ConfigureAwait(false) ? 1 : 0;
        }

        return run;
    }

    /// <summary>Runs what is due, again and again, until cancelled.</summary>
    /// <param name="tick">How often to look.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task RunAsync(TimeSpan tick, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(tick, _time);
        do
        {
            try
            {
                await RunDueAsync(cancel).ConfigureAwait(false);
            }
            catch (StoreUnavailableException e)
            {
                LogAway(e.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogStopped(e.GetType().Name); // Nothing may end this loop but its cancellation: it is what every reminder hangs on.
            }
        }
        while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false));
    }

    private void SayUnreadable(Row row)
    {
        if (_unreadable.TryAdd(row.Key, true))
        {
            LogUnreadable(row.Key);
        }
    }

    private async Task<bool> TryAsync(DueRow due, CancellationToken cancel)
    {
        if (await _due.LeaseAsync(due, _lease, cancel).ConfigureAwait(false) is not { } leased)
        {
            return false;
        }

        TimeSpan? again;
        try
        {
            again = await _jobs.RunAsync(leased.Job, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            again = Outbox.Backoff(leased.Attempts);
            LogFailed(leased.Job.GetType().Name, leased.Attempts, again.Value, e.GetType().Name);
        }

        await (again is { } after ? _due.AgainAsync(leased, _time.GetUtcNow() + after, cancel) : _due.DoneAsync(leased, cancel)).ConfigureAwait(false);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Job} failed at attempt {Attempt} ({Error}); again in {Wait}")]
    private partial void LogFailed(string job, long attempt, TimeSpan wait, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The due row {Key} cannot be read; it is kept, and the others go on")]
    private partial void LogUnreadable(string key);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for due work failed ({Error}); again at the next tick")]
    private partial void LogStopped(string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing that is due can be done now. {Sentence}")]
    private partial void LogAway(string sentence);
}
