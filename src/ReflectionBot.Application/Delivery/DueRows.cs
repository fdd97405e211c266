using System.Runtime.CompilerServices;
using System.Text;
using NodaTime;
using ReflectionBot.Application.Delivery.Rows;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Application.Delivery;

/// <summary>
/// The truth about future work: one row a job, in a partition of its day (UTC) and shard. Timers and queues only wake whoever reads these.
/// </summary>
public sealed class DueRows(ITableStore store, TimeProvider time)
{
    // The cursor leaves a day behind that is over and empty. The margin covers a writer that was slow across midnight.
    private static readonly Duration DayIsOver = Duration.FromHours(26);
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongTried = TimeSpan.FromHours(1);
    private const int OftenTried = 3;

    private const string CursorPartition = "due";
    private const string CursorRow = "cursor";

    private volatile bool _begun;
    private LocalDate _lookedAgain;

    /// <summary>Plans a job. Planning the same name for the same time again changes nothing.</summary>
    /// <param name="job">What to do.</param>
    /// <param name="at">Not before this.</param>
    /// <param name="name">Names it among the jobs of that time.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task PlanAsync(Job job, DateTimeOffset at, string name, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (!_begun)
        {
            // Before the first row: a bot that stops before its first look, and stays away for days, must find the row behind it.
            await CursorAsync(Day(now), cancel);
            _begun = true;
        }

        await store.TryInsertAsync(Filed(at, Shard(name)), Keys.Join(Keys.Time(at), name), ToColumns(job, at), cancel);
    }

    /// <summary>Plans a job within the next seconds: once for all who ask for it in them.</summary>
    public Task PlanSoonAsync(Job job, string name, CancellationToken cancel)
    {
        var at = (time.GetUtcNow().UtcTicks / Together.Ticks * Together.Ticks) + Together.Ticks;
        return PlanAsync(job, new DateTimeOffset(at, TimeSpan.Zero), name, cancel);
    }

    /// <summary>The rows whose time has come, oldest day first.</summary>
    /// <param name="unreadable">Told of rows that cannot be read, e.g. what a newer version wrote. They are put aside, so that the cursor passes their day, and come back when they can be read.</param>
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

    /// <summary>How many rows are put aside because this version cannot read them.</summary>
    public async Task<int> UnreadableAsync(CancellationToken cancel) =>
        (await store.ListAsync(Keys.Unreadable, "", cancel)).Count;

    /// <summary>
    /// Puts a look at an outbox aside in which a row cannot be read: it is counted with what else cannot, and looked at again when that is. Putting
    /// it aside twice changes nothing.
    /// </summary>
    internal Task PutAsideAsync(string partition, CancellationToken cancel)
    {
        var (job, name, at) = (new SweepOutbox(partition, SweepOutbox.Visit), $"unreadable {partition}", DateTimeOffset.UnixEpoch); // One name and one time, so one row.
        return store.TryInsertAsync(Keys.Unreadable, Keys.Join(Keys.Time(at), name), ToColumns(job, at).With("From", Keys.Due(Day(at), Shard(name))), cancel);
    }

    /// <summary>What has been tried again and again for an hour and more: how much of each kind, and since when. For whoever looks after the bot; it reads all that is due.</summary>
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

    /// <summary>Claims a row for a while; null where somebody else has it.</summary>
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

    /// <summary>The job is done: its row goes. Safe after the lease ran out: jobs may run twice.</summary>
    internal Task DoneAsync(DueRow due, CancellationToken cancel) => store.DeleteAsync(due.Row.Partition, due.Row.Key, cancel);

    /// <summary>
    /// The job must be tried again, not before this time. Its row is filed under that day: what fails for weeks would otherwise keep the cursor
    /// before its old day, and every look would read all the days since.
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
            // Somebody else took it over after the lease ran out.
        }
    }

    /// <summary>
    /// Inserts first and deletes then, under the same key: cut short between the two, the job is there twice and runs twice, which changes
    /// nothing, and is never lost.
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
            // Somebody else took it over after the lease ran out, or moved it too.
        }
    }

    /// <summary>What was put aside and can be read now, as after an update, is due again. Looked at after the start and once a day.</summary>
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

    /// <summary>The partition of what is to be done at this time. What is late is filed under today, so a day that is over, and empty, stays empty.</summary>
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

    /// <summary>The shard a row was first filed under, so that planning it again finds it.</summary>
    private static int Shard(Row row) => (row.Columns.Text("From") ?? row.Partition)[^1] - '0';

    // FNV-1a: the shard of a name must be the same in every process, which string.GetHashCode is not.
    private static int Shard(string name) => (int)(Encoding.UTF8.GetBytes(name).Aggregate(2166136261u, (hash, b) => (hash ^ b) * 16777619u) % Keys.DueShards);
}

/// <summary>Work of one kind that fails again and again.</summary>
/// <param name="Kind">What kind of job.</param>
/// <param name="Count">How many of them.</param>
/// <param name="Since">When the first of them was to be done.</param>
public sealed record LateWork(string Kind, int Count, DateTimeOffset Since);

/// <summary>A due row as read.</summary>
/// <param name="Row">The row.</param>
/// <param name="Job">What is to be done.</param>
/// <param name="ReadyAt">Not before this.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Subject">What it is about; jobs about the same thing run one after another.</param>
internal sealed record DueRow(Row Row, Job Job, DateTimeOffset ReadyAt, long Attempts, string Subject)
{
    /// <summary>Reads a stored row; null where it cannot be read, e.g. one that a newer version wrote.</summary>
    public static DueRow? TryRead(Row row) => WorkJson.Try(() =>
    {
        DateTimeOffset?[] times = [row.Columns.NeedTime("At"), row.Columns.Time("LeasedUntil"), row.Columns.Time("NotBefore")];
        var job = row.Columns.NeedText("Job");
        return new DueRow(row, WorkJson.ReadJob(job), times.Max()!.Value, row.Columns.Number("Attempts") ?? 0, WorkJson.Subject(job));
    });
}
