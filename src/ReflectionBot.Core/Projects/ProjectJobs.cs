using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Storage;
using ReflectionBot.Core.Work;

namespace ReflectionBot.Core.Projects;

/// <summary>The jobs of a project and its people: milestones on their day, who cannot be reached, who leaves.</summary>
public sealed class ProjectJobs
{
    private readonly ProjectStore _projects;
    private readonly PeopleStore _people;
    private readonly Ledger _ledger;
    private readonly DueRows _due;
    private readonly ReflectionStore _reflections;
    private readonly TimeProvider _time;

    /// <summary>Jobs over these stores.</summary>
    public ProjectJobs(ProjectStore projects, PeopleStore people, ReflectionStore reflections, Ledger ledger, DueRows due, TimeProvider time)
    {
        _reflections = reflections;
        _projects = projects;
        _people = people;
        _ledger = ledger;
        _due = due;
        _time = time;
    }

    /// <summary>Reaches a milestone on its day, or plans that. Where its round cannot open, the facilitators are told why.</summary>
    public async Task ReachAsync(OpenAtMilestone job, CancellationToken cancel)
    {
        var project = await _projects.FindAsync(job.Project, cancel);
        var milestone = project is null ? null : (await _projects.MilestonesAsync(job.Project, cancel)).FirstOrDefault(m => m.Id == job.Milestone);
        if (project is null || milestone?.PlannedFor is not { } day || milestone.Round is not null || Keys.Day(day) != job.PlannedFor || project.ClosedAt is not null)
        {
            return;
        }

        var at = RoundCalendar.MilestoneAt(project, day);
        if (at > _time.GetUtcNow())
        {
            await _due.PlanAsync(job, at, $"milestone {milestone.Id}", cancel);
            return;
        }

        await OpenRoundAsync(project, milestone, cancel);
    }

    private async Task OpenRoundAsync(Project project, Milestone milestone, CancellationToken cancel)
    {
        var once = $"{Ledger.Once}reached {milestone.Id} {Keys.Day(milestone.PlannedFor!.Value)}"; // Moved to another day, it is another occasion.
        var box = await _ledger.OpenAsync(Keys.Project(project.Id), cancel);
        if (await _ledger.HasSeenAsync(box.Partition, once, cancel))
        {
            return;
        }

        var members = await _projects.MembersAsync(project.Id, cancel);
        var rounds = await _projects.RoundsAsync(project.Id, cancel);
        string Id() => Ids.New(_time);
        switch (RoundOpening.Decide(project, members, rounds, milestone, _time.GetUtcNow(), Id))
        {
            case RoundOpening.Opened opened:
                await _ledger.CommitAsync(box, once, opened.Writes, opened.Effects, cancel);
                break;
            case RoundOpening.Refused refused:
                var notice = NoticeMessage.Of($"{milestone.Name} was planned for {English.Day(milestone.PlannedFor.Value)}, but its round did not open.", refused.Sentence, $"`start \"{milestone.Name}\"` opens it when you are ready.");
                var letters = await LettersAsync(project, members.Where(m => m.Roles.HasFlag(Roles.Facilitator)), notice, cancel);
                await _ledger.CommitAsync(box, once, [], letters, cancel);
                break;
        }
    }

    /// <summary>Marks somebody as not reachable on all their projects; the facilitators are told once, without the reason.</summary>
    public async Task NotReachableAsync(NotReachable job, CancellationToken cancel)
    {
        foreach (var project in await _people.ProjectsOfAsync(job.Person, cancel))
        {
            var settings = (await _projects.FindAsync(project, cancel))?.Settings ?? new();
            await MarkAsync(project, job.Person, unreachable: true, member =>
            {
                var again = Commands.CommandButton.In(project, "Send a private link", $"invite {Commands.Quotes.Around(member.Name)}");
                var contact = ContactPeople.SettingOf(settings, member) is { } setting
                    ? new[] { $"Others can ask {member.Name} for contact. Name somebody else, or give an address that people can be shown: `set {setting} \"{member.Name}, 01234 567890\"`." } : [];
                return new NoticeMessage([$"I cannot reach {member.Name} here.", .. contact], [again]);
            }, cancel);
        }
    }

