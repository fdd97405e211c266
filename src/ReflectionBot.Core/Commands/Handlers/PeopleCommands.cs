using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Storage;
using ReflectionBot.Core.Work;

namespace ReflectionBot.Core.Commands.Handlers;

/// <summary>Carries out what is typed about the people of a project.</summary>
public sealed class PeopleCommands
{
    private const int Most = 200;
    private const int LongestName = 80;

    private readonly ProjectStore _projects;
    private readonly PeopleStore _people;
    private readonly IInvitations _invitations;
    private readonly ITableStore _store;

    /// <summary>Handlers over these stores.</summary>
    public PeopleCommands(ProjectStore projects, PeopleStore people, IInvitations invitations, ITableStore store)
    {
        _projects = projects;
        _people = people;
        _invitations = invitations;
        _store = store;
    }

    /// <summary>`people`: names and roles, and to the facilitator who cannot be reached, without the reason.</summary>
    public async Task<CommandResult> ListAsync(CommandContext context, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var members = await _projects.MembersAsync(context.Project.Id, cancel).ConfigureAwait(false);
        var lines = members.Select(m => $"{m.Name}: {Words(m.Roles)}{(m.Unreachable ? " (not reachable)" : "")}");
        return context.SayPrivately(new NoticeMessage([.. lines], [], $"{English.People(members.Count)} on {context.Project.Name}"));
    }

    /// <summary>`person add`: somebody new, with a personal link; or somebody who was on the project before, as the same person.</summary>
    public async Task<CommandResult> AddAsync(CommandContext context, string name, Roles roles, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(name);
        var ever = await _projects.EverMembersAsync(context.Project.Id, cancel).ConfigureAwait(false);
        IReadOnlyList<Member> members = [.. ever.Where(m => m.RemovedAt is null)];
        if (Refusal(members, name, roles) is { } sentence)
        {
            return context.Say(sentence);
        }

        if (ever.Where(m => m.RemovedAt is not null && NameMatch.Same(m.Name, name)).MaxBy(m => m.RemovedAt) is { } former)
        {
            return BackAgain(context, former, roles);
        }

        var id = context.NewId();
        var person = new Person(id, context.Project.Workspace, name, new ChatAddress("web", context.Project.Workspace, id));
        await _people.AddAsync(person, cancel).ConfigureAwait(false);
        await _people.ReferToAsync(id, context.Project.Id, cancel).ConfigureAwait(false);
        var link = await _invitations.CreateAsync(person.Address!, name, cancel).ConfigureAwait(false);
        var member = new Member(context.Project.Id, id, name, Roles.None, context.Now).As(roles, context.Now);
        return context.SayPrivately(
            NoticeMessage.Of($"{name} is on {context.Project.Name} as {Words(roles)}.{ReaderNotice(member, null)} This is their personal link, for them alone. It works once, in one browser, for two weeks:", link.ToString(), "If a round is open, `add \"" + name + "\"` asks them to join it."),
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
            return context.DidYouMean(near, n => $"person remove \"{n}\"", Unknown(name, near));
        }

        if (IsLastFacilitator(members, found))
        {
            return context.Say($"{found.Name} is the only facilitator. Make somebody else one first: `person role \"Name\" facilitator`.");
        }

        var result = context.SayPrivately(
            NoticeMessage.Of($"{found.Name} is off {context.Project.Name} and gets no more prompts. Their answers stay theirs: they can still take them back."),
            ProjectRows.Put(found.Removed(context.Now)));
        return WithOpenedClosed(context, result, found, Roles.None);
    }

    /// <summary>`person role`.</summary>
    public async Task<CommandResult> ChangeRoleAsync(CommandContext context, string name, Roles roles, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var members = await _projects.MembersAsync(context.Project.Id, cancel).ConfigureAwait(false);
        var (found, near) = NameMatch.Find(members, m => m.Name, name);
        if (IsBoth(roles))
        {
            return context.Say(BothSentence);
        }

        if (found is null)
        {
            return context.DidYouMean(near, n => $"person role \"{n}\" {RolesAsTyped(roles)}", Unknown(name, near));
        }

        if (IsLastFacilitator(members, found) && !roles.HasFlag(Roles.Facilitator))
        {
            return context.Say($"{found.Name} is the only facilitator. Make somebody else one first: `person role \"Name\" facilitator`.");
        }

        var changed = found.As(roles, context.Now);
        if (Helpers.Mistake(context.Project.Settings, [.. members.Where(m => m != found), changed]) is { } mistake && Helpers.Mistake(context.Project.Settings, members) is null)
        {
            return context.Say($"{mistake} Name another person first: `set helper2 \"...\"`.");
        }

        var result = context.SayPrivately(NoticeMessage.Of($"{found.Name} is now {Words(roles)}.{ReaderNotice(changed, found)}"), ProjectRows.Put(changed));
        return WithOpenedClosed(context, result, found, roles);
    }

