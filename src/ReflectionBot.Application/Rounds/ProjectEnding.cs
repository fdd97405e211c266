using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Rounds;

/// <summary>The jobs of a project that is to close: telling its people, and closing it when the day is over.</summary>
public sealed class ProjectEnding : IJobHandler<TellClosing>, IJobHandler<EndProject>
{
    private readonly ProjectStore _projects;
    private readonly Ledger _ledger;
    private readonly DueRows _due;
    private readonly TimeProvider _time;

    /// <summary>Jobs over these stores.</summary>
    public ProjectEnding(ProjectStore projects, Ledger ledger, DueRows due, TimeProvider time)
    {
        _projects = projects;
        _ledger = ledger;
        _due = due;
        _time = time;
    }

    /// <summary>Tells everyone, each once. Whoever asked for it knows already.</summary>
    public async Task RunAsync(TellClosing job, CancellationToken cancel)
    {
        if (await _projects.FindAsync(job.Project, cancel) is not { } project || (!job.Kept && project.ClosesAt != job.At))
        {
            return; // It was taken back meanwhile: that is told by a job of its own, and this would no longer be so.
        }

        var members = await _projects.MembersAsync(project.Id, cancel);
        var by = members.FirstOrDefault(m => m.Person == job.By)?.Name ?? "A facilitator";
        var round = (await _projects.RoundsAsync(project.Id, cancel)).LastOrDefault(r => r.IsOpenAt(_time.GetUtcNow()));
        foreach (var member in members.Where(m => m.Person != job.By))
        {
            var letter = new WriteToPerson(Ids.New(_time), member.Person, ProjectEndingWords.Letter(project, job.At, job.Kept, by, member.Roles, round?.Name));
            await OnceAsync(Keys.Person(member.Person), job, letter, cancel);
        }

        await OnceAsync(Keys.Project(project.Id), job, new PostMessage(Ids.New(_time), project.Home, ProjectEndingWords.Announcement(project, job.At, job.Kept, by)), cancel);
    }

    /// <summary>Closes the project, or plans that; nothing where it is to stay open.</summary>
    public async Task RunAsync(EndProject job, CancellationToken cancel)
    {
        if (job.At > _time.GetUtcNow())
        {
            await _due.PlanAsync(job, job.At, $"end {job.Project}", cancel);
            return;
        }

        await _ledger.TakeAsync(Keys.Project(job.Project), null, async () =>
        {
            var now = _time.GetUtcNow();
            if (await _projects.FindAsync(job.Project, cancel) is not { ClosedAt: null } project || project.ClosesAt != job.At)
            {
                return null;
            }

            var rounds = await _projects.RoundsAsync(project.Id, cancel);
            var open = rounds.Where(r => r.IsOpenAt(now)).Select(r => r with { ClosedAt = now, Version = r.Version + 1 }).ToList();
            var members = await _projects.MembersAsync(project.Id, cancel);
            var ended = ProjectEndingWords.Ended(project);
            return new Step(
                [ProjectRows.Put(project with { ClosedAt = now, Digest = null }), .. open.Select(ProjectRows.Put)],
                [
                    new PostMessage(Ids.New(_time), project.Home, ended),
                    .. members.Where(m => m.Roles.HasFlag(Roles.Facilitator)).Select(m => new WriteToPerson(Ids.New(_time), m.Person, ended)),
                    .. open.Select(r => new RunJob(Ids.New(_time), new EndRound(project.Id, r.Id, r.Version))),
                    new RunJob(Ids.New(_time), new PurgeProject(project.Id)),
                ]);
        }, cancel);
    }

    private async Task OnceAsync(string partition, TellClosing job, Effect effect, CancellationToken cancel)
    {
        var once = $"{Ledger.Once}closing {job.Project} {Keys.Time(job.At)} {(job.Kept ? "kept" : "told")}";
        var box = await _ledger.OpenAsync(partition, cancel);
        if (!await _ledger.HasSeenAsync(partition, once, cancel))
        {
            await _ledger.CommitAsync(box, once, [], [effect], cancel);
        }
    }
}
