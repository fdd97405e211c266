using Microsoft.Extensions.Logging;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Storage;

namespace ReflectionBot.Core.Work;

/// <summary>
/// Carries out what stands in a partition's outbox, in order: one sender at a time holds a row's lease, and a target that must wait holds
/// back only what follows for the same target.
/// </summary>
public sealed partial class Outbox
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private const string NotShown = "There was a message for you that could not be shown here. Nothing you wrote is lost. Write `hello` to see where you are.";

    private static readonly TimeSpan NextVisit = TimeSpan.FromHours(6);
    private const int MostVisits = 250;
    private static readonly TimeSpan MostJitter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Contended = TimeSpan.FromSeconds(1);

    private readonly ITableStore _store;
    private readonly Postman _postman;
    private readonly JobRunner _jobs;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly TimeSpan _lease;

    /// <summary>An outbox sender.</summary>
    /// <param name="store">The table.</param>
    /// <param name="postman">Carries messages.</param>
    /// <param name="jobs">Runs jobs.</param>
    /// <param name="time">The clock.</param>
    /// <param name="lease">How long a sender owns a row; longer than the slowest send.</param>
    /// <param name="log">Kinds and ids only, never a text.</param>
    public Outbox(ITableStore store, Postman postman, JobRunner jobs, TimeProvider time, TimeSpan lease, ILogger<Outbox> log)
    {
        _store = store;
        _postman = postman;
        _jobs = jobs;
        _time = time;
        _lease = lease;
        _log = log;
    }

    /// <summary>Sends what can be sent.</summary>
    /// <returns>Null when the outbox is empty; otherwise after how long it is worth another try.</returns>
    public async Task<TimeSpan?> DrainAsync(string partition, CancellationToken cancel)
    {
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        TimeSpan? again = null;
        var rows = await _store.ListAsync(partition, Keys.Prefix("out"), cancel).ConfigureAwait(false);
        var changes = rows.Select(OutboxRow.TryRead).Where(r => r?.Effect is UpdateMessage).ToLookup(r => Named((UpdateMessage)r!.Effect), r => r!.Row.Key, StringComparer.Ordinal);
        foreach (var stored in rows)
        {
            if (OutboxRow.TryRead(stored) is not { } row)
            {
                LogUnreadable(stored.Key);
                continue; // Kept for whoever can read it; the others go on.
            }

            if (row.Shut && await IsSettledAsync(partition, row, changes, cancel).ConfigureAwait(false))
            {
                continue;
            }

            var targets = Targets(partition, row.Effect);
            var wait = waiting.Overlaps(targets) ? TimeSpan.Zero : await TryAsync(partition, row, cancel).ConfigureAwait(false);
            if (wait is { } span)
            {
                waiting.UnionWith(targets);
                again = again is { } other && other < span && other > TimeSpan.Zero ? other : span > TimeSpan.Zero ? span : again;
            }
        }

        return waiting.Count == 0 ? null : again ?? _lease;
    }

    /// <summary>
    /// Of a change where the bot is not let in: whether there is nothing to do for it now. It goes where a later change of the same message
    /// stands behind it, or its older words would come back.
    /// </summary>
    private async Task<bool> IsSettledAsync(string partition, OutboxRow row, ILookup<string, string> changes, CancellationToken cancel)
    {
        if (row.NotBefore > _time.GetUtcNow() || row.LeasedUntil > _time.GetUtcNow())
        {
            if (changes[Named((UpdateMessage)row.Effect)].Any(key => string.CompareOrdinal(key, row.Row.Key) > 0))
            {
                await DoneAsync(partition, row, row.Row.ETag, null, cancel).ConfigureAwait(false);
            }

            return true;
        }

        return false;
    }

    private static string Named(UpdateMessage update) => update.Remembered ?? $"{update.To?.Id} {update.MessageId}";

    /// <summary>What an effect must not overtake: its place, and the message that it changes by name. In somebody's own partition all direct chats are theirs, and one.</summary>
    private static string[] Targets(string partition, Effect effect) => effect switch
    {
        PostMessage m => [Place(partition, m.To), .. Named(m.Remember)],
        WriteToPerson m => [Keys.Person(m.Person), .. Named(m.Remember)],
        UpdateMessage m => [.. m.To is null ? [] : new[] { Place(partition, m.To) }, .. Named(m.Remembered)],
        DeleteMessage m => [Place(partition, m.To)],
        _ => [effect.Id],
    };

    private static string Place(string partition, ConversationAddress to) =>
        !to.Shared && partition.StartsWith(Keys.Prefix("p"), StringComparison.Ordinal) ? partition : Keys.Conversation(to);

    private static string[] Named(string? name) => name is null ? [] : [$"remembered {name}"];

    /// <summary>Null when the row is done and gone; otherwise how long to wait for it.</summary>
    private async Task<TimeSpan?> TryAsync(string partition, OutboxRow row, CancellationToken cancel)
    {
        var now = _time.GetUtcNow();
        var ready = new[] { row.LeasedUntil, row.NotBefore }.Max();
        if (ready > now)
        {
            return ready - now;
        }

        string tag;
        try
        {
            tag = (await _store.CommitAsync(partition, [new ReplaceRow(row.Row.Key, row.Leased(now + _lease), row.Row.ETag)], cancel).ConfigureAwait(false))[0]!;
        }
        catch (TableConflictException)
        {
            return Contended; // Another sender has it, and what follows for the same target must not overtake it.
        }

        return await CarryOutAsync(partition, row, tag, cancel).ConfigureAwait(false);
    }

    private async Task<TimeSpan?> CarryOutAsync(string partition, OutboxRow row, string tag, CancellationToken cancel)
    {
        try
        {
            if (row.Effect is RunJob run)
            {
                var again = await _jobs.RunAsync(run.Job, cancel).ConfigureAwait(false);
                return again is { } after ? await WaitAsync(partition, row, tag, after, cancel).ConfigureAwait(false) : await DoneAsync(partition, row, tag, null, cancel).ConfigureAwait(false);
            }

            var (delivery, remember) = await _postman.CarryAsync(partition, row.Effect, cancel).ConfigureAwait(false);
            if (delivery is Delivery.Later later)
            {
                return await WaitAsync(partition, row, tag, later.After is { } told ? Jittered(told) : Backoff(row.Attempts), cancel).ConfigureAwait(false);
            }

            if (delivery is Delivery.Unreachable && row.Effect is UpdateMessage { Message: not RoundStatusMessage } && row.Attempts < MostVisits)
            {
                // What somebody took back still stands there: tried again until the bot is let in, for about two months.
                await ReplaceAsync(partition, row, row.ShutOut(_time.GetUtcNow() + NextVisit), tag, cancel).ConfigureAwait(false);
                return null;
            }

            if (delivery is Delivery.Refused refused && Instead(row.Effect) is { } instead)
            {
                LogRefused(row.Effect.GetType().Name, row.Effect.Id, refused.Reason);
                await ReplaceAsync(partition, row, row.Instead(instead), tag, cancel).ConfigureAwait(false);
                return await _store.GetAsync(partition, row.Row.Key, cancel).ConfigureAwait(false) is { } stored && OutboxRow.TryRead(stored) is { } again
                    ? await TryAsync(partition, again, cancel).ConfigureAwait(false) : null;
            }

            await NoteAsync(row, delivery, cancel).ConfigureAwait(false);
            return await DoneAsync(partition, row, tag, remember, cancel).ConfigureAwait(false);
        }
        catch (TableLimitException e) when (row.Effect is not RunJob)
        {
            // It can never be stored where it goes; waiting for it would hold back everything else for the same place.
            LogRefused(row.Effect.GetType().Name, row.Effect.Id, e.Message);
            return await DoneAsync(partition, row, tag, null, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            var wait = Backoff(row.Attempts);
            LogFailed(row.Effect.GetType().Name, row.Effect.Id, row.Attempts + 1, wait, e.GetType().Name);
            return await WaitAsync(partition, row, tag, wait, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Whoever was to get a message that their chat does not take is told that there was one, and what to do; null where nobody is, or where
    /// that itself was not taken.
    /// </summary>
    private static Effect? Instead(Effect effect)
    {
        static bool Fits(OutboundMessage message) => message is not FileMessage && message is not NoticeMessage { Paragraphs: [NotShown] };
        return effect switch
        {
            WriteToPerson w when Fits(w.Message) => w with { Message = NoticeMessage.Of(NotShown), Remember = null },
            PostMessage { To.Shared: false } p when Fits(p.Message) => p with { Message = NoticeMessage.Of(NotShown), Remember = null },
            _ => null,
        };
    }

    private async Task ReplaceAsync(string partition, OutboxRow row, Columns columns, string tag, CancellationToken cancel)
    {
        try
        {
            await _store.CommitAsync(partition, [new ReplaceRow(row.Row.Key, columns, tag)], cancel).ConfigureAwait(false);
        }
        catch (TableConflictException)
        {
            LogLeaseLost(row.Effect.Id);
        }
    }

    private async Task NoteAsync(OutboxRow row, Delivery delivery, CancellationToken cancel)
    {
        if (row.Effect is WriteToPerson write && (delivery is Delivery.Unreachable || (delivery is Delivery.Refused && write.Message is not FileMessage)))
        {
            await _jobs.RunAsync(new NotReachable(write.Person), cancel).ConfigureAwait(false);
        }
        else if (delivery is Delivery.Unreachable)
        {
            LogRefused(row.Effect.GetType().Name, row.Effect.Id, "the place is not there any more");
        }
        else if (delivery is Delivery.Refused refused)
        {
            LogRefused(row.Effect.GetType().Name, row.Effect.Id, refused.Reason);
        }
    }

    private async Task<TimeSpan?> DoneAsync(string partition, OutboxRow row, string tag, TableWrite? remember, CancellationToken cancel)
    {
        try
        {
            TableWrite[] writes = remember is null ? [new DeleteRow(row.Row.Key, tag)] : [new DeleteRow(row.Row.Key, tag), remember];
            await _store.CommitAsync(partition, writes, cancel).ConfigureAwait(false);
        }
        catch (TableConflictException)
        {
            LogLeaseLost(row.Effect.Id); // Another sender took over after the lease ran out; it sees to the row.
        }

        return null;
    }

    private async Task<TimeSpan?> WaitAsync(string partition, OutboxRow row, string tag, TimeSpan wait, CancellationToken cancel)
    {
        await ReplaceAsync(partition, row, row.Waiting(_time.GetUtcNow() + wait), tag, cancel).ConfigureAwait(false);
        return wait;
    }

    /// <summary>1 s, 2 s, 4 s ... 15 min, each a little longer.</summary>
    internal static TimeSpan Backoff(long attempts)
    {
        var wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(attempts, 10)));
        wait = wait < LongestWait ? wait : LongestWait;
        return Jittered(wait);
    }

    /// <summary>A little longer, so that senders do not march in step; never shorter than a channel said.</summary>
    private static TimeSpan Jittered(TimeSpan wait)
    {
        var most = wait / 4 < MostJitter ? wait / 4 : MostJitter;
        return wait + (most * Random.Shared.NextDouble());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Effect} {Id} failed at attempt {Attempt} ({Error}); again in {Wait}")]
    private partial void LogFailed(string effect, string id, long attempt, TimeSpan wait, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Effect} {Id} was refused by the channel and is dropped: {Reason}")]
    private partial void LogRefused(string effect, string id, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The outbox row {Key} cannot be read; it is kept, and the others go on")]
    private partial void LogUnreadable(string key);

    [LoggerMessage(Level = LogLevel.Information, Message = "The lease of {Id} ran out while it was carried out; it may happen twice")]
    private partial void LogLeaseLost(string id);
}
