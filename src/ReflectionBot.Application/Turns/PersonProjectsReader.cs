using NodaTime;
using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Milestones;
using ReflectionBot.Application.Commands.People;
using ReflectionBot.Application.Commands.Projects;
using ReflectionBot.Application.Commands.Rounds;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Turns;

/// <summary>Somebody's projects with their place in each: read once for a turn, which asks several things of them.</summary>
/// <param name="All">The projects they are on, by name.</param>
public sealed record PersonProjects(IReadOnlyList<(Project Project, Member Member)> All)
{
    /// <summary>What each of the projects that they are or were on is called, by its id.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>What a project is called for them: two that are or were theirs never look the same.</summary>
    public string NameOf(Project project) => Names.GetValueOrDefault(project.Id) ?? project.Name;

    /// <summary>The one of these projects that is meant by a name, or null with the names that come near, and with the projects of exactly that name where there are several.</summary>
    public (Project? Found, IReadOnlyList<string> Near, IReadOnlyList<Project> Alike) Find(IReadOnlyList<Project> among, string name)
    {
        var (found, near) = NameMatch.FindClose(among, NameOf, name);
        var alike = found is null ? among.Where(p => NameMatch.Same(p.Name, name)).ToList() : [];
        return alike is [var only] ? (only, [], []) : (found, near, alike);
    }

    /// <summary>The id of the project they have chosen, of those they are on; null while they have chosen none.</summary>
    public string? Chosen { get; init; }

    /// <summary>A question about a command that waits for their answer; null for none.</summary>
    public Waiting? Waiting { get; init; }

    /// <summary>A card with live buttons stands for a question about a command, whether that still waits or has waited too long.</summary>
    public bool HasCard { get; init; }

    /// <summary>Whether they have to say which project they mean, now and then.</summary>
    public bool IsSeveral => All.Count > 1;

    /// <summary>What somebody is, on any of their projects.</summary>
    public Roles Roles => All.Aggregate(Roles.None, (roles, p) => roles | p.Member.Roles);

    /// <summary>Whether somebody is marked as not reachable on any of their projects.</summary>
    public bool IsMarked => All.Any(p => p.Member.Unreachable);

    /// <summary>The projects on which somebody has one of these roles; with none named, all their projects.</summary>
    public IReadOnlyList<Project> For(Roles roles) => [.. All.Where(p => roles == Roles.None || (p.Member.Roles & roles) != 0).Select(p => p.Project)];

    /// <summary>Today, in the zone of the project that somebody has chosen, else of their first one.</summary>
    public LocalDate Today(DateTimeOffset now) => Dates.Local(now, All.Count == 0 ? DateTimeZone.Utc : Zones.Of(All.FirstOrDefault(p => p.Project.Id == Chosen, All[0]).Project)).Date;

    /// <summary>The projects that a command can be about: those where somebody may give it and it can be carried out, and of these the chosen one.</summary>
    public IReadOnlyList<Project> Meant(CommandSpec spec, Command command)
    {
        var may = For(spec.Allowed);
        var among = may.Where(p => command.Fits(p)).ToList() is [_, ..] fitting ? fitting : may;
        return among.FirstOrDefault(p => p.Id == Chosen) is { } chosen ? [chosen] : among;
    }
}

/// <summary>Which of somebody's projects a word in their own chat is about.</summary>
public sealed class PersonProjectsReader
{
    private readonly ITableStore _store;
    private readonly ProjectStore _projects;
    private readonly PeopleStore _people;
    private readonly ReflectionStore _reflections;
    private readonly HandOvers _handOvers;
    private readonly TimeProvider _time;

    /// <summary>Choices from these stores.</summary>
    public PersonProjectsReader(ITableStore store, ProjectStore projects, PeopleStore people, ReflectionStore reflections, HandOvers handOvers, TimeProvider time)
    {
        _store = store;
        _reflections = reflections;
        _handOvers = handOvers;
        _projects = projects;
        _people = people;
        _time = time;
    }

