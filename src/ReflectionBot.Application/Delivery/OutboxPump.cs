using Microsoft.Extensions.Logging;

namespace ReflectionBot.Application.Delivery;

/// <summary>
/// Sends outboxes soon after their commits, in the background. Best effort: what it misses (a crash, a failed send) the sweep carries
/// out.
/// </summary>
public sealed partial class OutboxPump
{
    /// <summary>More than the places in all channel lanes together, so that slow channels cannot occupy every sender.</summary>
    private const int Senders = 24;

    /// <summary>Delay before another look at an outbox after a look failed; the sweep is still the fallback.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    /// <summary>Timers count whole milliseconds: a shorter wait would be zero, and a row that is not quite ready would be polled without a pause.</summary>
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(1);

    private readonly Outbox _outbox;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly OutboxQueue _queue;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ITimer> _wakes = new(StringComparer.Ordinal); // One per partition: the next look at it.

    /// <summary>A pump for this outbox, told by this queue where to look.</summary>
    public OutboxPump(Outbox outbox, OutboxQueue queue, TimeProvider time, ILogger<OutboxPump> log)
    {
        outbox.Ready += queue.Add;
        _queue = queue;
        _outbox = outbox;
        _time = time;
        _log = log;
    }

    /// <summary>Completes when nothing is waiting to be sent.</summary>
    public Task WhenIdleAsync() => _queue.WhenIdleAsync();

    /// <summary>Sends until cancelled, several partitions in parallel.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            await Parallel.ForEachAsync(_queue.ReadAllAsync(cancel), new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = cancel }, SendAsync);
        }
        finally
        {
            lock (_gate)
            {
                foreach (var partition in _wakes.Keys.ToList())
                {
                    WakeAfter(partition, null); // The sweep finds what is left after the next start.
                }
            }
        }
    }

    private async ValueTask SendAsync(string partition, CancellationToken cancel)
    {
        do
        {
            var (handed, isAll) = _queue.Begin(partition);
            TimeSpan? again;
            try
            {
                again = await _outbox.DrainAsync(partition, handed, isAll, cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                LogLeft(e.GetType().Name);
                again = LookAgain;
            }

            WakeAfter(partition, again);
        }
        while (!_queue.Finish(partition));
    }

    /// <summary>Replaces the wake-up that was set before: the latest look knows best when the next one is worthwhile.</summary>
    private void WakeAfter(string partition, TimeSpan? wait)
    {
        lock (_gate)
        {
            if (_wakes.Remove(partition, out var before))
            {
                before.Dispose();
            }

            if (wait is { } span)
            {
                _wakes.Add(partition, _time.CreateTimer(_ => _queue.Add(partition), null, span + Soonest, Timeout.InfiniteTimeSpan));
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An outbox could not be sent now ({Error}); the sweep will")]
    private partial void LogLeft(string error);
}
