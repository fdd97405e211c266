using ReflectionBot.Core.Storage;

namespace ReflectionBot.Core.Work;

/// <summary>
/// The sweep: empties an outbox and then disarms itself by replacing the session row, even where it found nothing. A commit that stalled
/// past the sweep's time therefore conflicts, reloads, and arms a new one; without that fence its replies would have nobody to send them.
/// </summary>
public sealed class Sweeps
{
    /// <summary>How long a duplicate of an event is recognised.</summary>
    public static readonly TimeSpan InboxKept = TimeSpan.FromHours(48);

    private readonly ITableStore _store;
    private readonly Ledger _ledger;
    private readonly Outbox _outbox;
    private readonly TimeProvider _time;

    /// <summary>Sweeps of this outbox.</summary>
    public Sweeps(ITableStore store, Ledger ledger, Outbox outbox, TimeProvider time)
    {
        _store = store;
        _ledger = ledger;
        _outbox = outbox;
        _time = time;
    }

    /// <summary>Runs one sweep.</summary>
    /// <returns>Null when it is disarmed; otherwise after how long it must run again.</returns>
    public async Task<TimeSpan?> RunAsync(SweepOutbox sweep, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        while (true)
        {
            var box = await _ledger.OpenAsync(sweep.Partition, cancel).ConfigureAwait(false);
            if (await _outbox.DrainAsync(sweep.Partition, cancel).ConfigureAwait(false) is { } again)
            {
                return again;
            }

            if (box.Sweep is { } armed && armed != sweep.Name)
            {
                return null; // Another one is armed, so whoever meant to commit with our name has conflicted.
            }

            try
            {
                await _ledger.DisarmAsync(box, cancel).ConfigureAwait(false);
            }
            catch (TableConflictException)
            {
                continue; // Somebody committed meanwhile: their rows are ours to send.
            }

            await ForgetOldEventsAsync(sweep.Partition, cancel).ConfigureAwait(false);
            return null;
        }
    }

    private async Task ForgetOldEventsAsync(string partition, CancellationToken cancel)
    {
        var limit = _time.GetUtcNow() - InboxKept;
        await foreach (var row in _store.RangeAsync(new RowRange(partition, Keys.Prefix("in")), cancel).ConfigureAwait(false))
        {
            if (row.Columns.Time("At") < limit)
            {
                await _store.DeleteAsync(partition, row.Key, cancel).ConfigureAwait(false);
            }
        }
    }
}
