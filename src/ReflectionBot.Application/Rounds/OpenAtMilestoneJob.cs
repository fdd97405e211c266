using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.People;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Rounds;

/// <summary>Opens the round of a milestone on its day.</summary>
public sealed class OpenAtMilestoneJob(ProjectStore projects, PeopleStore people, UnitOfWork unitOfWork, DueRows due, TimeProvider time) : IJobHandler<OpenAtMilestone>
{
    /// <summary>Marks a milestone as reached on its planned day, or schedules that. If its round cannot open, the facilitators are told why.</summary>
    public async Task RunAsync(OpenAtMilestone job, CancellationToken cancel)
    {
        var project = await projects.FindAsync(job.Project, cancel);
        var milestone = project is null ? null : (await projects.MilestonesAsync(job.Project, cancel)).FirstOrDefault(m => m.Id == job.Milestone);
        if (project is null || milestone?.PlannedFor is not { } day || milestone.Round is not null || Keys.Day(day) != job.PlannedFor || project.ClosedAt is not null)
        {
            return;
        }

        var at = RoundCalendar.MilestoneAt(project, day);
        if (at > time.GetUtcNow())
        {
            await due.PlanAsync(job, at, $"milestone {milestone.Id}", cancel);
            return;
        }

        await OpenRoundAsync(project, milestone, cancel);
    }

    private async Task OpenRoundAsync(Project project, Milestone milestone, CancellationToken cancel)
    {
        var once = $"{UnitOfWork.Once}reached {milestone.Id} {Keys.Day(milestone.PlannedFor!.Value)}"; // A milestone moved to another day gets a new key, so it is handled again.
        var box = await unitOfWork.OpenAsync(Keys.Project(project.Id), cancel);
        if (await unitOfWork.HasSeenAsync(box.Partition, once, cancel))
        {
            return;
        }

        var members = await projects.MembersAsync(project.Id, cancel);
        var rounds = await projects.RoundsAsync(project.Id, cancel);
        var now = time.GetUtcNow();
        string Id() => Ids.New(time);
        RoundOpening.Outcome Decide() => RoundOpening.Decide(project, members, rounds, milestone, now, Id);
        switch (Decide())
        {
            case RoundOpening.Opened opened:
                await unitOfWork.CommitAsync(box, once, opened.Writes, opened.Effects, cancel);
                break;
            case RoundOpening.Refused:
                var planned = milestone.PlannedFor.Value;
                NoticeMessage Notice() => NoticeMessage.Of(NewsWording.FormatWasPlannedForButItsRound(milestone.Name, Spoken.Day(planned)), ((RoundOpening.Refused)Decide()).Sentence, NewsWording.FormatStartOpensItWhenYouAre(milestone.Name));
                var letters = await ProjectLetters.ToAsync(projects, people, project, members.Where(m => m.Roles.HasFlag(Roles.Facilitator)), Notice, Id, cancel);
                await unitOfWork.CommitAsync(box, once, [], letters, cancel);
                break;
        }
    }
}
