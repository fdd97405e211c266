using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores.Reflections;

namespace ReflectionBot.Application.Rounds;

/// <summary>Updates a roster row from the person's own partition, and the facilitators' numbers from the roster.</summary>
public sealed class UpdateRosterJob(ReflectionStore reflections, RosterStore roster, RoundNews news) : IJobHandler<UpdateRoster>
{
    /// <inheritdoc/>
    public async Task RunAsync(UpdateRoster job, CancellationToken cancel)
    {
        if (await reflections.FindAsync(job.Person, job.Round, cancel) is { } reflection)
        {
            await roster.UpdateAsync(job.Round, new RosterEntry(job.Person, reflection.State, reflection.Version), cancel);
        }

        await news.UpdateAsync(job.Project, job.Round, cancel);
    }
}
