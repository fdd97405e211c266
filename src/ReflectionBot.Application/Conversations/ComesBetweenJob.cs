using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Conversations;

/// <summary>
/// A question that waits for a typed yes or no is asked once more before one is taken, where something else with buttons came in between. Its own
/// buttons go on working: they say which question they answer.
/// </summary>
public sealed class ComesBetweenJob(PeopleStore people, ConversationRunner turns, UnitOfWork unitOfWork, TimeProvider time) : IJobHandler<ComesBetween>
{
    /// <inheritdoc/>
    public async Task RunAsync(ComesBetween job, CancellationToken cancel)
    {
        if ((job.Person ?? (await people.FindAsync(job.Chat!, cancel))?.Id) is not { } person)
        {
            return;
        }

        await turns.InterruptAsync(person, cancel);
        if (await InterruptedAsync(person, job, cancel) is not null)
        {
            await unitOfWork.CommitOnceAsync(Keys.Person(person), null, async () => await InterruptedAsync(person, job, cancel) is { } row ? new([row], []) : null, cancel);
        }
    }

    /// <summary>A question about a command in their own chat, other than the one that this message asks; null where none waits.</summary>
    private async Task<TableWrite?> InterruptedAsync(string person, ComesBetween job, CancellationToken cancel) =>
        await people.WaitingAsync(person, cancel) is { Token: not null, Place: null, IsInterrupted: false } waiting && waiting.Message != job.Message && waiting.Until > time.GetUtcNow()
            ? (waiting with { IsInterrupted = true }).Put() : null;
}
