using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Rounds;

/// <summary>The facilitator's own reminder, one per round: to people who have neither submitted nor declined.</summary>
public sealed class RemindEveryoneJob(RoundPeople people, RemindPersonJob remind) : IJobHandler<RemindEveryone>
{
    /// <inheritdoc/>
    public async Task RunAsync(RemindEveryone job, CancellationToken cancel)
    {
        foreach (var entry in await people.Roster.ListAsync(job.Round, cancel))
        {
            if (entry.State is RosterState.Invited or RosterState.Started)
            {
                await remind.RunAsync(new RemindPerson(job.Project, job.Round, entry.Person, job.Number), cancel);
            }
        }
    }
}
