using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Storage;

namespace ReflectionBot.Core.Commands.Handlers;

/// <summary>Carries out what is typed about the people of a project.</summary>
public sealed class PeopleCommands
{
    private const int Most = 200;
    private const int LongestName = 80;

    private readonly ProjectStore _projects;
    private readonly PeopleStore _people;
    private readonly IInvitations _invitations;

    /// <summary>Handlers over these stores.</summary>
    public PeopleCommands(ProjectStore projects, PeopleStore people, IInvitations invitations)
    {
        _projects = projects;
        _people = people;
        _invitations = invitations;
    }

    /// <summary>`people`: names and roles, and to the facilitator who cannot be reached, without the reason.</summary>
    public async Task<CommandResult> ListAsync(CommandContext context, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var members = await _projects.MembersAsync(context.Project.Id, cancel).ConfigureAwait(false);
        var lines = members.Select(m => $"{m.Name}: {Words(m.Roles)}{(m.Unreachable ? " (not reachable)" : "")}");
        return context.SayPrivately(new NoticeMessage([.. lines], [], $"{English.People(members.Count)} on {context.Project.Name}"));
    }

    /// <summary>`person add`: somebody new, with a personal link.</summary>
    public async Task<CommandResult> AddAsync(CommandContext context, string name, Roles roles, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(name);
        var members = await _projects.MembersAsync(context.Project.Id, cancel).ConfigureAwait(false);
        if (Refusal(members, name, roles) is { } sentence)
        {
            return context.Say(sentence);
        }

        var id = context.NewId();
        var person = new Person(id, context.Project.Workspace, name, new ChatAddress("web", context.Project.Workspace, id));
        await _people.AddAsync(person, cancel).ConfigureAwait(false);
        await _people.ReferToAsync(id, context.Project.Id, cancel).ConfigureAwait(false);
        var link = await _invitations.CreateAsync(person.Address!, name, cancel).ConfigureAwait(false);
        var member = new Member(context.Project.Id, id, name, roles, context.Now, roles.HasFlag(Roles.Facilitator) ? context.Now : null);
        return context.SayPrivately(
            NoticeMessage.Of($"{name} is on {context.Project.Name} as {Words(roles)}. This is their personal link, for them alone. It works once, in one browser, for two weeks:", link.ToString(), "If a round is open, `add \"" + name + "\"` asks them to join it."),
            ProjectRows.Put(member));
    }

    /// <summary>`person remove`.</summary>
    public async Task<CommandResult> RemoveAsync(CommandContext context, string name, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var members = await _projects.MembersAsync(context.Project.Id, cancel).ConfigureAwait(false);
        var (found, near) = NameMatch.Find(members, m => m.Name, name);
        if (found is null)
        {
            return context.Say(Unknown(name, near));
        }

        return IsLastFacilitator(members, found)
            ? context.Say($"{found.Name} is the only facilitator. Make somebody else one first: `person role \"Name\" facilitator`.")
            : context.SayPrivately(
                NoticeMessage.Of($"{found.Name} is off {context.Project.Name} and gets no more prompts. Their answers stay theirs: they can still take them back."),
                new DeleteRow(Keys.Join(ProjectRows.Member, found.Person)));
    }

    /// <summary>`person role`.</summary>
    public async Task<CommandResult> ChangeRoleAsync(CommandContext context, string name, Roles roles, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var members = await _projects.MembersAsync(context.Project.Id, cancel).ConfigureAwait(false);
        var (found, near) = NameMatch.Find(members, m => m.Name, name);
        if (found is null || IsBoth(roles))
        {
            return context.Say(found is null ? Unknown(name, near) : BothSentence);
        }

        if (IsLastFacilitator(members, found) && !roles.HasFlag(Roles.Facilitator))
        {
            return context.Say($"{found.Name} is the only facilitator. Make somebody else one first: `person role \"Name\" facilitator`.");
        }

        DateTimeOffset? since = roles.HasFlag(Roles.Facilitator) ? found.FacilitatorSince ?? context.Now : null;
        var notice = since is not null && found.FacilitatorSince is null ? $" {found.Name} can open answers given from now on, not earlier ones. Name them in `readers`, so that everyone is asked again." : "";
        return context.SayPrivately(NoticeMessage.Of($"{found.Name} is now {Words(roles)}.{notice}"), ProjectRows.Put(found with { Roles = roles, FacilitatorSince = since }));
    }

    /// <summary>`invite`: a new personal link.</summary>
    public async Task<CommandResult> InviteAsync(CommandContext context, string name, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var members = await _projects.MembersAsync(context.Project.Id, cancel).ConfigureAwait(false);
        var (found, near) = NameMatch.Find(members, m => m.Name, name);
        var person = found is null ? null : await _people.GetAsync(found.Person, cancel).ConfigureAwait(false);
        if (found is null || person?.Address is not { Channel: "web" } address)
        {
            return context.Say(found is null ? Unknown(name, near) : $"{found.Name} is not in the web chat, so there is no link to make.");
        }

        var link = await _invitations.CreateAsync(address, found.Name, cancel).ConfigureAwait(false);
        TableWrite[] reachable = found.Unreachable ? [ProjectRows.Put(found with { Unreachable = false })] : [];
        return context.SayPrivately(
            NoticeMessage.Of($"A personal link for {found.Name}, for them alone. It works once, in one browser, for two weeks:", link.ToString()), reachable);
    }

    /// <summary>"collaborator and lead".</summary>
    internal static string Words(Roles roles) =>
        English.List([.. Enum.GetValues<Roles>().Where(r => r != Roles.None && roles.HasFlag(r)).Select(r => r.ToString().ToLowerInvariant())]);

    /// <summary>What to say about a name that fits nobody.</summary>
    internal static string Unknown(string typed, IReadOnlyList<string> near) => near.Count > 0
        ? $"Who is meant? {English.List([.. near.Select(n => $"`{n}`")])}."
        : $"Nobody on the project is called \"{Names.Shown(typed)}\". `people` shows everyone; `person add \"{Names.Shown(typed)}\"` adds somebody.";

    private const string BothSentence = "A facilitator and a lead are different people in a project: the facilitator reads answers, the lead never does. Choose one.";

    private static bool IsBoth(Roles roles) => roles.HasFlag(Roles.Facilitator | Roles.Lead);

    private static string? Refusal(IReadOnlyList<Member> members, string name, Roles roles)
    {
        if (members.Any(m => NameMatch.Same(m.Name, name)))
        {
            return $"{Names.Shown(name)} is on the project already. `person role \"{Names.Shown(name)}\" ...` changes what they are; `invite \"{Names.Shown(name)}\"` makes a new link. For another person of that name, add a surname.";
        }

        return name.Length > LongestName ? $"A name can have up to {LongestName} characters." : IsBoth(roles) ? BothSentence : members.Count >= Most ? $"A project can have up to {Most} people." : null;
    }

    private static bool IsLastFacilitator(IReadOnlyList<Member> members, Member found) =>
        found.Roles.HasFlag(Roles.Facilitator) && members.Count(m => m.Roles.HasFlag(Roles.Facilitator)) == 1;
}
