using System.Runtime.CompilerServices;
using System.Text;
using NodaTime;
using ReflectionBot.Application.Delivery.Rows;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Application.Delivery;

/// <summary>
/// The source of truth for future work: one row per job, in a partition for its day (UTC) and shard. Timers and queues only wake the code that reads these rows.
/// </summary>
public sealed class DueRows(ITableStore store, TimeProvider time)
{
    // The cursor moves past a day that is over and empty. The margin covers a slow writer around midnight.
    private static readonly Duration DayIsOver = Duration.FromHours(26);
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongTried = TimeSpan.FromHours(1);
    private const int OftenTried = 3;

    private const string CursorPartition = "due";
    private const string CursorRow = "cursor";

    private volatile bool _begun;
    private LocalDate _lookedAgain;

    /// <summary>Schedules a job. Scheduling the same name for the same time again changes nothing.</summary>
    /// <param name="job">What to do.</param>
    /// <param name="at">Not before this.</param>
    /// <param name="name">The job's name, unique among the jobs at that time.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task PlanAsync(Job job, DateTimeOffset at, string name, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (!_begun)
        {
            // Set the cursor before the first row: if the bot stops before its first look and stays off for days, it must still find that row.
            await CursorAsync(Day(now), cancel);
            _begun = true;
        }

