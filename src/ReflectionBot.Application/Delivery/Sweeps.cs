using ReflectionBot.Application.Tables;

namespace ReflectionBot.Application.Delivery;

/// <summary>
/// The sweep: empties an outbox and then disarms itself by replacing the session row, even where it found nothing. A commit that stalled
/// past the sweep's time therefore conflicts, reloads, and arms a new one; without that fence its replies would have nobody to send them.
/// </summary>
public sealed class Sweeps(UnitOfWork unitOfWork, Outbox outbox)
{
    /// <summary>Runs one sweep.</summary>
    /// <returns>Null when it is disarmed; otherwise after how long it must run again.</returns>
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
                return null; // Nobody means to commit with our name, or another one is armed, so whoever meant to has conflicted.
            }

            try
            {
                await unitOfWork.DisarmAsync(box, cancel);
            }
            catch (TableConflictException)
            {
                continue; // Somebody committed meanwhile: their rows are ours to send.
            }

            return null;
        }
    }
}
