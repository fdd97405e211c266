using ReflectionBot.Application.Delivery.Rows;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Application.Delivery;

/// <summary>A partition's session row as it was read. A commit succeeds only if it read the newest version.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="ETag">The session row's ETag; null while there is no such row.</param>
/// <param name="Sweep">The armed sweep's name; null while none is armed.</param>
/// <param name="Next">The number of the next outbox row.</param>
/// <param name="Tidied">When the events seen so far will be deleted; null while that is not scheduled.</param>
public sealed record PartitionHead(string Partition, string? ETag, string? Sweep, long Next, DateTimeOffset? Tidied = null);

/// <summary>What a step writes in its partition, and the effects carried out afterwards, in order.</summary>
public sealed record PartitionChange(IReadOnlyList<TableWrite> Writes, IReadOnlyList<Effect> Effects);

/// <summary>
/// Commits a step: session, rows, inbox row and outbox rows in one atomic batch of one partition, with the sweep armed beforehand. Committed
/// effects are never lost: either the turn that committed them sends the outbox, or the sweep does.
/// </summary>
/// <param name="store">The table.</param>
/// <param name="due">Where sweeps are armed.</param>
/// <param name="queue">Is notified of each commit that left something to send.</param>
/// <param name="time">The clock.</param>
/// <param name="sweepAfter">How long after it is armed a sweep runs; longer than a turn normally takes to send its replies.</param>
/// <param name="lease">How long a sender owns a row of the outbox.</param>
public sealed class UnitOfWork(ITableStore store, DueRows due, OutboxQueue queue, TimeProvider time, TimeSpan sweepAfter, TimeSpan lease) : IJobHandler<ForgetEvents>
{
    /// <summary>
    /// Key prefix for things that happen only once, e.g. a reminder of one round. These keys are kept far longer than event keys: duplicates of
    /// events arrive within hours.
    /// </summary>
    public const string Once = "once ";

    /// <summary>The minimum time a duplicate of an event is recognised.</summary>
    public static readonly TimeSpan EventKept = TimeSpan.FromHours(48);

    /// <summary>How long <see cref="Once"/> keys are kept: no round is open that long.</summary>
    public static readonly TimeSpan OnceKept = TimeSpan.FromDays(400);

    /// <summary>A partition's events of one day are deleted together.</summary>
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private const int Tries = 10;

    /// <summary>Reads a partition's session row; an empty head if there is none.</summary>
    public async Task<PartitionHead> OpenAsync(string partition, CancellationToken cancel)
    {
        var row = await store.GetAsync(partition, Keys.Session, cancel);
        return row is null
            ? new PartitionHead(partition, null, null, 1)
            : new PartitionHead(partition, row.ETag, row.Columns.Text("Sweep"), row.Columns.Number("NextOut") ?? 1, row.Columns.Time("Tidied"));
    }

    /// <summary>Whether an event was committed in this partition before.</summary>
    public async Task<bool> HasSeenAsync(string partition, string eventKey, CancellationToken cancel) =>
        await store.GetAsync(partition, Keys.Inbox(eventKey), cancel) is not null;

    /// <summary>
    /// Handles an event once: computes from the newest rows and commits. If another commit came first, computes again from the new rows.
    /// </summary>
    /// <param name="partition">The partition of the step.</param>
    /// <param name="eventKey">As in <see cref="CommitAsync"/>.</param>
    /// <param name="compute">Computes the writes and effects from rows read now; null for nothing.</param>
    /// <param name="cancel">Cancels between two tries.</param>
    /// <returns>False if the event was handled before, or there was nothing to do.</returns>
    /// <exception cref="TableConflictException">Other commits came first ten times in a row.</exception>
    public async Task<bool> CommitOnceAsync(string partition, string? eventKey, Func<Task<PartitionChange?>> compute, CancellationToken cancel)
    {
        for (var tries = Tries; ; tries--)
        {
            cancel.ThrowIfCancellationRequested();
            var box = await OpenAsync(partition, cancel);
            if ((eventKey is not null && await HasSeenAsync(partition, eventKey, cancel)) || await compute() is not { } step)
            {
                return false;
            }

            try
            {
                await CommitAsync(box, eventKey, step.Writes, step.Effects, cancel);
                return true;
            }
            catch (TableConflictException) when (tries > 1 && (store as SnapshotTables)?.Current is null or { HasCommitted: true })
            {
                // Another commit came first: read its rows and compute again. A turn that has committed nothing yet restarts as a whole.
            }
        }
    }