        await store.TryInsertAsync(Filed(at, Shard(name)), Keys.Join(Keys.Time(at), name), ToColumns(job, at), cancel);
    }

    /// <summary>Schedules a job within the next seconds. All requests within these seconds share one job.</summary>
    public Task PlanSoonAsync(Job job, string name, CancellationToken cancel)
    {
        var at = (time.GetUtcNow().UtcTicks / Together.Ticks * Together.Ticks) + Together.Ticks;
        return PlanAsync(job, new DateTimeOffset(at, TimeSpan.Zero), name, cancel);
    }

    /// <summary>The rows whose time has come, oldest day first.</summary>
    /// <param name="unreadable">Called for each row that cannot be read, e.g. one from a newer version. Such rows are set aside, so that the cursor can pass their day, and return once readable.</param>
    /// <param name="cancel">Cancels.</param>
    internal async IAsyncEnumerable<DueRow> DueAsync(Action<Row> unreadable, [EnumeratorCancellation] CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var today = Day(now);
        if (_lookedAgain != today)
        {
            await TakeBackAsync(cancel);
            _lookedAgain = today;
        }

        var first = await CursorAsync(today, cancel);
        var mayAdvance = true;
        for (var day = first; day <= today; day = day.PlusDays(1))
        {
            var empty = true;
            for (var shard = 0; shard < Keys.DueShards; shard++)
            {
                // Everything up to and including now: the next millisecond's prefix bounds it.
                var range = new RowRange(Keys.Due(day, shard), Before: day < today ? null : Keys.Time(now.AddMilliseconds(1)));
                await foreach (var row in store.RangeAsync(range, cancel))
                {
                    empty = false;
                    var due = DueRow.TryRead(row);
                    if (due is null)
                    {
                        await MoveAsync(row with { Columns = row.Columns.With("From", row.Partition) }, Keys.Unreadable, cancel);
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
                await store.PutAsync(CursorPartition, CursorRow, Columns.Empty.With("Day", Keys.Day(day.PlusDays(1))), cancel);
            }
        }
    }

    /// <summary>How many rows are set aside because this version cannot read them.</summary>
    public async Task<int> UnreadableAsync(CancellationToken cancel) =>
        (await store.ListAsync(Keys.Unreadable, "", cancel)).Count;

    /// <summary>
    /// Sets aside a sweep of an outbox that contains an unreadable row. It is counted with the other unreadable rows, and retried together with
    /// them. Setting it aside twice changes nothing.
    /// </summary>
    internal Task PutAsideAsync(string partition, CancellationToken cancel)
    {
        var (job, name, at) = (new SweepOutbox(partition, SweepOutbox.Visit), $"unreadable {partition}", DateTimeOffset.UnixEpoch); // One name and one time, so one row.
        return store.TryInsertAsync(Keys.Unreadable, Keys.Join(Keys.Time(at), name), ToColumns(job, at).With("From", Keys.Due(Day(at), Shard(name))), cancel);
    }

    /// <summary>Jobs that have been retried for an hour or more: how many of each kind, and since when. For the operator; it reads all due rows.</summary>
    public async Task<IReadOnlyList<LateWork>> LateAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var late = new List<DueRow>();
        var first = await store.GetAsync(CursorPartition, CursorRow, cancel) is null ? Day(now) : await CursorAsync(Day(now), cancel);
        for (var day = first; day <= Day(now).PlusDays(1); day = day.PlusDays(1))
        {
            for (var shard = 0; shard < Keys.DueShards; shard++)
            {
                var rows = await store.ListAsync(Keys.Due(day, shard), "", cancel);
                late.AddRange(rows.Select(DueRow.TryRead).OfType<DueRow>().Where(d => d.Attempts >= OftenTried && d.Row.Columns.Time("At") + LongTried <= now));
            }
        }

        return [.. late.GroupBy(d => d.Job.GetType().Name, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new LateWork(g.Key, g.Count(), g.Min(d => d.Row.Columns.NeedTime("At"))))];
    }

    /// <summary>Leases a row; null if another runner has it.</summary>
    internal async Task<DueRow?> LeaseAsync(DueRow due, TimeSpan lease, CancellationToken cancel)
    {
        try
        {
            var columns = due.Row.Columns.With("LeasedUntil", time.GetUtcNow() + lease).With("Attempts", due.Attempts + 1);
            var tags = await store.CommitAsync(due.Row.Partition, [new ReplaceRow(due.Row.Key, columns, due.Row.ETag)], cancel);
            return DueRow.TryRead(due.Row with { Columns = columns, ETag = tags[0]! });
        }
        catch (TableConflictException)
        {
            return null;
        }
    }

    /// <summary>The job is done: deletes its row. Safe after lease expiry: jobs may run twice.</summary>
    internal Task DoneAsync(DueRow due, CancellationToken cancel) => store.DeleteAsync(due.Row.Partition, due.Row.Key, cancel);

    /// <summary>
    /// The job must be retried, not before this time. Its row moves to that day's partition: otherwise a job that fails for weeks would hold the
    /// cursor at its old day, and every look would read all the days since.
    /// </summary>
    internal async Task AgainAsync(DueRow due, DateTimeOffset notBefore, CancellationToken cancel)
    {
        var row = due.Row with { Columns = due.Row.Columns.With("LeasedUntil", (DateTimeOffset?)null).With("NotBefore", notBefore) };
        var filed = Filed(notBefore, Shard(row));
        if (filed != row.Partition)
        {
            await MoveAsync(row, filed, cancel);
            return;
        }

        try
        {
            await store.CommitAsync(row.Partition, [new ReplaceRow(row.Key, row.Columns, row.ETag)], cancel);
        }
        catch (TableConflictException)
        {
            // Another runner took it over after the lease expired.
        }
    }

    /// <summary>
    /// Inserts first, then deletes, under the same key. If interrupted between the two, the job exists twice and runs twice, which changes
    /// nothing. It is never lost.
    /// </summary>
    private async Task MoveAsync(Row row, string partition, CancellationToken cancel)
    {
        await store.TryInsertAsync(partition, row.Key, row.Columns, cancel);
        try
        {
            await store.CommitAsync(row.Partition, [new DeleteRow(row.Key, row.ETag)], cancel);
        }
        catch (TableConflictException)
        {
            // Another runner took it over after the lease expired, or moved it too.
        }
    }

    /// <summary>Rows that were set aside and can be read now, e.g. after an update, become due again. Checked after the start and once a day.</summary>
    private async Task TakeBackAsync(CancellationToken cancel)
    {
        foreach (var row in await store.ListAsync(Keys.Unreadable, "", cancel))
        {
            if (DueRow.TryRead(row) is { } due)
            {
                await MoveAsync(row, Filed(due.ReadyAt, Shard(row)), cancel);
            }
        }
    }

    /// <summary>The partition for work at this time. Late work goes under today, so a past day that is empty stays empty.</summary>
    private string Filed(DateTimeOffset at, int shard)
    {
        var now = time.GetUtcNow();
        return Keys.Due(Day(at < now ? now : at), shard);
    }

    private static Columns ToColumns(Job job, DateTimeOffset at) => Columns.Empty.With("Kind", job.GetType().Name).With("At", at).With("Job", WorkJson.Write(job));

    private static LocalDate Day(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InUtc().Date;

    private async Task<LocalDate> CursorAsync(LocalDate today, CancellationToken cancel)
    {
        var row = await store.GetAsync(CursorPartition, CursorRow, cancel);
        if (row?.Columns.Text("Day") is { } text && NodaTime.Text.LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Parse(text) is { Success: true } day)
        {
            return day.Value;
        }

        // The first start: nothing was planned before it.
        await store.TryInsertAsync(CursorPartition, CursorRow, Columns.Empty.With("Day", Keys.Day(today.PlusDays(-1))), cancel);
        return today.PlusDays(-1);
    }

    /// <summary>The shard a row was first stored in, so that scheduling it again finds it.</summary>
    private static int Shard(Row row) => (row.Columns.Text("From") ?? row.Partition)[^1] - '0';

    // FNV-1a: the shard of a name must be the same in every process, which string.GetHashCode is not.
    private static int Shard(string name) => (int)(Encoding.UTF8.GetBytes(name).Aggregate(2166136261u, (hash, b) => (hash ^ b) * 16777619u) % Keys.DueShards);
}

/// <summary>Work of one kind that fails again and again.</summary>
/// <param name="Kind">The kind of job.</param>
/// <param name="Count">How many of them.</param>
/// <param name="Since">When the first of them was due.</param>
public sealed record LateWork(string Kind, int Count, DateTimeOffset Since);

/// <summary>A due row as read from the table.</summary>
/// <param name="Row">The row.</param>
/// <param name="Job">The job.</param>
/// <param name="ReadyAt">Not before this.</param>
/// <param name="Attempts">How often it was attempted.</param>
/// <param name="Subject">What it is about; jobs with the same subject run one after another.</param>
internal sealed record DueRow(Row Row, Job Job, DateTimeOffset ReadyAt, long Attempts, string Subject)
{
    /// <summary>Reads a stored row; null if it cannot be read, e.g. one written by a newer version.</summary>
    public static DueRow? TryRead(Row row) => WorkJson.Try(() =>
    {
        DateTimeOffset?[] times = [row.Columns.NeedTime("At"), row.Columns.Time("LeasedUntil"), row.Columns.Time("NotBefore")];
        var job = row.Columns.NeedText("Job");
        return new DueRow(row, WorkJson.ReadJob(job), times.Max()!.Value, row.Columns.Number("Attempts") ?? 0, WorkJson.Subject(job));
    });
}
