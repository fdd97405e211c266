using Microsoft.Extensions.Logging;
using ReflectionBot.Application.Delivery.Rows;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Delivery;

/// <summary>
/// Carries out the rows of a partition's outbox, in order. One sender at a time holds a row's lease. A target that must wait blocks only later
/// rows for the same target. Each channel has its own lane, so that a slow channel does not block the others.
/// </summary>
/// <param name="store">The table.</param>
/// <param name="messageSender">Sends messages.</param>
/// <param name="jobs">Runs jobs.</param>
/// <param name="due">Where later looks are scheduled.</param>
/// <param name="time">The clock.</param>
/// <param name="lease">How long a sender owns a row and keeps trying to send it; longer than the slowest send.</param>
/// <param name="log">Kinds and ids only, never a text.</param>
public sealed partial class Outbox(ITableStore store, MessageSender messageSender, JobRunner jobs, DueRows due, TimeProvider time, TimeSpan lease, ILogger<Outbox> log)
{
    private static readonly TimeSpan Contended = TimeSpan.FromSeconds(1);

    /// <summary>How long one message may keep the rest of its outbox waiting; after that, messages to other places continue.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The partition is signalled when the lane has room again. This is the fallback if that signal is missed.</summary>
    private static readonly TimeSpan LaneFull = TimeSpan.FromMinutes(1);

    private readonly SendingLanes _lanes = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task> _looks = new(StringComparer.Ordinal); // By partition: the look under way.

    /// <summary>Raised for a partition that is worth another look now, because what blocked it is over.</summary>
    public event Action<string>? Ready;

    /// <summary>Sends what can be sent. Looks at the same partition run one after another: in parallel they would only compete for rows.</summary>
    /// <returns>Null when the outbox is empty; otherwise how long to wait before the next try.</returns>
    public Task<TimeSpan?> DrainAsync(string partition, CancellationToken cancel) => DrainAsync(partition, [], isAll: true, cancel);

    /// <inheritdoc cref="DrainAsync(string, CancellationToken)"/>
    /// <param name="partition">The partition.</param>
    /// <param name="handed">Rows that were just written; the first of them is already leased for this sender.</param>
    /// <param name="isAll">Read all rows of the outbox; otherwise it contains only the rows handed over.</param>
    /// <param name="cancel">Cancels between two rows.</param>
    public async Task<TimeSpan?> DrainAsync(string partition, IReadOnlyList<Row> handed, bool isAll, CancellationToken cancel)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (Begin(partition, mine.Task) is { } other)
        {
            await other.WaitAsync(cancel);
        }

