using NodaTime;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Core.Work;

/// <summary>Somebody's projects with their place in each: read once for a turn, which asks several things of them.</summary>
/// <param name="All">The projects they are on, in the order in which they came to them.</param>
public sealed record PersonProjects(IReadOnlyList<(Project Project, Member Member)> All)
{
    /// <summary>What somebody is, on any of their projects.</summary>
    public Roles Roles => All.Aggregate(Roles.None, (roles, p) => roles | p.Member.Roles);

    /// <summary>Whether somebody is marked as not reachable on any of their projects.</summary>
    public bool IsMarked => All.Any(p => p.Member.Unreachable);

    /// <summary>The projects on which somebody has one of these roles; with none named, all their projects.</summary>
    public IReadOnlyList<Project> For(Roles roles) => [.. All.Where(p => roles == Roles.None || (p.Member.Roles & roles) != 0).Select(p => p.Project)];

    /// <summary>Today, in the zone of somebody's first project.</summary>
    public LocalDate Today(DateTimeOffset now) => RoundCalendar.Local(now, All.Count == 0 ? DateTimeZone.Utc : ProjectStore.Zone(All[0].Project)).Date;
}

/// <summary>Which of somebody's projects a word in their own chat is about.</summary>
public sealed class ProjectChoice
{
    private readonly ProjectStore _projects;
    private readonly PeopleStore _people;
    private readonly TimeProvider _time;

    /// <summary>Choices from these stores.</summary>
    public ProjectChoice(ProjectStore projects, PeopleStore people, TimeProvider time)
    {
        _projects = projects;
        _people = people;
        _time = time;
    }

    /// <summary>The projects that somebody is on.</summary>
    public async Task<PersonProjects> OfAsync(Person person, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(person);
        var ids = await _people.ProjectsOfAsync(person.Id, cancel).ConfigureAwait(false);
        var all = await Task.WhenAll(ids.Select(async id =>
        {
            var (project, member) = (_projects.FindAsync(id, cancel), _projects.MemberAsync(id, person.Id, cancel));
            await Task.WhenAll(project, member).ConfigureAwait(false);
            return (Project: await project.ConfigureAwait(false), Member: await member.ConfigureAwait(false));
        })).ConfigureAwait(false);
        return new([.. all.Where(p => p.Project is not null && p.Member is not null).Select(p => (p.Project!, p.Member!))]);
    }

    /// <summary>The projects that somebody has left by their own choice, and that go on.</summary>
    public async Task<IReadOnlyList<Project>> LeftAsync(Person person, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(person);
        var left = new List<Project>();
        foreach (var id in await _people.ProjectsOfAsync(person.Id, cancel).ConfigureAwait(false))
        {
            if (await _projects.EverMemberAsync(id, person.Id, cancel).ConfigureAwait(false) is { LeftAt: not null } && await _projects.FindAsync(id, cancel).ConfigureAwait(false) is { ClosedAt: null } project)
            {
                left.Add(project);
            }
        }

        return left;
    }

    /// <summary>Whether somebody is a collaborator where a round is open.</summary>
    public async Task<bool> IsAskedAsync(PersonProjects on, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(on);
        foreach (var project in on.For(Roles.Collaborator))
        {
            if ((await _projects.RoundsAsync(project.Id, cancel).ConfigureAwait(false)).Any(r => r.IsOpenAt(_time.GetUtcNow())))
            {
                return true;
            }
        }

        return false;
    }
}
