using ReflectionBot.Application.Delivery.Rows;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Delivery;

/// <summary>Carries out one row and handles the outcome.</summary>
public sealed partial class Outbox
{
    private static string NotShown => TurnWording.ThereWasAMessageForYou;
    private const int MostVisits = 250;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan MostJitter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan NextVisit = TimeSpan.FromHours(6);

    /// <summary>A delay too short to report.</summary>
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(5);

    private async Task<TimeSpan?> CarryOutAsync(string partition, OutboxRow row, Task<Route>? route, string tag, CancellationToken cancel)
    {
        using var language = Language.In(row.Language); // A replacement text uses the language of the original message.
        try
        {
            if (row.Effect is RunJob run)
            {
                var again = await (run.Job.Lane is null ? jobs.RunAsync(run.Job, cancel) : InTimeAsync(enough => jobs.RunAsync(run.Job, enough), cancel));
                return again is { } after ? await WaitAsync(partition, row, tag, after, cancel) : await DoneAsync(partition, row, tag, null, cancel);
            }

            var to = await route!;
            if (ComesBetween.Before(row.Effect) is { } between)
            {
                await jobs.RunAsync(between, cancel); // Run first, so that an answer to this message cannot be taken for an answer to an older question.
            }

            var (delivery, remember) = await InTimeAsync(enough => messageSender.CarryAsync(to, row.Language, enough), cancel);
            if (IsTrifle(row.Effect))
            {
                return await DoneAsync(partition, row, tag, remember, cancel);
            }

            if (delivery is SendOutcome.Later later)
            {
                if (row.Attempts == 1 || later.After > AMoment)
                {
                    await ReportAsync(row, ContactOutcome.NotYet, cancel);
                }

                return await WaitAsync(partition, row, tag, later.After is { } told ? Jittered(told) : Backoff(row.Attempts), cancel);
            }

            if (delivery is SendOutcome.Unreachable && row.Effect is UpdateMessage { Message: not RoundStatusMessage } && row.Attempts < MostVisits)
            {
                // Text that was taken back is still shown there: retry until the bot has access again, for about two months.
                var visit = NextHour(time.GetUtcNow() + NextVisit);
                await due.PlanAsync(new SweepOutbox(partition, SweepOutbox.Visit), visit, $"visit {partition}", cancel);
                await ReplaceAsync(partition, row, row.ShutOut(visit), tag, cancel);
                return null;
            }

            if (delivery is SendOutcome.Refused refused && Instead(row.Effect) is { } instead)
            {
                LogRefused(row.Effect.GetType().Name, row.Effect.Id, refused.Reason);
                await ReplaceAsync(partition, row, row.Instead(instead), tag, cancel);
                return await store.GetAsync(partition, row.Row.Key, cancel) is { } stored && OutboxRow.TryRead(stored) is { } again
                    ? await TryAsync(partition, again, cancel) : null;
            }

            await NoteAsync(row, delivery, cancel);
            return await DoneAsync(partition, row, tag, remember, cancel);
        }
        catch (TableLimitException e) when (row.Effect is not RunJob)
        {
            // It can never be stored at its target; waiting for it would block everything else for the same place.
            LogRefused(row.Effect.GetType().Name, row.Effect.Id, e.Message);
            await ReportAsync(row, ContactOutcome.NotDelivered, cancel);
            return await DoneAsync(partition, row, tag, null, cancel);
        }
        catch (Exception e) when (IsTrifle(row.Effect) && (e is not OperationCanceledException || !cancel.IsCancellationRequested))
        {
            return await DoneAsync(partition, row, tag, null, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            var wait = Backoff(row.Attempts);
            LogFailed(row.Effect.GetType().Name, row.Effect.Id, row.Attempts + 1, wait, e.GetType().Name);
            await ReportAsync(row, ContactOutcome.NotYet, cancel);
            return await WaitAsync(partition, row, tag, wait, cancel);
        }
    }

    /// <summary>
    /// Waits for an external service, but no longer than the lease: a channel that hangs frees its places in the lane and is retried. A call that
    /// does not react to cancellation is abandoned.
    /// </summary>
    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> carry, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(lease, time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        return await carry(enough.Token).WaitAsync(enough.Token);
    }

    /// <summary>All retries of a partition in the same hour run together.</summary>
    private static DateTimeOffset NextHour(DateTimeOffset at) => new((at.UtcTicks + TimeSpan.TicksPerHour - 1) / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero);

    /// <summary>
    /// The message to send instead when a chat refuses a message: it tells the person that there was one, and what to do. Null if there is nobody
    /// to tell, or if this replacement itself was refused.
    /// </summary>
    private static Effect? Instead(Effect effect)
    {
        static bool Fits(OutboundMessage message) => message is not FileMessage && !(message is NoticeMessage { Paragraphs: [var only] } && only == NotShown);
        return effect switch
        {
            WriteToPerson { Contact: null } w when Fits(w.Message) => w with { Message = NoticeMessage.Of(NotShown), Remember = null },
            PostMessage { To.Shared: false } p when Fits(p.Message) => p with { Message = NoticeMessage.Of(NotShown), Remember = null },
            _ => null,
        };
    }

    /// <summary>An update that only removes expired buttons from a card. It is not retried, and later rows do not wait for it.</summary>
    private static bool IsTrifle(Effect effect) => effect is UpdateMessage { Message: NoticeMessage { IsOver: true } };

    private async Task<TimeSpan?> WaitAsync(string partition, OutboxRow row, string tag, TimeSpan wait, CancellationToken cancel)
    {
        await ReplaceAsync(partition, row, row.Waiting(time.GetUtcNow() + wait), tag, cancel);
        return wait;
    }

    /// <summary>1 s, 2 s, 4 s ... 15 min, each a little longer.</summary>
    internal static TimeSpan Backoff(long attempts)
    {
        var wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(attempts, 10)));
        wait = wait < LongestWait ? wait : LongestWait;
        return Jittered(wait);
    }

    /// <summary>Adds a little jitter, so that senders do not retry at the same moment; never shorter than the channel asked for.</summary>
    private static TimeSpan Jittered(TimeSpan wait)
    {
        var most = wait / 4 < MostJitter ? wait / 4 : MostJitter;
        return wait + (most * Random.Shared.NextDouble());
    }

    private async Task ReplaceAsync(string partition, OutboxRow row, Columns columns, string tag, CancellationToken cancel)
    {
        try
        {
            await store.CommitAsync(partition, [new ReplaceRow(row.Row.Key, columns, tag)], cancel);
        }
        catch (TableConflictException)
        {
            LogLeaseLost(row.Effect.Id);
        }
    }

    /// <summary>Tells a person who waits for help what happened to their request.</summary>
    private Task ReportAsync(OutboxRow row, ContactOutcome outcome, CancellationToken cancel) =>
        row.Effect is WriteToPerson { Contact: { } asked } ? jobs.RunAsync(new TellContact(asked, outcome), cancel) : Task.CompletedTask;

    private async Task NoteAsync(OutboxRow row, SendOutcome delivery, CancellationToken cancel)
    {
        await ReportAsync(row, delivery is SendOutcome.Sent ? ContactOutcome.Delivered : ContactOutcome.NotDelivered, cancel);
        if (row.Effect is WriteToPerson write && (delivery is SendOutcome.Unreachable || (delivery is SendOutcome.Refused && write.Message is not FileMessage)))
        {
            await jobs.RunAsync(new NotReachable(write.Person), cancel);
        }
        else if (delivery is SendOutcome.Unreachable)
        {
            LogRefused(row.Effect.GetType().Name, row.Effect.Id, "the place is not there any more");
        }
        else if (delivery is SendOutcome.Refused refused)
        {
            LogRefused(row.Effect.GetType().Name, row.Effect.Id, refused.Reason);
        }
    }

    private async Task<TimeSpan?> DoneAsync(string partition, OutboxRow row, string tag, TableWrite? remember, CancellationToken cancel)
    {
        try
        {
            TableWrite[] writes = remember is null ? [new DeleteRow(row.Row.Key, tag)] : [new DeleteRow(row.Row.Key, tag), remember];
            await store.CommitAsync(partition, writes, cancel);
        }
        catch (TableConflictException)
        {
            LogLeaseLost(row.Effect.Id); // Another sender took over after the lease expired; it handles the row.
        }

        return null;
    }
}
