using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.People;

/// <summary>The jobs of the people of a project: who cannot be reached, who leaves, who wants fewer messages.</summary>
public sealed class ProjectJobs : IJobHandler<NotReachable>, IJobHandler<ReachableAgain>, IJobHandler<LeaveProject>, IJobHandler<SetQuiet>
{
    private readonly ProjectStore _projects;
    private readonly PeopleStore _people;
    private readonly Ledger _ledger;
    private readonly DueRows _due;
    private readonly TimeProvider _time;

    /// <summary>Jobs over these stores.</summary>
    public ProjectJobs(ProjectStore projects, PeopleStore people, Ledger ledger, DueRows due, TimeProvider time)
    {
        _projects = projects;
        _people = people;
        _ledger = ledger;
        _due = due;
        _time = time;
    }

    /// <summary>Marks somebody as not reachable on all their projects; the facilitators are told once, without the reason.</summary>
    public async Task RunAsync(NotReachable job, CancellationToken cancel)
    {
        foreach (var project in await _people.ProjectsOfAsync(job.Person, cancel))
        {
            var settings = (await _projects.FindAsync(project, cancel))?.Settings ?? new();
            await MarkAsync(project, job.Person, unreachable: true, member =>
            {
                var again = ReflectionBot.Core.Chat.CommandButton.In(project, "Send a private link", $"invite {ReflectionBot.Core.Typing.Quotes.Around(member.Name)}");
                var contact = ContactPeople.SettingOf(settings, member) is { } setting
                    ? new[] { $"Others can ask {member.Name} for contact. Name somebody else, or give an address that people can be shown: `set {setting} \"{member.Name}, 01234 567890\"`." } : [];
                return new NoticeMessage([$"I cannot reach {member.Name} here.", .. contact], [again]);
            }, cancel);
        }
    }

    /// <summary>Somebody can be reached: takes the mark off them on all their projects, and brings the numbers of open rounds up to date.</summary>
    public async Task RunAsync(ReachableAgain job, CancellationToken cancel)
    {
        foreach (var project in await _people.ProjectsOfAsync(job.Person, cancel))
        {
            await MarkAsync(project, job.Person, unreachable: false, _ => null, cancel);
            foreach (var round in (await _projects.RoundsAsync(project, cancel)).Where(r => r.IsOpenAt(_time.GetUtcNow())))
            {
                await _due.PlanSoonAsync(new UpdateStatus(project, round.Id), $"status {round.Id}", cancel);
            }
        }
    }

    /// <summary>Sets or takes the mark on the member as they are now: they may have been taken off or got another role meanwhile.</summary>
    private Task<bool> MarkAsync(string project, string person, bool unreachable, Func<Member, NoticeMessage?> tell, CancellationToken cancel) =>
        _ledger.TakeAsync(Keys.Project(project), null, async () =>
        {
            var members = await _projects.MembersAsync(project, cancel);
            if (members.FirstOrDefault(m => m.Person == person) is not { } member || member.Unreachable == unreachable)
            {
                return null;
            }

            var notice = tell(member);
            var letters = notice is null || await _projects.FindAsync(project, cancel) is not { } about ? [] : await ProjectLetters.ToAsync(_projects, _people, about, members.Where(m => m.Roles.HasFlag(Roles.Facilitator) && m.Person != person), notice, () => Ids.New(_time), cancel);
            var rounds = await _projects.RoundsAsync(project, cancel);
            var numbers = rounds.Where(r => r.IsOpenAt(_time.GetUtcNow())).Select(r => new RunJob(Ids.New(_time), new UpdateStatus(project, r.Id)));
            return new Step([ProjectRows.Put(member with { Unreachable = unreachable })], [.. letters, .. numbers]);
        }, cancel);

    /// <summary>Takes somebody off a project, at their own wish. The last facilitator stays: a project without one cannot be run.</summary>
    public async Task RunAsync(LeaveProject job, CancellationToken cancel)
    {
        var box = await _ledger.OpenAsync(Keys.Project(job.Project), cancel);
        if (await _projects.MemberAsync(job.Project, job.Person, cancel) is not { } member)
        {
            return;
        }

        var rest = member.Roles & Roles.Facilitator;
        var now = _time.GetUtcNow();
        var letters = rest == Roles.None ? await LeftLettersAsync(member, cancel) : [];
        var left = (rest == Roles.None ? member.Removed(now) : member.As(rest, now)) with { LeftAt = now, LeftAs = member.Roles & ~rest };
        await _ledger.CommitAsync(box, null, [ProjectRows.Put(left)], letters, cancel);
    }

    /// <summary>The facilitators must name somebody else whom people can ask for contact, and another lead; nobody is told more about who left.</summary>
    private async Task<IReadOnlyList<Effect>> LeftLettersAsync(Member gone, CancellationToken cancel)
    {
        if (await _projects.FindAsync(gone.Project, cancel) is not { } project)
        {
            return [];
        }

        var members = await _projects.MembersAsync(gone.Project, cancel);
        string[] paragraphs =
        [
            .. gone.Roles.HasFlag(Roles.Lead) ? (string[])[$"{gone.Name} has left {project.Name} by their own choice, and is its lead no more.", .. NamedRoles.News(project.Settings, members, [.. members.Where(m => m.Person != gone.Person)])] : [],
            .. ContactPeople.GoneNotice(project.Settings, gone) is { } notice ? (string[])[$"{project.Name}: {notice}"] : [],
        ];
        RunJob[] contacts = ContactPeople.SettingOf(project.Settings, gone) is null ? [] : [new(Ids.New(_time), new TellContacts(project.Id, Ids.New(_time)))];
        return paragraphs.Length == 0 ? [] : [.. contacts, .. members.Where(m => m.Roles.HasFlag(Roles.Facilitator)).Select(m => new WriteToPerson(Ids.New(_time), m.Person, NoticeMessage.Of(paragraphs)))];
    }

    /// <summary>Keeps a wish for fewer messages where reminders are decided.</summary>
    public async Task RunAsync(SetQuiet job, CancellationToken cancel)
    {
        var box = await _ledger.OpenAsync(Keys.Project(job.Project), cancel);
        if (await _projects.MemberAsync(job.Project, job.Person, cancel) is { } member && member.Quiet != job.Quiet)
        {
            await _ledger.CommitAsync(box, null, [ProjectRows.Put(member with { Quiet = job.Quiet })], [], cancel);
        }
    }
}
