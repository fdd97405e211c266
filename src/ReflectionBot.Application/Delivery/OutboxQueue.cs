using System.Threading.Channels;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Application.Delivery;

/// <summary>
/// The outboxes that are worth a look, each once, in the order they were added. The queue is only in memory: if it is lost, the sweep sends the
/// stored rows.
/// </summary>
public sealed class OutboxQueue
{
    private readonly Channel<string> _queue = Channel.CreateUnbounded<string>();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (IReadOnlyList<Row> Handed, bool IsAll)> _known = new(StringComparer.Ordinal); // By partition: what was added since its last look began.
    private TaskCompletionSource? _idle;

    /// <summary>Queues a partition's outbox for a look soon. Queuing twice is the same as queuing once.</summary>
    public void Add(string partition) => Add(partition, []);

    /// <summary>Queues rows that were just written into an empty outbox, the first of them already leased, so the sender need not read them. Without rows, the whole outbox is read.</summary>
    public void Add(string partition, IReadOnlyList<Row> rows)
    {
        lock (_gate)
        {
            var isKnown = _known.TryGetValue(partition, out var asked);
            _known[partition] = isKnown ? ([.. asked.Handed, .. rows], rows.Count == 0 || asked.IsAll) : (rows, rows.Count == 0);
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

    /// <summary>The partitions, one after another, until cancelled.</summary>
    internal IAsyncEnumerable<string> ReadAllAsync(CancellationToken cancel) => _queue.Reader.ReadAllAsync(cancel);

    /// <summary>Begins a look. Returns the rows that were handed over, and whether to read the whole outbox.</summary>
    internal (IReadOnlyList<Row> Handed, bool IsAll) Begin(string partition)
    {
        lock (_gate)
        {
            var asked = _known[partition];
            _known[partition] = ([], false);
            return asked;
        }
    }

    /// <summary>Ends a look.</summary>
    /// <returns>False if another look was requested meanwhile.</returns>
    internal bool Finish(string partition)
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
}
