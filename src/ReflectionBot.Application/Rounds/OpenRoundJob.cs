using NodaTime;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Rounds;

/// <summary>
/// Writes the roster, invites (now or in each person's working hours), and schedules the closing. Then tells the channel and the facilitators; by
/// then the numbers they read are correct.
/// </summary>
public sealed class OpenRoundJob(ProjectStore projects, RoundPeople people, RoundPlans plans, RoundNews news) : IJobHandler<OpenRound>
{
    /// <inheritdoc/>
    public async Task RunAsync(OpenRound job, CancellationToken cancel)
    {
        if (await plans.FindAsync(job.Project, job.Round, cancel) is not var (project, round))
        {
            return;
        }

        await plans.PlanClosingAsync(project, round, cancel);
        var members = await projects.MembersAsync(project.Id, cancel);
        var asked = members.Where(m => m.Roles.HasFlag(Roles.Collaborator)).Select(m => m.Person).ToList();
        await people.Roster.AddAsync(round.Id, asked, cancel); // All at once: a person who acts meanwhile is already on the roster.
        var times = new List<DateTimeOffset>();
        foreach (var id in asked)
        {
            if (await plans.AskAsync(project.Id, round.Id, id, cancel) is { } at)
            {
                times.Add(at);
            }
        }

        await news.OpenedAsync(project, round, times, cancel);
    }
}