    /// <summary>
    /// `invite`: a new personal link. Whoever holds it is taken for that person, so where somebody is in the chat already they are told first,
    /// it is written where they see who looked, and the link works only a day later.
    /// </summary>
    public async Task<CommandResult> InviteAsync(CommandContext context, string name, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var members = await _projects.MembersAsync(context.Project.Id, cancel).ConfigureAwait(false);
        var (found, near) = NameMatch.Find(members, m => m.Name, name);
        var person = found is null ? null : await _people.GetAsync(found.Person, cancel).ConfigureAwait(false);
        if (found is null)
        {
            return context.DidYouMean(near, n => $"invite \"{n}\"", Unknown(name, near));
        }

        if (person?.Address is not { Channel: "web" } address)
        {
            return context.Say($"{found.Name} is not in the web chat, so there is no link to make.");
        }

        var by = members.FirstOrDefault(m => m.Person == context.Person.Id)?.Name ?? context.Person.Name;
        if (await _invitations.HasJoinedAsync(address, cancel).ConfigureAwait(false))
        {
            // Before the link exists: no link without its trace.
            var trace = ReflectionStore.LinkMade(context.NewId(), by, context.Person.Id, context.Project.Id, context.Now);
            await _store.TryInsertAsync(Keys.Person(found.Person), trace.Key, trace.Columns, cancel).ConfigureAwait(false);
        }

        var invitation = await _invitations.InviteAsync(address, found.Name, context.Zone, cancel).ConfigureAwait(false);
        TableWrite[] reachable = found.Unreachable ? [ProjectRows.Put(found with { Unreachable = false })] : [];
        return invitation.WorksFrom is { } from
            ? Delayed(context, found, invitation.Link, English.DayAndTime(from, context.Zone), by, reachable)
            : context.SayPrivately(NoticeMessage.Of($"A personal link for {found.Name}, for them alone. It works once, in one browser, for two weeks:", invitation.Link.ToString()), reachable);
    }

    /// <summary>"collaborator and lead".</summary>
    internal static string Words(Roles roles) => English.List(Each(roles));

    /// <summary>What to say about a name that fits nobody.</summary>
    internal static string Unknown(string typed, IReadOnlyList<string> near) => near.Count > 0
        ? $"Who is meant? {English.List([.. near.Select(n => $"`{n}`")])}."
        : $"Nobody on the project is called \"{Names.Shown(typed)}\". `people` shows everyone; `person add \"{Names.Shown(typed)}\"` adds somebody.";

    private const string BothSentence = "A facilitator and a lead are different people in a project: the facilitator reads answers, the lead never does. Choose one.";

    private static CommandResult Delayed(CommandContext context, Member found, Uri link, string from, string by, TableWrite[] writes)
    {
        var told = new NoticeMessage(
            [$"{by} made a new private link to this chat. It starts working on {from}. If that is not right, type `stop link`."], [new Button("Stop link", new ButtonAction("run", Item: "stop link"))]);
        var result = context.SayPrivately(
            NoticeMessage.Of(
                $"A personal link for {found.Name}, for them alone. It works once, in one browser. {found.Name} has been in this chat before, so it starts working on {from}, 24 hours from now. I have told them in their chat, and they can stop it. Opening it ends the chat in their other browsers.",
                link.ToString()), writes);
        return result with { Effects = [.. result.Effects, new WriteToPerson(context.NewId(), found.Person, told)] };
    }

    private static CommandResult BackAgain(CommandContext context, Member former, Roles roles)
    {
        var member = former.As(roles, context.Now);
        return context.SayPrivately(
            new NoticeMessage(
                [$"{former.Name} is on {context.Project.Name} again as {Words(roles)}, as the same person as before: what they wrote is still theirs, and their old link and chat still work.{ReaderNotice(member, null)}", $"If they need a new link: `invite \"{former.Name}\"`. If a round is open, `add \"{former.Name}\"` asks them to join it. For another person of that name, add a surname."],
                [new Button("New link", new ButtonAction("run", Item: $"invite \"{former.Name}\""))]),
            ProjectRows.Put(member));
    }

    // What was opened goes with the role that opened it.
    private static CommandResult WithOpenedClosed(CommandContext context, CommandResult result, Member before, Roles now) =>
        before.Roles.HasFlag(Roles.Facilitator) && !now.HasFlag(Roles.Facilitator)
            ? result with { Effects = [.. result.Effects, new RunJob(context.NewId(), new CloseOpened(context.Project.Id, before.Person))] }
            : result;

    private static string ReaderNotice(Member member, Member? before) => member.FacilitatorSince is not null && before?.FacilitatorSince is null
        ? $" To open answers, {member.Name} must be named in `readers`: then everyone is asked again, and {member.Name} can open what is answered after that, nothing earlier."
        : "";

    private static List<string> Each(Roles roles) =>
        [.. Enum.GetValues<Roles>().Where(r => r != Roles.None && roles.HasFlag(r)).Select(r => r.ToString().ToLowerInvariant())];

    private static string RolesAsTyped(Roles roles) => string.Join(" and ", Each(roles));

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
