using NodaTime;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation;

/// <summary>Everything a step may read besides the person's own state, so that a step reads no clock and no store.</summary>
public sealed record DialogContext
{
    /// <summary>When the input was received. It decides which rounds are open.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The id of the chat in which the person acted; null where the person did not start the step.</summary>
    public string? Chat { get; init; }

    /// <summary>The person's name, for projects that have no name for them.</summary>
    public required string PersonName { get; init; }

    /// <summary>The rounds in which the person was or will be asked, open and closed, in order of opening. A person who arrives before being invited is served too.</summary>
    public required IReadOnlyList<AskedRound> Rounds { get; init; }

    /// <summary>Removes names, numbers and the like from words to be quoted.</summary>
    public required Func<string, string> Redact { get; init; }

    /// <summary>The theme under which a project's digest would list words to be quoted, as it prints it; null for none.</summary>
    public required Func<Project, string, string?> Place { get; init; }

    /// <summary>The themes that an answer in a project can be about, in the order of its codebook; empty where that is not there.</summary>
    public Func<Project, IReadOnlyList<Theme>> Themes { get; init; } = _ => [];

    /// <summary>Ids of all themes of a project, the likeliest for a text first.</summary>
    public Func<Project, string, IReadOnlyList<string>> LikeliestFirst { get; init; } = (_, _) => [];

    /// <summary>Ids of the themes that the coder finds in a text, in text order; often none.</summary>
    public Func<Project, string, IReadOnlyList<string>> Finds { get; init; } = (_, _) => [];

    /// <summary>Tidies the spelling of words to be quoted.</summary>
    public required Func<string, string> Tidy { get; init; }

    /// <summary>The time zone for shown dates; null for each project's own.</summary>
    public DateTimeZone? Zone { get; init; }

    /// <summary>The person's projects with an open round in which they were not asked, e.g. because they joined later.</summary>
    public IReadOnlyList<NotAskedProject> NotAsked { get; init; } = [];

    /// <summary>The person is on more than one project now.</summary>
    public bool IsSeveral { get; init; }

    /// <summary>The id of the project that they have chosen, where they are on several; null while they have chosen none.</summary>
    public string? Chosen { get; init; }

    /// <summary>The person's current or former membership of each of their projects.</summary>
    public IReadOnlyList<ProjectPlace> Places { get; init; } = [];

    /// <summary>Names for the person's projects where two of them look the same, by project id.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>The people whom the person can ask to get in touch, for each of their projects.</summary>
    public IReadOnlyList<ProjectContacts> Contacts { get; init; } = [];

    /// <summary>Who opened this person's answers, the earliest first.</summary>
    public IReadOnlyList<Opening> Openings { get; init; } = [];

    /// <summary>The answers that a digest has quoted, by round, where that reflection is submitted and the input can be about it: each is quoted once.</summary>
    public IReadOnlySet<(string Round, QuestionId Stage)> Printed { get; init; } = new HashSet<(string, QuestionId)>();
}

/// <summary>A person's membership of a project.</summary>
/// <param name="Project">The project.</param>
/// <param name="Member">As they are now, or were when they left it.</param>
public sealed record ProjectPlace(Project Project, Member Member)
{
    /// <summary>They are on it now.</summary>
    public bool IsOn => Member is { RemovedAt: null, Roles: not Roles.None };

    /// <summary>The project asks them its questions.</summary>
    public bool IsAsked => IsOn && Project.ClosedAt is null && Member.Roles.HasFlag(Roles.Collaborator);
}

/// <summary>A project with an open round in which the person was not asked.</summary>
/// <param name="Project">The project.</param>
/// <param name="MemberName">The person's name on the project.</param>
/// <param name="IsFacilitator">The person can add themselves to the round.</param>
/// <param name="Facilitator">Another person who can, and whom the bot can reach; null where there is none.</param>
public sealed record NotAskedProject(Project Project, string MemberName, bool IsFacilitator, string? Facilitator);

/// <summary>A round as it applies to one person.</summary>
/// <param name="Round">The round.</param>
/// <param name="Project">Its project.</param>
/// <param name="Questions">The question set pinned for the round.</param>
/// <param name="Before">This person's submitted reflection in the round before; null for none.</param>
/// <param name="AskOthers">Includes the optional question about others.</param>
public sealed record AskedRound(Round Round, Project Project, QuestionSet Questions, Reflection? Before = null, bool AskOthers = false)
{
    /// <summary>What this person wrote as their action plan in the round before; null for none.</summary>
    public string? LastPlan => Before?.Of(QuestionId.ActionPlan) is { Answered: true } plan ? plan.Text : null;

    /// <summary>The person is a collaborator of the project now. A former collaborator is asked nothing, but can still read and take back earlier answers.</summary>
    public bool IsCollaborator { get; init; } = true;

    /// <summary>The person is on the project now, in any role.</summary>
    public bool IsMember { get; init; } = true;

    /// <summary>The person's name on the project, as shown with a quote that carries their name.</summary>
    public string? MemberName { get; init; }

    /// <summary>Everyone on the project now, in any role.</summary>
    public IReadOnlyList<Member> Members { get; init; } = [];

    /// <summary>The readers whom the consent text names, who can open what is given under it. Where it names none who can, the facilitator's usual name.</summary>
    public string Readers => Spoken.List(ReaderNames);

    /// <summary>The same people, joined with "or": "Ana or Ben".</summary>
    public string AnyReader => Spoken.Either(ReaderNames);

    private List<string> ReaderNames => Members.Where(m => OpeningRule.IsReader(m, Project.Settings)).Select(m => m.Name).ToList() is [_, ..] readers ? readers : [Facilitator];

    /// <summary>The name in the choice "me and ...": the facilitator's usual name, unless the facilitator cannot read and others can.</summary>
    public string ChoiceReader => ReaderNames.Exists(IsFacilitator) ? Facilitator : Readers;

    // People may know Ana Silva as "Ana".
    private bool IsFacilitator(string reader) => NameMatch.Same(reader, Facilitator) || NameMatch.Same(reader.Split(' ')[0], Facilitator) || Projects.Naming.ReaderNames.Names(Facilitator, reader);

    /// <summary>The facilitator's usual name.</summary>
    public string Facilitator => Project.Settings.Facilitator ?? ConversationWording.TheFacilitator;
}

/// <summary>A record that a person opened this person's answers.</summary>
/// <param name="By">The name of the reader.</param>
/// <param name="At">When.</param>
/// <param name="Exported">Exported in a file, rather than opened in the chat.</param>
/// <param name="NewLink">No answers were opened: a new private link to the person's chat was made.</param>
/// <param name="Did">No answers were opened: what was done with the person's chats, as text that follows the name.</param>
/// <param name="Nothing">There was nothing that the reader could open.</param>
public sealed record Opening(string By, DateTimeOffset At, bool Exported = false, bool NewLink = false, string? Did = null, bool Nothing = false);
