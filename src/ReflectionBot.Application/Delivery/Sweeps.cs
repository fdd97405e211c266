using ReflectionBot.Application.Tables;

namespace ReflectionBot.Application.Delivery;

/// <summary>
/// The sweep: empties an outbox and then disarms itself by replacing the session row, even if it found nothing. A commit that stalled past
/// the sweep's time therefore conflicts, reloads, and arms a new one. Without this fence, nothing would send that commit's replies.
/// </summary>
public sealed class Sweeps(UnitOfWork unitOfWork, Outbox outbox)
{
    /// <summary>Runs one sweep.</summary>
    /// <returns>Null when it is disarmed; otherwise how long to wait before it must run again.</returns>
    public async Task<TimeSpan?> RunAsync(SweepOutbox sweep, CancellationToken cancel)
    {
        while (true)
        {
            var box = await unitOfWork.OpenAsync(sweep.Partition, cancel);
            if (await outbox.DrainAsync(sweep.Partition, cancel) is { } again)
            {
                return again;
            }

            if (sweep.Name == SweepOutbox.Visit || (box.Sweep is { } armed && armed != sweep.Name))
            {
                return null; // A visit is armed by no commit. And if another sweep is armed, a commit that relied on this one has conflicted.
            }

            try
            {
                await unitOfWork.DisarmAsync(box, cancel);
            }
            catch (TableConflictException)
            {
                continue; // Another step committed meanwhile: send its rows, too.
            }

            return null;
        }
    }
}
