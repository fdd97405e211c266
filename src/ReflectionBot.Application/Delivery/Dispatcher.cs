using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Application.Delivery;

/// <summary>
/// Sends outboxes soon after their commits, in the background. A courtesy, not a promise: what it misses (a crash, a failed send) the sweep
/// carries out.
/// </summary>
public sealed partial class Dispatcher
{
    /// <summary>More than all lanes of the channels together have places, so that no channel can keep every sender.</summary>
    private const int Senders = 24;

    /// <summary>Before another look at an outbox that could not be looked at; the sweep stands behind it all the same.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    /// <summary>Timers count whole milliseconds: a wait of less would be none, and a row that is not quite ready would be looked at without a pause.</summary>
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(1);

    private readonly Outbox _outbox;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Channel<string> _queue = Channel.CreateUnbounded<string>();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Asked> _known = new(StringComparer.Ordinal); // By partition: what was asked since its last look began.
    private readonly Dictionary<string, ITimer> _wakes = new(StringComparer.Ordinal); // One a partition: the next look at it.
    private TaskCompletionSource? _idle;

    /// <summary>A dispatcher for this outbox.</summary>
    public Dispatcher(Outbox outbox, TimeProvider time, ILogger<Dispatcher> log)
    {
        outbox.Ready += Kick;
        _outbox = outbox;
        _time = time;
        _log = log;
    }

    /// <summary>Sends a partition's outbox soon. Asking twice is asking once.</summary>
    public void Kick(string partition) => Kick(partition, []);

    /// <summary>Sends rows that were just written into an empty outbox; with none, whatever stands there.</summary>
    public void Kick(string partition, IReadOnlyList<Row> rows)
    {
        lock (_gate)
        {
            var isKnown = _known.TryGetValue(partition, out var asked);
            _known[partition] = new([.. asked?.Handed ?? [], .. rows], rows.Count == 0 || asked?.IsAll == true);
            if (isKnown)
            {
                return;
            }
        }

        _queue.Writer.TryWrite(partition);
    }

    /// <summary>Completes when nothing is waiting to be sent.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            return _known.Count == 0 ? Task.CompletedTask : (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Sends until cancelled, several partitions side by side.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            await Parallel.ForEachAsync(_queue.Reader.ReadAllAsync(cancel), new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = cancel }, SendAsync);
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
            Asked asked;
            lock (_gate)
            {
                asked = _known[partition];
                _known[partition] = new([], false);
            }

            TimeSpan? again;
            try
            {
                again = await _outbox.DrainAsync(partition, asked.Handed, asked.IsAll, cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                LogLeft(e.GetType().Name);
                again = LookAgain;
            }

            WakeAfter(partition, again);
        }
        while (!Finish(partition));
    }

    /// <summary>In place of the wake-up that was set before: the last look knows best when the next is worth it.</summary>
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
                _wakes.Add(partition, _time.CreateTimer(_ => Kick(partition), null, span + Soonest, Timeout.InfiniteTimeSpan));
            }
        }
    }

    private bool Finish(string partition)
    {
        lock (_gate)
        {
            if (_known[partition] is { IsAll: true } or { Handed.Count: > 0 })
            {
                return false;
            }

            _known.Remove(partition);
            if (_known.Count == 0)
            {
                _idle?.SetResult();
                _idle = null;
            }

            return true;
        }
    }

    /// <summary>What is to be sent: rows that were handed over, and, where that was asked, whatever else stands there.</summary>
    private sealed record Asked(IReadOnlyList<Row> Handed, bool IsAll);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An outbox could not be sent now ({Error}); the sweep will")]
    private partial void LogLeft(string error);
}