        try
        {
            return await LookAsync(partition, handed, isAll, cancel);
        }
        finally
        {
            lock (_gate)
            {
                _looks.Remove(partition);
            }

            mine.SetResult();
            PassOn();
        }
    }

    /// <summary>Begins a look and returns null; if another look is in progress, returns that one.</summary>
    private Task? Begin(string partition, Task look)
    {
        lock (_gate)
        {
            return _looks.TryAdd(partition, look) ? null : _looks[partition];
        }
    }

    private async Task<TimeSpan?> LookAsync(string partition, IReadOnlyList<Row> handed, bool isAll, CancellationToken cancel)
    {
        var ours = handed.Where(r => r.Columns.Time("LeasedUntil") is not null).Select(r => r.ETag).ToHashSet(StringComparer.Ordinal);
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        TimeSpan? again = null;
        var rows = isAll ? await store.ListAsync(partition, Keys.Prefix("out"), cancel) : handed;
        var changes = rows.Select(OutboxRow.TryRead).Where(r => r?.Effect is UpdateMessage change && !IsTrifle(change)).ToLookup(r => Named((UpdateMessage)r!.Effect), r => r!.Row.Key, StringComparer.Ordinal);
        foreach (var stored in rows)
        {
            if (OutboxRow.TryRead(stored) is not { } row)
            {
                LogUnreadable(stored.Key);
                await due.PutAsideAsync(partition, cancel);
                continue; // Kept for a version that can read it; the other rows continue.
            }

            if (row.Shut && await IsSettledAsync(partition, row, changes, cancel))
            {
                continue;
            }

            var targets = Targets(partition, row.Effect);
            row = row with { IsOurs = ours.Contains(stored.ETag) };
            var wait = waiting.Overlaps(targets) ? TimeSpan.Zero : await TryForAWhileAsync(partition, row, cancel);
            if (wait is { } span)
            {
                waiting.UnionWith(targets);
                again = again is { } other && other < span && other > TimeSpan.Zero ? other : span > TimeSpan.Zero ? span : again;
            }
        }

        return waiting.Count == 0 ? null : again ?? lease;
    }

    /// <summary>An attempt that takes long continues on its own, under its lease. When it ends, the partition gets another look.</summary>
    private async Task<TimeSpan?> TryForAWhileAsync(string partition, OutboxRow row, CancellationToken cancel)
    {
        var trying = TryAsync(partition, row, cancel);
        if (trying.IsCompleted || row.Effect is RunJob { Job.Lane: null })
        {
            return await trying;
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (await Task.WhenAny(trying, Task.Delay(Patience, time, enough.Token)) == trying)
        {
            await enough.CancelAsync();
            return await trying;
        }

        _ = ReadyAfterAsync(partition, trying);
        return lease;
    }

    private async Task ReadyAfterAsync(string partition, Task trying)
    {
        await trying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // A failed attempt is retried when its lease expires.
        Ready?.Invoke(partition);
    }

    private void PassOn()
    {
        foreach (var partition in _lanes.Next())
        {
            Ready?.Invoke(partition);
        }
    }

    /// <summary>
    /// For a change in a place the bot has no access to: whether there is nothing to do for it now. The row is deleted if a later change of the
    /// same message follows it; otherwise the older text would overwrite the newer.
    /// </summary>
    private async Task<bool> IsSettledAsync(string partition, OutboxRow row, ILookup<string, string> changes, CancellationToken cancel)
    {
        if (row.NotBefore > time.GetUtcNow() || row.LeasedUntil > time.GetUtcNow())
        {
            if (changes[Named((UpdateMessage)row.Effect)].Any(key => string.CompareOrdinal(key, row.Row.Key) > 0))
            {
                await DoneAsync(partition, row, row.Row.ETag, null, cancel);
            }

            return true;
        }

        return false;
    }

    private static string Named(UpdateMessage update) => update.Remembered ?? $"{update.To?.Id} {update.MessageId}";

    /// <summary>
    /// Targets within which an effect must keep its order: its place, and the remembered name of the message it changes. In a person's own
    /// partition, all direct chats belong to that person and count as one.
    /// </summary>
    private static string[] Targets(string partition, Effect effect) => effect switch
    {
        PostMessage m => [Place(partition, m.To), .. Named(m.Remember)],
        WriteToPerson m => [Keys.Person(m.Person), .. Named(m.Remember)],
        WriteToChat m => [Keys.Address(m.To)],
        UpdateMessage m => [.. m.To is null ? [] : new[] { Place(partition, m.To) }, .. Named(m.Remembered)],
        DeleteMessage m => [Place(partition, m.To)],
        _ => [effect.Id],
    };

    private static string Place(string partition, ConversationAddress to) =>
        !to.Shared && partition.StartsWith(Keys.Prefix("p"), StringComparison.Ordinal) ? partition : Keys.Conversation(to);

    private static string[] Named(string? name) => name is null ? [] : [$"remembered {name}"];

    /// <summary>Null when the row is done and deleted; otherwise how long to wait for it.</summary>
    private async Task<TimeSpan?> TryAsync(string partition, OutboxRow row, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var ready = new[] { row.LeasedUntil, row.NotBefore }.Max();
        if (ready > now && !row.IsOurs)
        {
            return ready - now;
        }

        var (lane, route) = await LaneAsync(partition, row.Effect, cancel);
        if (lane is null)
        {
            return await LeaseAndCarryOutAsync(partition, row, route, cancel);
        }

        if (!_lanes.TryEnter(lane, partition))
        {
            if (row.IsOurs)
            {
                await ReplaceAsync(partition, row, row.Waiting(now), row.Row.ETag, cancel); // Free for the next look.
            }

            return LaneFull;
        }

        try
        {
            return await LeaseAndCarryOutAsync(partition, row, route, cancel);
        }
        finally
        {
            _lanes.Leave(lane);
            PassOn();
        }
    }

    /// <summary>The lane a row uses, null for none; and where a message goes.</summary>
    private async Task<(string? Lane, Task<Route>? Route)> LaneAsync(string partition, Effect effect, CancellationToken cancel)
    {
        if (effect is RunJob run)
        {
            return (run.Job.Lane, null);
        }

        var route = messageSender.RouteAsync(partition, effect, cancel);
        await ((Task)route).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // A failed lookup is handled when the message is carried out.
        return (route.IsCompletedSuccessfully ? (await route).Channel : null, route);
    }

    private async Task<TimeSpan?> LeaseAndCarryOutAsync(string partition, OutboxRow row, Task<Route>? route, CancellationToken cancel)
    {
        if (row.IsOurs)
        {
            return await CarryOutAsync(partition, row, route, row.Row.ETag, cancel);
        }

        string tag;
        try
        {
            tag = (await store.CommitAsync(partition, [new ReplaceRow(row.Row.Key, row.Leased(time.GetUtcNow() + lease), row.Row.ETag)], cancel))[0]!;
        }
        catch (TableConflictException)
        {
            return Contended; // Another sender has it, and later rows for the same target must not overtake it.
        }

        return await CarryOutAsync(partition, row, route, tag, cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Effect} {Id} failed at attempt {Attempt} ({Error}); again in {Wait}")]
    private partial void LogFailed(string effect, string id, long attempt, TimeSpan wait, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Effect} {Id} was refused by the channel and is dropped: {Reason}")]
    private partial void LogRefused(string effect, string id, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The outbox row {Key} cannot be read, as where a newer version wrote it; it is kept, and the others go on")]
    private partial void LogUnreadable(string key);

    [LoggerMessage(Level = LogLevel.Information, Message = "The lease of {Id} ran out while it was carried out; it may happen twice")]
    private partial void LogLeaseLost(string id);
}