    /// <summary>Somebody can be reached: takes the mark off them on all their projects, and brings the numbers of open rounds up to date.</summary>
    public async Task ReachableAgainAsync(ReachableAgain job, CancellationToken cancel)
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
            var letters = notice is null || await _projects.FindAsync(project, cancel) is not { } about ? [] : await LettersAsync(about, members.Where(m => m.Roles.HasFlag(Roles.Facilitator) && m.Person != person), notice, cancel);
            var rounds = await _projects.RoundsAsync(project, cancel);
            var numbers = rounds.Where(r => r.IsOpenAt(_time.GetUtcNow())).Select(r => new RunJob(Ids.New(_time), new UpdateStatus(project, r.Id)));
            return new Step([ProjectRows.Put(member with { Unreachable = unreachable })], [.. letters, .. numbers]);
        }, cancel);

    /// <summary>The same letter to several people, with the project's name on it for those who are on several.</summary>
    private async Task<IReadOnlyList<Effect>> LettersAsync(Project project, IEnumerable<Member> to, NoticeMessage notice, CancellationToken cancel)
    {
        var letters = new List<Effect>();
        foreach (var member in to)
        {
            var title = await _projects.TitleForAsync(project, await _people.ProjectsOfAsync(member.Person, cancel), cancel);
            letters.Add(new WriteToPerson(Ids.New(_time), member.Person, title is null ? notice : ProjectTitle.On(notice, title)));
        }

        return letters;
    }

    /// <summary>Takes somebody off a project, at their own wish. The last facilitator stays: a project without one cannot be run.</summary>
    public async Task LeaveAsync(LeaveProject job, CancellationToken cancel)
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

    /// <summary>Replaces the messages in which somebody opened answers, in every author's partition, and those with the numbers of rounds. Nothing where they are a facilitator again.</summary>
    public async Task CloseOpenedAsync(CloseOpened job, CancellationToken cancel)
    {
        if (await _projects.MemberAsync(job.Project, job.Reader, cancel) is { } member && member.Roles.HasFlag(Roles.Facilitator))
        {
            return;
        }

        if (await _projects.FindAsync(job.Project, cancel) is { } project)
        {
            var rounds = await _projects.RoundsAsync(job.Project, cancel);
            await _ledger.TakeAsync(Keys.Project(job.Project), null, () => Task.FromResult<Step?>(new([], [.. RoundNews.Hidden(project, rounds, job.Reader, () => Ids.New(_time))])), cancel);
        }

        var notice = NoticeMessage.Of("You are not a facilitator of the project any more, so these answers are not shown here any more.");
        foreach (var author in await _projects.EverMembersAsync(job.Project, cancel))
        {
            var openings = await _reflections.OpeningIdsAsync(author.Person, job.Project, job.Reader, cancel);
            foreach (var some in openings.Chunk(50))
            {
                var box = await _ledger.OpenAsync(Keys.Person(author.Person), cancel);
                await _ledger.CommitAsync(box, null, [], [.. some.Select(o => new UpdateMessage(Ids.New(_time), null, null, ReflectionStore.Opened(o), notice))], cancel);
            }
        }
    }

    /// <summary>Keeps a wish for fewer messages where reminders are decided.</summary>
    public async Task SetQuietAsync(SetQuiet job, CancellationToken cancel)
    {
        var box = await _ledger.OpenAsync(Keys.Project(job.Project), cancel);
        if (await _projects.MemberAsync(job.Project, job.Person, cancel) is { } member && member.Quiet != job.Quiet)
        {
            await _ledger.CommitAsync(box, null, [ProjectRows.Put(member with { Quiet = job.Quiet })], [], cancel);
        }
    }
}
