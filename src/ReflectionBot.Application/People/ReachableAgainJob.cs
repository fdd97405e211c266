using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.People;

/// <summary>A person can be reached again: removes the mark on all their projects, and updates the numbers of open rounds.</summary>
public sealed class ReachableAgainJob(ProjectStore projects, PeopleStore people, Reachability reach, DueRows due, TimeProvider time) : IJobHandler<ReachableAgain>
{
    /// <inheritdoc/>
    public async Task RunAsync(ReachableAgain job, CancellationToken cancel)
    {
        foreach (var project in await people.ProjectsOfAsync(job.Person, cancel))
        {
            await reach.MarkAsync(project, job.Person, unreachable: false, null, cancel);
            foreach (var round in (await projects.RoundsAsync(project, cancel)).Where(r => r.IsOpenAt(time.GetUtcNow())))
            {
                await due.PlanSoonAsync(new UpdateStatus(project, round.Id), $"status {round.Id}", cancel);
            }
        }
    }
}
