using System.Runtime.CompilerServices;
using System.Text;
using NodaTime;
using ReflectionBot.Core.Storage;

namespace ReflectionBot.Core.Work;

/// <summary>
/// The truth about future work: one row a job, in a partition of its day (UTC) and shard. Timers and queues only wake whoever reads these.
/// </summary>
public sealed class DueRows
{
    // A row for a time already past is filed under today, so a day that is over, and empty, stays empty and the cursor may leave it behind.
    // The margin covers a writer that was slow across midnight.
    private static readonly Duration DayIsOver = Duration.FromHours(26);
    private const string CursorPartition = "due";
    private const string CursorRow = "cursor";

    private readonly ITableStore _store;
    private readonly TimeProvider _time;
    private volatile bool _begun;

    /// <summary>Due rows in this table.</summary>
    public DueRows(ITableStore store, TimeProvider time)
    {
        _store = store;
        _time = time;
    }

    /// <summary>Plans a job. Planning the same name for the same time again changes nothing.</summary>
    /// <param name="job">What to do.</param>
    /// <param name="at">Not before this.</param>
    /// <param name="name">Names it among the jobs of that time.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task PlanAsync(Job job, DateTimeOffset at, string name, CancellationToken cancel)
    {
        var now = _time.GetUtcNow();
        if (!_begun)
        {
            // Before the first row: a bot that stops before its first look, and stays away for days, must find the row behind it.
            await CursorAsync(Instant.FromDateTimeOffset(now).InUtc().Date, cancel).ConfigureAwait(false);
            _begun = true;
        }

        var day = Instant.FromDateTimeOffset(at < now ? now : at).InUtc().Date;
        var columns = Columns.Empty.With("Kind", job.GetType().Name).With("At", at).With("Job", WorkJson.Write(job));
        await _store.TryInsertAsync(Keys.Due(day, Shard(name)), Keys.Join(Keys.Time(at), name), columns, cancel).ConfigureAwait(false);
    }

    /// <summary>The rows whose time has come, oldest day first.</summary>
    /// <param name="unreadable">Told of rows that cannot be read. They stay where they are, and so does the cursor before their day.</param>
    /// <param name="cancel">Cancels.</param>
    internal async IAsyncEnumerable<DueRow> DueAsync(Action<Row> unreadable, [EnumeratorCancellation] CancellationToken cancel)
    {
        var now = _time.GetUtcNow();
        var today = Instant.FromDateTimeOffset(now).InUtc().Date;
        var first = await CursorAsync(today, cancel).ConfigureAwait(false);
        var mayAdvance = true;
        for (var day = first; day <= today; day = day.PlusDays(1))
        {
            var empty = true;
            for (var shard = 0; shard < Keys.DueShards; shard++)
            {
                // Everything up to and including now: the next millisecond's prefix bounds it.
                var range = new RowRange(Keys.Due(day, shard), Before: day < today ? null : Keys.Time(now.AddMilliseconds(1)));
                await foreach (var row in _store.RangeAsync(range, cancel).ConfigureAwait(false))
                {
                    empty = false;
                    var due = DueRow.TryRead(row);
                    if (due is null)
                    {
                        unreadable(row);
                    }
                    else if (due.ReadyAt <= now)
                    {
                        yield return due;
                    }
                }
            }

            mayAdvance = mayAdvance && empty && day.AtMidnight().InUtc().ToInstant() + DayIsOver < Instant.FromDateTimeOffset(now);
            if (mayAdvance)
            {
                await _store.PutAsync(CursorPartition, CursorRow, Columns.Empty.With("Day", Keys.Day(day.PlusDays(1))), cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Claims a row for a while; null where somebody else has it.</summary>
    internal async Task<DueRow?> LeaseAsync(DueRow due, TimeSpan lease, CancellationToken cancel)
    {
        try
        {
            var columns = due.Row.Columns.With("LeasedUntil", _time.GetUtcNow() + lease).With("Attempts", due.Attempts + 1);
            var tags = await _store.CommitAsync(due.Row.Partition, [new ReplaceRow(due.Row.Key, columns, due.Row.ETag)], cancel).ConfigureAwait(false);
            return DueRow.TryRead(due.Row with { Columns = columns, ETag = tags[0]! });
        }
        catch (TableConflictException)
        {
            return null;
        }
    }

    /// <summary>The job is done: its row goes. A lost lease is not our loss, jobs may run twice.</summary>
    internal Task DoneAsync(DueRow due, CancellationToken cancel) => _store.DeleteAsync(due.Row.Partition, due.Row.Key, cancel);

    /// <summary>The job must be tried again, not before this time.</summary>
    internal async Task AgainAsync(DueRow due, DateTimeOffset notBefore, CancellationToken cancel)
    {
        try
        {
            var columns = due.Row.Columns.With("LeasedUntil", (DateTimeOffset?)null).With("NotBefore", notBefore);
            await _store.CommitAsync(due.Row.Partition, [new ReplaceRow(due.Row.Key, columns, due.Row.ETag)], cancel).ConfigureAwait(false);
        }
        catch (TableConflictException)
        {
            // Somebody else took it over after the lease ran out.
        }
    }

    private async Task<LocalDate> CursorAsync(LocalDate today, CancellationToken cancel)
    {
        var row = await _store.GetAsync(CursorPartition, CursorRow, cancel).ConfigureAwait(false);
        if (row?.Columns.Text("Day") is { } text && NodaTime.Text.LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Parse(text) is { Success: true } day)
        {
            return day.Value;
        }

        // The first start: nothing was planned before it.
        await _store.TryInsertAsync(CursorPartition, CursorRow, Columns.Empty.With("Day", Keys.Day(today.PlusDays(-1))), cancel).ConfigureAwait(false);
        return today.PlusDays(-1);
    }

    // FNV-1a: the shard of a name must be the same in every process, which string.GetHashCode is not.
    private static int Shard(string name) => (int)(Encoding.UTF8.GetBytes(name).Aggregate(2166136261u, (hash, b) => (hash ^ b) * 16777619u) % Keys.DueShards);
}

/// <summary>A due row as read.</summary>
internal sealed record DueRow(Row Row, Job Job, DateTimeOffset ReadyAt, long Attempts)
{
    /// <summary>Reads a stored row; null where it cannot be read, e.g. one that a newer version wrote.</summary>
    public static DueRow? TryRead(Row row) => WorkJson.Try(() =>
    {
        DateTimeOffset?[] times = [row.Columns.NeedTime("At"), row.Columns.Time("LeasedUntil"), row.Columns.Time("NotBefore")];
        return new DueRow(row, WorkJson.ReadJob(row.Columns.NeedText("Job")), times.Max()!.Value, row.Columns.Number("Attempts") ?? 0);
    });
}
