using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Storage;
using ReflectionBot.Core.Work;

namespace ReflectionBot.Core.Commands.Handlers;

/// <summary>Carries out what is typed about the people of a project.</summary>
public sealed class PeopleCommands
{
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

    /// <summary>`person remove`.</summary>
    public async Task<CommandResult> RemoveAsync(CommandContext context, string name, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var members = await _projects.MembersAsync(context.Project.Id, cancel).ConfigureAwait(false);
        var (found, near) = NameMatch.Find(members, m => m.Name, name);
        if (found is null)
        {
            return context.DidYouMean(near, n => $"person remove {Quotes.Around(n)}", Unknown(name, near));
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
            return context.DidYouMean(near, n => $"person role {Quotes.Around(n)} {RolesAsTyped(roles)}", Unknown(name, near));
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
            return context.DidYouMean(near, n => $"invite {Quotes.Around(n)}", Unknown(name, near));
        }

        if (person is null || await LinkedAsync(person, cancel).ConfigureAwait(false) is not { } address)
        {
            return context.Say($"I cannot make a link for {found.Name}.");
        }

        var by = members.FirstOrDefault(m => m.Person == context.Person.Id)?.Name ?? context.Person.Name;
        var known = person.SeenAt is not null && person.Address != address;
        if (known || await _invitations.HasJoinedAsync(address, cancel).ConfigureAwait(false))
        {
            // Before the link exists: no link without its trace.
            var trace = ReflectionStore.LinkMade(context.NewId(), by, context.Person.Id, context.Project.Id, context.Now);
            await _store.TryInsertAsync(Keys.Person(found.Person), trace.Key, trace.Columns, cancel).ConfigureAwait(false);
        }

        var invitation = await _invitations.InviteAsync(address, found.Name, context.Zone, known, cancel).ConfigureAwait(false);
        return invitation.WorksFrom is { } from
            ? Delayed(context, found, invitation.Link, English.DayAndTime(from, context.Zone), by)
            : context.SayPrivately(NoticeMessage.Of($"A personal link for {found.Name}, for them alone. It works once, in one browser, for two weeks:", invitation.Link.ToString()));
    }

    /// <summary>The person's address in the web chat: theirs already, or one more that leads to them.</summary>
    private async Task<ChatAddress?> LinkedAsync(Person person, CancellationToken cancel)
    {
        if (person.Address is { Channel: "web" } already)
        {
            return already;
        }

        var address = new ChatAddress("web", person.Workspace, person.Id);
        return await _people.LinkAsync(person.Id, address, cancel).ConfigureAwait(false) ? address : null;
    }

    /// <summary>"collaborator and lead".</summary>
    internal static string Words(Roles roles) => English.List(Each(roles));

    /// <summary>What to say about a name that fits nobody.</summary>
    internal static string Unknown(string typed, IReadOnlyList<string> near) => near.Count > 0
        ? $"Who is meant? {English.List([.. near.Select(n => $"`{n}`")])}."
        : $"Nobody on the project is called \"{Names.Shown(typed)}\". `people` shows everyone; `person add \"{Names.Shown(typed)}\"` adds somebody.";

    internal const string BothSentence = "A facilitator and a lead are different people in a project: the facilitator reads answers, the lead never does. Choose one.";

    private static CommandResult Delayed(CommandContext context, Member found, Uri link, string from, string by)
    {
        var told = new NoticeMessage(
            [$"{by} made a new private link to this chat. It starts working on {from}. If that is not right, type `stop link`."], [new Button("Stop link", new ButtonAction("run", Item: "stop link"))]);
        var result = context.SayPrivately(
            NoticeMessage.Of(
                $"A personal link for {found.Name}, for them alone. It works once, in one browser. {found.Name} has been in this chat before, so it starts working on {from}, 24 hours from now. I have told them in their chat, and they can stop it. Opening it ends the chat in their other browsers.",
                link.ToString()));
        return result with { Effects = [.. result.Effects, new WriteToPerson(context.NewId(), found.Person, told)] };
    }

    // What was opened goes with the role that opened it.
    private static CommandResult WithOpenedClosed(CommandContext context, CommandResult result, Member before, Roles now) =>
        before.Roles.HasFlag(Roles.Facilitator) && !now.HasFlag(Roles.Facilitator)
            ? result with { Effects = [.. result.Effects, new RunJob(context.NewId(), new CloseOpened(context.Project.Id, before.Person))] }
            : result;

    internal static string ReaderNotice(Member member, Member? before) => member.FacilitatorSince is not null && before?.FacilitatorSince is null
        ? $" To open answers, {member.Name} must be named in `readers`: then everyone is asked again, and {member.Name} can open what is answered after that, nothing earlier."
        : "";

    private static List<string> Each(Roles roles) =>
        [.. Enum.GetValues<Roles>().Where(r => r != Roles.None && roles.HasFlag(r)).Select(r => r.ToString().ToLowerInvariant())];

    internal static string RolesAsTyped(Roles roles) => string.Join(" and ", Each(roles));

    internal static bool IsBoth(Roles roles) => roles.HasFlag(Roles.Facilitator | Roles.Lead);

    private static bool IsLastFacilitator(IReadOnlyList<Member> members, Member found) =>
        found.Roles.HasFlag(Roles.Facilitator) && members.Count(m => m.Roles.HasFlag(Roles.Facilitator)) == 1;
}
