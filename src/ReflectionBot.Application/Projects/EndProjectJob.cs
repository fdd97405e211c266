using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.People;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Projects;

/// <summary>Closes the project, or schedules that; does nothing if it is to stay open.</summary>
public sealed class EndProjectJob(ProjectStore projects, PeopleStore people, UnitOfWork unitOfWork, DueRows due, TimeProvider time) : IJobHandler<EndProject>
{
    /// <inheritdoc/>
    public async Task RunAsync(EndProject job, CancellationToken cancel)
    {
        if (job.At > time.GetUtcNow())
        {
            await due.PlanAsync(job, job.At, $"end {job.Project}", cancel);
            return;
        }

        await unitOfWork.CommitOnceAsync(Keys.Project(job.Project), null, async () =>
        {
            var now = time.GetUtcNow();
            if (await projects.FindAsync(job.Project, cancel) is not { ClosedAt: null } project || project.ClosesAt != job.At)
            {
                return null;
            }

            var rounds = await projects.RoundsAsync(project.Id, cancel);
            var open = rounds.Where(r => r.IsOpenAt(now)).Select(r => r with { ClosedAt = now, Version = r.Version + 1 }).ToList();
            var members = await projects.MembersAsync(project.Id, cancel);
            NoticeMessage Ended() => ProjectEndingWords.Ended(project);
            var letters = await ProjectLetters.ToAsync(projects, people, project, members.Where(m => m.Roles.HasFlag(Roles.Facilitator)), Ended, () => Ids.New(time), cancel);
            return new PartitionChange(
                [ProjectRows.Put(project with { ClosedAt = now, Digest = null }), .. open.Select(ProjectRows.Put)],
                [
                    new PostMessage(Ids.New(time), project.Home, Ended()),
                    .. letters,
                    .. open.Select(r => new RunJob(Ids.New(time), new EndRound(project.Id, r.Id, r.Version))),
                    new RunJob(Ids.New(time), new PurgeProject(project.Id)),
                ]);
        }, cancel);
    }
}