    /// <summary>The projects that somebody is on.</summary>
    public async Task<PersonProjects> OfAsync(Person person, CancellationToken cancel)
    {
        var waiting = _store.GetAsync(Keys.Person(person.Id), Waiting.Key, cancel);
        var ids = await _people.ProjectsOfAsync(person.Id, cancel);
        var all = await Task.WhenAll(ids.Select(async id =>
        {
            var (project, member) = (_projects.FindAsync(id, cancel), _projects.MemberAsync(id, person.Id, cancel));
            await Task.WhenAll(project, member);
            return (Project: await project, Member: await member);
        }));
        var on = all.Where(p => p.Project is not null && p.Member is not null).Select(p => (Project: p.Project!, Member: p.Member!)).OrderBy(p => p.Project.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var choice = on.Count < 2 ? null : await _reflections.ChosenAsync(person.Id, cancel);
        var asked = await waiting is { } row ? Waiting.Read(row) : null;
        return new(on)
        {
            Names = ProjectNames.Apart([.. all.Select(p => p.Project).OfType<Project>()]),
            Chosen = on.Any(p => p.Project.Id == choice) ? choice : null,
            Waiting = asked?.Until > _time.GetUtcNow() ? asked : null,
            HasCard = asked?.Card is not null,
        };
    }

    /// <summary>Lets go of a question that waits for an answer.</summary>
    public Task LetGoAsync(Person person, CancellationToken cancel)
    {
        return _store.DeleteAsync(Keys.Person(person.Id), Waiting.Key, cancel);
    }

    /// <summary>Of projects that a command can be about, those in which it makes sense by what it names; all of them where none or several are.</summary>
    public async Task<IReadOnlyList<Project>> SensibleAsync(IReadOnlyList<Project> projects, Command command, Person person, CancellationToken cancel)
    {
        var fits = new List<Project>();
        foreach (var project in projects)
        {
            if (await FitsAsync(project.Id, command, person.Id, cancel))
            {
                fits.Add(project);
            }
        }

        return fits.Count == 1 ? fits : projects;
    }

    private async Task<bool> FitsAsync(string project, Command command, string person, CancellationToken cancel)
    {
        async Task<bool> HasMilestone(string name) => (await _projects.MilestonesAsync(project, cancel)).Any(m => NameMatch.Same(m.Name, name));
        async Task<bool> HasPerson(string name) => (await _projects.MembersAsync(project, cancel)).Any(m => NameMatch.Same(m.Name, name));
        async Task<bool> IsOpen() => (await _projects.RoundsAsync(project, cancel)).Any(r => r.IsOpenAt(_time.GetUtcNow()));
        return command switch
        {
            StartRound { Milestone: var name } => await HasMilestone(name),
            ReflectionBot.Application.Commands.Milestones.ReachMilestone { Name: var name } => await HasMilestone(name),
            RemoveMilestone { Name: var name } => await HasMilestone(name),
            OpenAnswers { Name: var name } => await HasPerson(name),
            RemovePerson { Name: var name } => await HasPerson(name),
            ChangeRole { Name: var name } => await HasPerson(name),
            Invite { Name: var name } => await HasPerson(name),
            HandOver { Name: var name } => await HasPerson(name),
            AddToRound { Name: var name } => await IsOpen() && await HasPerson(name),
            ReflectionBot.Application.Commands.Rounds.CloseRound or Remind or ExtendTo or ExtendBy or ShowStatus => await IsOpen(),
            TakeOver => await _handOvers.IsAskedAsync(project, person, cancel),
            _ => true,
        };
    }

    /// <summary>Somebody's rounds in a project: the last one they were asked in, and the one that is open for them; null for none.</summary>
    public async Task<(Round? Last, Round? Open)> RoundsOfAsync(Person person, Project project, CancellationToken cancel)
    {
        var state = await _reflections.LoadAsync(person.Id, cancel);
        var rounds = (await _projects.RoundsAsync(project.Id, cancel)).Where(r => state.Reflections.ContainsKey(r.Id)).ToList();
        var asked = await _projects.MemberAsync(project.Id, person.Id, cancel) is { } member && member.Roles.HasFlag(Roles.Collaborator) && !state.Session.Left.Contains(project.Id);
        return (rounds.LastOrDefault(), asked ? rounds.LastOrDefault(r => r.IsOpenAt(_time.GetUtcNow())) : null);
    }

    /// <summary>What help has to know: of the project that somebody has chosen, or the only one, else of all of theirs.</summary>
    public async Task<HelpNow> HelpAsync(PersonProjects on, Session session, CancellationToken cancel)
    {
        var about = on.All.Where(p => on.All.Count == 1 || p.Project.Id == on.Chosen).ToList();
        var (project, member) = about.FirstOrDefault();
        var rounds = project is null ? [] : await _projects.RoundsAsync(project.Id, cancel);
        return new HelpNow(member?.Roles ?? on.Roles)
        {
            Project = project is null ? null : on.NameOf(project),
            IsSeveral = on.IsSeveral,
            HasGaps = project?.Settings.Gaps.Count > 0,
            HasOpenRound = rounds.Any(r => r.IsOpenAt(_time.GetUtcNow())),
            Phase = session.Phase,
            IsAsked = await IsAskedAsync(on, cancel),
        };
    }

    /// <summary>Of somebody's projects, those whose open round has this name.</summary>
    public async Task<IReadOnlyList<Project>> WithRoundAsync(PersonProjects on, string name, CancellationToken cancel)
    {
        var with = new List<Project>();
        foreach (var (project, _) in on.All)
        {
            if ((await _projects.RoundsAsync(project.Id, cancel)).Any(r => r.IsOpenAt(_time.GetUtcNow()) && (NameMatch.Same(r.Name, name) || NameMatch.Same($"{project.Name}: {r.Name}", name) || NameMatch.Same($"{on.NameOf(project)}: {r.Name}", name))))
            {
                with.Add(project);
            }
        }

        return with;
    }

    /// <summary>Whether somebody can answer the question that they were shown: not where they were taken off meanwhile, or it has closed.</summary>
    public async Task<bool> AsksAsync(PersonProjects on, Session session, CancellationToken cancel)
    {
        foreach (var project in on.For(Roles.Collaborator).Where(p => p.ClosedAt is null && !session.Left.Contains(p.Id)))
        {
            if ((await _projects.RoundsAsync(project.Id, cancel)).Any(r => r.Id == session.Round && r.IsOpenAt(_time.GetUtcNow())))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The projects that somebody is, or was once, on.</summary>
    public async Task<IReadOnlyList<Project>> EverAsync(Person person, CancellationToken cancel)
    {
        var projects = new List<Project>();
        foreach (var id in await _people.ProjectsOfAsync(person.Id, cancel))
        {
            projects.AddRange(await _projects.FindAsync(id, cancel) is { } project ? [project] : []);
        }

        return projects;
    }

    /// <summary>The projects that somebody has left by their own choice, and that go on.</summary>
    public async Task<IReadOnlyList<Project>> LeftAsync(Person person, CancellationToken cancel)
    {
        var left = new List<Project>();
        foreach (var id in await _people.ProjectsOfAsync(person.Id, cancel))
        {
            if (await _projects.EverMemberAsync(id, person.Id, cancel) is { LeftAt: not null } && await _projects.FindAsync(id, cancel) is { ClosedAt: null } project)
            {
                left.Add(project);
            }
        }

        return left;
    }

    /// <summary>Whether somebody is a collaborator where a round is open.</summary>
    public async Task<bool> IsAskedAsync(PersonProjects on, CancellationToken cancel)
    {
        foreach (var project in on.For(Roles.Collaborator))
        {
            if ((await _projects.RoundsAsync(project.Id, cancel)).Any(r => r.IsOpenAt(_time.GetUtcNow())))
            {
                return true;
            }
        }

        return false;
    }
}