    /// <summary>Commits one step.</summary>
    /// <param name="box">The partition head as read before the step was computed.</param>
    /// <param name="eventKey">The key that detects duplicates of the event; null if the writes themselves are safe to repeat (a job that reads its rows again).</param>
    /// <param name="writes">Rows of this partition.</param>
    /// <param name="effects">To be carried out afterwards, in order.</param>
    /// <param name="cancel">Cancels before the commit; a commit under way is left to finish.</param>
    /// <exception cref="TableConflictException">Another step came first, or the event was committed meanwhile: reload and compute the step again.</exception>
    public async Task CommitAsync(PartitionHead box, string? eventKey, IReadOnlyList<TableWrite> writes, IReadOnlyList<Effect> effects, CancellationToken cancel)
    {
        var (now, planned) = (time.GetUtcNow(), new List<Task>());
        var (sweep, tidied) = (box.Sweep, box.Tidied);
        if (sweep is null && effects.Count > 0)
        {
            sweep = Ids.New(time);
            planned.Add(due.PlanAsync(new SweepOutbox(box.Partition, sweep), now + sweepAfter, sweep, cancel));
        }

        var isOnce = eventKey?.StartsWith(Once, StringComparison.Ordinal) == true;
        if (isOnce)
        {
            planned.Add(PlanTidyingAsync(box.Partition, NextMonth(now + OnceKept), cancel));
        }
        else if (eventKey is not null && !(tidied >= now + EventKept))
        {
            tidied = now + EventKept + Day;
            planned.Add(PlanTidyingAsync(box.Partition, tidied.Value, cancel));
        }

        await Task.WhenAll(planned);
        var batch = new List<TableWrite>(writes.Count + effects.Count + 2) { SessionWrite(box with { Sweep = sweep, Next = box.Next + effects.Count, Tidied = tidied }) };
        if (eventKey is not null)
        {
            batch.Add(new InsertRow(Keys.Inbox(eventKey), Columns.Empty.With("At", now).With("Once", isOnce)));
        }

        batch.AddRange(writes);
        // Outbox rows are always written together with a new session row. So an outbox that was empty when the session row was read is still empty at the commit.
        var turn = (store as SnapshotTables)?.Current;
        var isFirst = turn?.Knows(new(box.Partition, Keys.Prefix("out"))) is { Count: 0 };
        var rows = effects.Select((effect, i) => new InsertRow(Keys.Outbox(box.Next + i), isFirst && i == 0 ? OutboxRow.Leased(effect, now + lease) : OutboxRow.New(effect))).ToList();
        var tags = await store.CommitAsync(box.Partition, [.. batch, .. rows], cancel);
        turn?.HasCommitted = true;
        if (effects.Count > 0)
        {
            queue.Add(box.Partition, isFirst ? [.. rows.Zip(tags.Skip(batch.Count), (row, tag) => new Row(box.Partition, row.Key, tag!, row.Row))] : []);
        }
    }

    /// <summary>Deletes a partition's events of which no more duplicates can arrive, and the session row if everything else in the partition was erased.</summary>
    public async Task RunAsync(ForgetEvents job, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        foreach (var row in await store.ListAsync(job.Partition, Keys.Prefix("in"), cancel))
        {
            if (row.Columns.Time("At") is not { } at)
            {
                await store.PutAsync(row.Partition, row.Key, Columns.Empty.With("At", now).With("Once", true), cancel); // From an older version, which kept these forever.
                await PlanTidyingAsync(job.Partition, NextMonth(now + OnceKept), cancel);
            }
            else if (at + (row.Columns.Flag("Once") ? OnceKept : EventKept) <= now)
            {
                await store.DeleteAsync(row.Partition, row.Key, cancel);
            }
        }

        if (await store.RangeAsync(new(job.Partition), cancel).Take(2).ToListAsync(cancel) is [{ Key: Keys.Session } only])
        {
            await ForgetSessionAsync(only, cancel);
        }
    }

    private async Task ForgetSessionAsync(Row only, CancellationToken cancel)
    {
        try
        {
            await store.CommitAsync(only.Partition, [new DeleteRow(only.Key, only.ETag)], cancel);
        }
        catch (TableConflictException)
        {
            // Another commit wrote there meanwhile.
        }
    }

    private Task PlanTidyingAsync(string partition, DateTimeOffset at, CancellationToken cancel) => due.PlanAsync(new ForgetEvents(partition), at, $"tidy {partition}", cancel);

    /// <summary>The same time for a whole month, so that it is scheduled once.</summary>
    private static DateTimeOffset NextMonth(DateTimeOffset at) => new DateTimeOffset(at.UtcDateTime.Year, at.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);

    /// <summary>Disarms a sweep by replacing the session row, creating it if absent, so that a commit which stalled past the sweep conflicts.</summary>
    /// <exception cref="TableConflictException">A step was committed since the head was read.</exception>
    internal async Task DisarmAsync(PartitionHead box, CancellationToken cancel)
    {
        if (box.ETag is null)
        {
            // The partition was probably erased. The row written here blocks a late commit; schedule its deletion, too.
            await PlanTidyingAsync(box.Partition, time.GetUtcNow() + EventKept + Day, cancel);
        }

        await store.CommitAsync(box.Partition, [SessionWrite(box with { Sweep = null })], cancel);
    }

    private static TableWrite SessionWrite(PartitionHead box)
    {
        var columns = Columns.Empty.With("Sweep", box.Sweep).With("NextOut", box.Next).With("Tidied", box.Tidied);
        return box.ETag is null ? new InsertRow(Keys.Session, columns) : new ReplaceRow(Keys.Session, columns, box.ETag);
    }
}
