using NodaTime;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation;

/// <summary>What a step may look at besides the person's own state. It holds everything, so that a step reads no clock and no store.</summary>
public sealed record DialogContext
{
    /// <summary>When the input was received: what is open is open at this time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The id of the chat in which the person did what the step is about; null where it came by itself.</summary>
    public string? Chat { get; init; }

    /// <summary>The person's name, where no project has one for them.</summary>
    public required string PersonName { get; init; }

    /// <summary>The rounds the person was asked in, open and closed, and those in which they will be: whoever comes is served. In the order of opening.</summary>
    public required IReadOnlyList<AskedRound> Rounds { get; init; }

    /// <summary>Takes names, numbers and the like out of words to be quoted.</summary>
    public required Func<string, string> Redact { get; init; }

    /// <summary>The theme under which a digest would put words to be quoted, as it prints it; null for none.</summary>
    public required Func<string, string?> Place { get; init; }

    /// <summary>The themes that an answer can be about, in the order of the codebook.</summary>
    public IReadOnlyList<Theme> Themes { get; init; } = [];

    /// <summary>Ids of all themes, the likeliest for a text first.</summary>
    public Func<string, IReadOnlyList<string>> LikeliestFirst { get; init; } = _ => [];

    /// <summary>Ids of the themes that the coder finds in a text, in the order of the text; often none.</summary>
    public Func<string, IReadOnlyList<string>> Finds { get; init; } = _ => [];

    /// <summary>Tidies the spelling of words to be quoted.</summary>
    public required Func<string, string> Tidy { get; init; }

    /// <summary>The time zone dates are told in; null for each project's own.</summary>
    public DateTimeZone? Zone { get; init; }

    /// <summary>Projects of the person's with a round open in which they were not asked, e.g. because they joined later.</summary>
    public IReadOnlyList<NotAskedProject> NotAsked { get; init; } = [];

    /// <summary>The person is on more than one project now.</summary>
    public bool IsSeveral { get; init; }

    /// <summary>The id of the one that they have chosen, where they are on several; null while they have chosen none.</summary>
    public string? Chosen { get; init; }

    /// <summary>What the person is, or was, on each of their projects.</summary>
    public IReadOnlyList<ProjectPlace> Places { get; init; } = [];

    /// <summary>What the person's projects are called where two of them look the same, by their ids.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>Whom the person can ask to get in touch, for each of their projects.</summary>
    public IReadOnlyList<ProjectContacts> Contacts { get; init; } = [];

    /// <summary>Who opened this person's answers, the earliest first.</summary>
    public IReadOnlyList<Opening> Openings { get; init; } = [];

    /// <summary>The answers that a digest has quoted, by round, where that reflection is in and the input can be about it: each is quoted once.</summary>
    public IReadOnlySet<(string Round, QuestionId Stage)> Printed { get; init; } = new HashSet<(string, QuestionId)>();
}

/// <summary>What somebody is on a project.</summary>
/// <param name="Project">The project.</param>
/// <param name="Member">As they are, or were when they went off it.</param>
public sealed record ProjectPlace(Project Project, Member Member)
{
    /// <summary>They are on it now.</summary>
    public bool IsOn => Member is { RemovedAt: null, Roles: not Roles.None };

    /// <summary>Questions of it come to them.</summary>
    public bool IsAsked => IsOn && Project.ClosedAt is null && Member.Roles.HasFlag(Roles.Collaborator);
}

/// <summary>A project with a round open in which somebody was not asked.</summary>
/// <param name="Project">The project.</param>
/// <param name="MemberName">What it calls them.</param>
/// <param name="IsFacilitator">They can put themselves on it.</param>
/// <param name="Facilitator">Somebody else who can, and whom the bot reaches; null where it knows nobody.</param>
public sealed record NotAskedProject(Project Project, string MemberName, bool IsFacilitator, string? Facilitator);

/// <summary>A round as one person is asked in it.</summary>
/// <param name="Round">The round.</param>
/// <param name="Project">Its project.</param>
/// <param name="Questions">The set the round has pinned.</param>
/// <param name="Before">This person's reflection in the round before that they handed in; null for none.</param>
/// <param name="AskOthers">With the optional question about others.</param>
public sealed record AskedRound(Round Round, Project Project, QuestionSet Questions, Reflection? Before = null, bool AskOthers = false)
{
    /// <summary>What this person wrote as their action plan in the round before; null for none.</summary>
    public string? LastPlan => Before?.Of(QuestionId.ActionPlan) is { Answered: true } plan ? plan.Text : null;

    /// <summary>The person is a collaborator of the project now. Whoever is not is asked nothing; what they gave before stays theirs to look at and take back.</summary>
    public bool IsCollaborator { get; init; } = true;

    /// <summary>The person is on the project now, in any role.</summary>
    public bool IsMember { get; init; } = true;

    /// <summary>The name the project has for the person, as a quote with their name shows it.</summary>
    public string? MemberName { get; init; }

    /// <summary>Everyone on the project now, in any role.</summary>
    public IReadOnlyList<Member> Members { get; init; } = [];

    /// <summary>Those whom the consent text names as readers, and who can open what is given under it; as people know the facilitator where it names nobody who can.</summary>
    public string Readers => Spoken.List(ReaderNames);

    /// <summary>The same, of whom any is meant: "Ana or Ben".</summary>
    public string AnyReader => Spoken.Either(ReaderNames);

    private List<string> ReaderNames => Members.Where(m => OpeningRule.IsReader(m, Project.Settings)).Select(m => m.Name).ToList() is [_, ..] readers ? readers : [Facilitator];

    /// <summary>Whose name the choice "me and ..." has: the facilitator's as people know them, unless they cannot read and others can.</summary>
    public string ChoiceReader => ReaderNames.Exists(IsFacilitator) ? Facilitator : Readers;

    // "Ana" is how people may know Ana Silva.
    private bool IsFacilitator(string reader) => NameMatch.Same(reader, Facilitator) || NameMatch.Same(reader.Split(' ')[0], Facilitator) || Projects.Naming.ReaderNames.Names(Facilitator, reader);

    /// <summary>The facilitator as people know them.</summary>
    public string Facilitator => Project.Settings.Facilitator ?? ConversationWording.TheFacilitator;
}

/// <summary>Somebody opened this person's answers.</summary>
/// <param name="By">The name of who did.</param>
/// <param name="At">When.</param>
/// <param name="Exported">In a file, rather than here.</param>
/// <param name="NewLink">Not the answers: a new private link to the person's chat was made.</param>
/// <param name="Did">Not the answers: what was done with the person's chats, in words that follow the name.</param>
/// <param name="Nothing">There was nothing that they could open.</param>
public sealed record Opening(string By, DateTimeOffset At, bool Exported = false, bool NewLink = false, string? Did = null, bool Nothing = false);
