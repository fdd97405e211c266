using System.Collections.Concurrent;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Stores;

/// <summary>Reads projects and what belongs to them. Writing is a batch of <see cref="ProjectRows"/> through the unit of work.</summary>
public sealed class ProjectStore(ITableStore store)
{
    private readonly ConcurrentDictionary<string, QuestionSet> _kept = new(StringComparer.Ordinal);

    /// <summary>The project with this id, or null.</summary>
    public async Task<Project?> FindAsync(string project, CancellationToken cancel) =>
        await store.GetAsync(Keys.Project(project), Keys.Self, cancel) is { } row ? ProjectRows.ReadProject(row) : null;

    /// <summary>The project whose home a shared conversation is, or null.</summary>
    public async Task<Project?> AtAsync(ConversationAddress place, CancellationToken cancel)
    {
        var home = await store.GetAsync(Keys.Conversation(place), Keys.Self, cancel);
        return home?.Columns.Text("Project") is { } id ? await FindAsync(id, cancel) : null;
    }

    /// <summary>Everyone on the project now, by name.</summary>
    public async Task<IReadOnlyList<Member>> MembersAsync(string project, CancellationToken cancel) =>
        [.. (await EverMembersAsync(project, cancel)).Where(m => m.RemovedAt is null)];

    /// <summary>Everyone who is or was on the project, by name: to decide who counts, and for messages that must also reach former members.</summary>
    public async Task<IReadOnlyList<Member>> EverMembersAsync(string project, CancellationToken cancel)
    {
        var rows = await store.ListAsync(Keys.Project(project), Keys.Prefix(ProjectRows.Member), cancel);
        return [.. rows.Select(ProjectRows.ReadMember).OrderBy(m => m.Name, StringComparer.OrdinalIgnoreCase).ThenBy(m => m.Person, StringComparer.Ordinal)];
    }

    /// <summary>One person's membership of a project; null if they are not on it now.</summary>
    public async Task<Member?> MemberAsync(string project, string person, CancellationToken cancel) =>
        await EverMemberAsync(project, person, cancel) is { RemovedAt: null } member ? member : null;

    /// <summary>One person's membership of a project, also a former one; null if they were never on it.</summary>
    public async Task<Member?> EverMemberAsync(string project, string person, CancellationToken cancel) =>
        await store.GetAsync(Keys.Project(project), Keys.Join(ProjectRows.Member, person), cancel) is { } row ? ProjectRows.ReadMember(row) : null;

    /// <summary>The project's milestones in the order they were added.</summary>
    public async Task<IReadOnlyList<Milestone>> MilestonesAsync(string project, CancellationToken cancel) =>
        [.. (await store.ListAsync(Keys.Project(project), Keys.Prefix(ProjectRows.Milestone), cancel)).Select(ProjectRows.ReadMilestone)];

    /// <summary>The project's rounds, oldest first.</summary>
    public async Task<IReadOnlyList<Round>> RoundsAsync(string project, CancellationToken cancel) =>
        [.. (await store.ListAsync(Keys.Project(project), Keys.Prefix(ProjectRows.Round), cancel)).Select(ProjectRows.ReadRound)];

    /// <summary>One round, or null.</summary>
    public async Task<Round?> RoundAsync(string project, string round, CancellationToken cancel) =>
        await store.GetAsync(Keys.Project(project), Keys.Join(ProjectRows.Round, round), cancel) is { } row ? ProjectRows.ReadRound(row) : null;

    /// <summary>
    /// The questions of a round as they were when it opened, even if the build has changed them since. Rounds from before this rule stored none;
    /// they get the build's current questions.
    /// </summary>
    public async Task<QuestionSet> QuestionsAsync(Round round, CancellationToken cancel)
    {
        if (QuestionSet.Find(round.QuestionSet, round.QuestionSetHash) is { } built)
        {
            return built;
        }

        if (_kept.TryGetValue(round.QuestionSetHash, out var known))
        {
            return known;
        }

        var row = await store.GetAsync(Keys.Project(round.Project), Keys.Join(ProjectRows.Questions, round.QuestionSetHash), cancel);
        return row?.Columns.Text("Json") is { } json && QuestionSet.Parse(json) is var kept && kept.Hash == round.QuestionSetHash
            ? _kept.GetOrAdd(kept.Hash, kept)
            : QuestionSet.Find(round.QuestionSet) ?? QuestionSet.Default;
    }

    /// <summary>What a person typed into the settings form that could not be saved.</summary>
    public async Task<SettingsDraft> SettingsDraftAsync(string project, string person, CancellationToken cancel) =>
        SettingsDraft.Read(await store.GetAsync(Keys.Project(project), SettingsDraft.Key(person), cancel));

    /// <summary>A message about a project for one reader: in their language. If they are on several projects, it includes the project's name, made distinct from their other projects.</summary>
    /// <param name="people">Provides the reader's language and projects.</param>
    /// <param name="project">The project.</param>
    /// <param name="person">The reader.</param>
    /// <param name="message">Makes the message, in the current language.</param>
    /// <param name="cancel">Cancels the reading.</param>
    public async Task<OutboundMessage> ForReaderAsync(PeopleStore people, Project project, string person, Func<OutboundMessage> message, CancellationToken cancel)
    {
        using var language = Language.In(await people.LanguageAsync(person, cancel));
        if (await people.ProjectsOfAsync(person, cancel) is not [_, _, ..] theirs)
        {
            return message();
        }

        var all = await Task.WhenAll(theirs.Select(id => FindAsync(id, cancel)));
        return ProjectTitle.On(message(), ProjectNames.Apart([.. all.OfType<Project>()]).GetValueOrDefault(project.Id) ?? project.Name);
    }

    /// <summary>A project that the person facilitates whose name could be confused with this one; null for none.</summary>
    /// <param name="projects">The ids of their projects.</param>
    /// <param name="person">The person.</param>
    /// <param name="name">The name.</param>
    /// <param name="isItself">Whether a project is the one that gets the name.</param>
    /// <param name="cancel">Cancels the reading.</param>
    public async Task<Project?> RunAlikeAsync(IReadOnlyList<string> projects, string person, string name, Func<Project, bool> isItself, CancellationToken cancel)
    {
        foreach (var id in projects)
        {
            if (await FindAsync(id, cancel) is { } project && !isItself(project) && NameMatch.LooksLike(project.Name, name)
                && await MemberAsync(id, person, cancel) is { } member && member.Roles.HasFlag(Roles.Facilitator))
            {
                return project;
            }
        }

        return null;
    }
}
