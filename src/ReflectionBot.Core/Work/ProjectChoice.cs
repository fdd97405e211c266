using NodaTime;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Core.Work;

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

    /// <summary>The projects on which somebody has one of these roles; with none named, all their projects.</summary>
    public async Task<IReadOnlyList<Project>> ForAsync(Person person, Roles roles, CancellationToken cancel) =>
        [.. (await AllAsync(person, cancel).ConfigureAwait(false)).Where(p => roles == Roles.None || (p.Member.Roles & roles) != 0).Select(p => p.Project)];

    /// <summary>What somebody is, on any of their projects.</summary>
    public async Task<Roles> RolesAsync(Person person, CancellationToken cancel) =>
        (await AllAsync(person, cancel).ConfigureAwait(false)).Aggregate(Roles.None, (roles, p) => roles | p.Member.Roles);

    /// <summary>Today, in the zone of somebody's first project.</summary>
    public async Task<LocalDate> TodayAsync(Person person, CancellationToken cancel)
    {
        var projects = await AllAsync(person, cancel).ConfigureAwait(false);
        return RoundCalendar.Local(_time.GetUtcNow(), projects.Count == 0 ? DateTimeZone.Utc : ProjectStore.Zone(projects[0].Project)).Date;
    }

    /// <summary>Whether somebody is marked as not reachable on any of their projects.</summary>
    public async Task<bool> IsMarkedAsync(Person person, CancellationToken cancel) =>
        (await AllAsync(person, cancel).ConfigureAwait(false)).Any(p => p.Member.Unreachable);

    /// <summary>Whether somebody is a collaborator where a round is open.</summary>
    public async Task<bool> IsAskedAsync(Person person, CancellationToken cancel)
    {
        foreach (var (project, member) in await AllAsync(person, cancel).ConfigureAwait(false))
        {
            var rounds = await _projects.RoundsAsync(project.Id, cancel).ConfigureAwait(false);
            if (member.Roles.HasFlag(Roles.Collaborator) && rounds.Any(r => r.IsOpenAt(_time.GetUtcNow())))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<List<(Project Project, Member Member)>> AllAsync(Person person, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(person);
        var all = new List<(Project, Member)>();
        foreach (var id in await _people.ProjectsOfAsync(person.Id, cancel).ConfigureAwait(false))
        {
            if (await _projects.FindAsync(id, cancel).ConfigureAwait(false) is { } project && await _projects.MemberAsync(id, person.Id, cancel).ConfigureAwait(false) is { } member)
            {
                all.Add((project, member));
            }
        }

        return all;
    }
}
