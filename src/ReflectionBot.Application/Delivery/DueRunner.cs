using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Application.Delivery;

/// <summary>
/// Runs the jobs that are due. Whatever wakes it (a timer, later a queue), the due rows say what to do. Jobs about the same project, or the
/// same outbox, run one after another in the order of their times. Other jobs run in parallel, so that a slow job does not block the rest.
/// </summary>
public sealed partial class DueRunner : IDisposable
{
    // More than the places in all sending lanes together: sweeps that wait for slow channels leave room for other jobs.
    internal const int SideBySide = 24;

    private readonly DueRows _due;
    private readonly JobRunner _jobs;
    private readonly Sweeps _sweeps;
    private readonly TimeProvider _time;
    private readonly TimeSpan _lease;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _places = new(SideBySide);
    private readonly ConcurrentDictionary<string, bool> _busy = new(StringComparer.Ordinal); // Subjects of running jobs; further jobs about them wait for the next tick.

    /// <summary>A runner.</summary>
    /// <param name="due">The due rows.</param>
    /// <param name="jobs">Runs the jobs.</param>
    /// <param name="sweeps">Runs sweeps: the outbox, which they empty, runs jobs itself.</param>
    /// <param name="time">The clock.</param>
    /// <param name="lease">How long a runner owns a row; longer than the slowest job.</param>
    /// <param name="log">Kinds only, never a text.</param>
    public DueRunner(DueRows due, JobRunner jobs, Sweeps sweeps, TimeProvider time, TimeSpan lease, ILogger<DueRunner> log)
    {
        _due = due;
        _jobs = jobs;
        _sweeps = sweeps;
        _time = time;
        _lease = lease;
        _log = log;
    }

    /// <summary>Runs everything that is due now, and waits until it is done.</summary>
    /// <returns>The number of jobs that were run.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancel) => (await Task.WhenAll(await BeginAsync(cancel))).Sum();

    /// <summary>Runs what is due, repeatedly, until cancelled. A slow job does not delay the next look.</summary>
    /// <param name="tick">How often to look.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task RunAsync(TimeSpan tick, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(tick, _time);
        do
        {
            try
            {
                await BeginAsync(cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                SayStopped(e); // Only cancellation may end this loop: every reminder depends on it.
            }
        }
        while (await timer.WaitForNextTickAsync(cancel));
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    /// <summary>Begins everything that is due now.</summary>
    private async Task<List<Task<int>>> BeginAsync(CancellationToken cancel)
    {
        var due = new List<DueRow>();
        await foreach (var row in _due.DueAsync(row => LogUnreadable(row.Key), cancel))
        {
            due.Add(row);
        }

        var begun = new List<Task<int>>();
        foreach (var subject in due.OrderBy(d => d.Row.Key, StringComparer.Ordinal).GroupBy(d => d.Subject, StringComparer.Ordinal))
        {
            if (!_busy.TryAdd(subject.Key, true))
            {
                continue;
            }

            try
            {
                await _places.WaitAsync(cancel);
            }
            catch (OperationCanceledException)
            {
                _busy.TryRemove(subject.Key, out _);
                throw;
            }

            begun.Add(RunAsync(subject, cancel));
        }

        return begun;
    }

    /// <summary>A job that exceeds its lease blocks only jobs about the same subject: its place is freed for others.</summary>
    private async Task<int> RunAsync(IGrouping<string, DueRow> subject, CancellationToken cancel)
    {
        var running = RunAllAsync(subject, cancel);
        try
        {
            await running.WaitAsync(_lease, _time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            LogLong(subject.Key, _lease);
        }
        finally
        {
            _places.Release();
        }

        return await running;
    }

    private async Task<int> RunAllAsync(IGrouping<string, DueRow> subject, CancellationToken cancel)
    {
        var run = 0;
        try
        {
            foreach (var due in subject)
            {
                run += await TryAsync(due, cancel) ? 1 : 0;
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The bot is stopping; the rows are still there after the next start.
        }
        catch (Exception e)
        {
            SayStopped(e);
        }
        finally
        {
            _busy.TryRemove(subject.Key, out _);
        }

        return run;
    }

    private void SayStopped(Exception e)
    {
        if (e is StoreUnavailableException)
        {
            LogAway(e.Message);
        }
        else
        {
            LogStopped(e.GetType().Name);
        }
    }

    private async Task<bool> TryAsync(DueRow due, CancellationToken cancel)
    {
        if (await _due.LeaseAsync(due, _lease, cancel) is not { } leased)
        {
            return false;
        }

        TimeSpan? again;
        try
        {
            again = await (leased.Job is SweepOutbox sweep ? _sweeps.RunAsync(sweep, cancel) : _jobs.RunAsync(leased.Job, cancel));
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            again = Outbox.Backoff(leased.Attempts);
            LogFailed(leased.Job.GetType().Name, leased.Attempts, again.Value, e.GetType().Name);
        }

        await (again is { } after ? _due.AgainAsync(leased, _time.GetUtcNow() + after, cancel) : _due.DoneAsync(leased, cancel));
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Job} failed at attempt {Attempt} ({Error}); again in {Wait}")]
    private partial void LogFailed(string job, long attempt, TimeSpan wait, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is due about {Subject} has run for more than {Time}; what is about anything else goes on")]
    private partial void LogLong(string subject, TimeSpan time);

    [LoggerMessage(Level = LogLevel.Error, Message = "The due row {Key} cannot be read, as where a newer version wrote it; it is put aside and kept, and the others go on")]
    private partial void LogUnreadable(string key);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for due work failed ({Error}); again at the next tick")]
    private partial void LogStopped(string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing that is due can be done now. {Sentence}")]
    private partial void LogAway(string sentence);
}
