using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Projects;

/// <summary>Tells everyone once, except the person who asked for it.</summary>
public sealed class TellClosingJob(ProjectStore projects, PeopleStore people, UnitOfWork unitOfWork, TimeProvider time) : IJobHandler<TellClosing>
{
    /// <inheritdoc/>
    public async Task RunAsync(TellClosing job, CancellationToken cancel)
    {
        if (await projects.FindAsync(job.Project, cancel) is not { } project || (!job.Kept && project.ClosesAt != job.At))
        {
            return; // The closing was taken back meanwhile: another job announces that, and this message would be wrong.
        }

        var members = await projects.MembersAsync(project.Id, cancel);
        var by = members.FirstOrDefault(m => m.Person == job.By)?.Name ?? NewsWording.AFacilitator;
        var round = (await projects.RoundsAsync(project.Id, cancel)).LastOrDefault(r => r.IsOpenAt(time.GetUtcNow()));
        foreach (var member in members.Where(m => m.Person != job.By))
        {
            var letter = await projects.ForReaderAsync(people, project, member.Person, () => ProjectEndingWords.Letter(project, job.At, job.Kept, by, member.Roles, round?.Name), cancel);
            await OnceAsync(Keys.Person(member.Person), job, new WriteToPerson(Ids.New(time), member.Person, letter), cancel);
        }

        await OnceAsync(Keys.Project(project.Id), job, new PostMessage(Ids.New(time), project.Home, ProjectEndingWords.Announcement(project, job.At, job.Kept, by)), cancel);
    }

    private async Task OnceAsync(string partition, TellClosing job, Effect effect, CancellationToken cancel)
    {
        var once = $"{UnitOfWork.Once}closing {job.Project} {Keys.Time(job.At)} {(job.Kept ? "kept" : "told")}";
        var box = await unitOfWork.OpenAsync(partition, cancel);
        if (!await unitOfWork.HasSeenAsync(partition, once, cancel))
        {
            await unitOfWork.CommitAsync(box, once, [], [effect], cancel);
        }
    }
}
