using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Core.Commands.Handlers;

/// <summary>
/// `person add`. Where the project's channel has a roster, whoever has that name on it is meant, and is asked in their own chat there. Else,
/// or on request, the person gets a personal link to the web chat. Somebody who was on the project before is the same person as before.
/// </summary>
public sealed class PersonAdding
{
    private const int Most = 200;
    private const int LongestName = 80;

    private readonly ProjectStore _projects;
    private readonly PeopleStore _people;
    private readonly IInvitations _invitations;
    private readonly ChannelRoster _roster;

    /// <summary>Over these stores.</summary>
    public PersonAdding(ProjectStore projects, PeopleStore people, IInvitations invitations, ChannelRoster roster)
    {
        _projects = projects;
        _people = people;
        _invitations = invitations;
        _roster = roster;
    }

    /// <summary>Adds somebody.</summary>
    public async Task<CommandResult> AddAsync(CommandContext context, AddPerson command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(command);
        var (name, roles) = (command.Name, command.Roles);
        var ever = await _projects.EverMembersAsync(context.Project.Id, cancel).ConfigureAwait(false);
        IReadOnlyList<Member> members = [.. ever.Where(m => m.RemovedAt is null)];
        if (Refusal(members, name, roles) is { } sentence)
        {
            return context.SayPrivately(NoticeMessage.Of(sentence));
        }

        if (ever.Where(m => m.RemovedAt is not null && NameMatch.Same(m.Name, name)).MaxBy(m => m.RemovedAt) is { } former)
        {
            return BackAgain(context, former, roles);
        }

        return command.ByLink
            ? await ByLinkAsync(context, name, roles, "", cancel).ConfigureAwait(false)
            : await _roster.FindAsync(context.Project.Home, name, context.Mentions, cancel).ConfigureAwait(false) switch
            {
                ChannelRoster.One one => await FromRosterAsync(context, one.Member, roles, ever, cancel).ConfigureAwait(false),
                ChannelRoster.Several several => context.Say($"{several.Count} people in the channel are called {Names.Shown(name)}. Mention the one you mean there, with the name chosen from the list."),
                ChannelRoster.TooLong => context.SayPrivately(new NoticeMessage(
                    ["Looking that name up in the channel's team takes too long. Mention the person in the channel, with the name chosen from the list. Somebody who is not in the team gets a private link."],
                    [new Button("Make a private link", new ButtonAction("run", Item: $"person add {Quotes.Around(name)} as {PeopleCommands.RolesAsTyped(roles)} with a link"))])),
                ChannelRoster.Nobody { ByLinkOnly: false, Near: [var near] } => Meant(context, near, name, roles),
                ChannelRoster.Nobody { ByLinkOnly: false } => await ByLinkAsync(context, name, roles, $" Nobody in the project's channel is called {Names.Shown(name)}, so they answer in a web chat.", cancel).ConfigureAwait(false),
                ChannelRoster.Away => context.Say("I could not look up who is in the project's channel just now, so I have added nobody. Please try again in a minute."),
                _ => await ByLinkAsync(context, name, roles, "", cancel).ConfigureAwait(false),
            };
    }

    private async Task<CommandResult> FromRosterAsync(CommandContext context, ChatMember found, Roles roles, IReadOnlyList<Member> ever, CancellationToken cancel)
    {
        var id = context.NewId();
        var person = await _people.FindAsync(found.Address, cancel).ConfigureAwait(false)
            ?? await _people.AddAsync(new Person(id, context.Project.Workspace, found.Name, found.Address, Zones.Find(found.TimeZone)?.Id), cancel).ConfigureAwait(false);
        if (ever.FirstOrDefault(m => m.Person == person.Id) is { } already)
        {
            return already.RemovedAt is not null ? BackAgain(context, already, roles)
                : context.SayPrivately(NoticeMessage.Of($"{found.Name} is on the project already, as {already.Name}. `person role \"{already.Name}\" ...` changes what they are."));
        }

        await _people.ReferToAsync(person.Id, context.Project.Id, cancel).ConfigureAwait(false);
        var member = new Member(context.Project.Id, person.Id, found.Name, Roles.None, context.Now).As(roles, context.Now);
        return context.SayPrivately(
            NoticeMessage.Of($"{found.Name} is on {context.Project.Name} as {PeopleCommands.Words(roles)}.{PeopleCommands.ReaderNotice(member, null)} I write to them in their own chat when a round opens. If one is open, `add \"{found.Name}\"` asks them to join it."),
            ProjectRows.Put(member));
    }

    private async Task<CommandResult> ByLinkAsync(CommandContext context, string name, Roles roles, string why, CancellationToken cancel)
    {
        var id = context.NewId();
        var person = new Person(id, context.Project.Workspace, name, new ChatAddress("web", context.Project.Workspace, id));
        await _people.AddAsync(person, cancel).ConfigureAwait(false);
        await _people.ReferToAsync(id, context.Project.Id, cancel).ConfigureAwait(false);
        var link = await _invitations.CreateAsync(person.Address!, name, cancel).ConfigureAwait(false);
        var member = new Member(context.Project.Id, id, name, Roles.None, context.Now).As(roles, context.Now);
        return context.SayPrivately(
            NoticeMessage.Of($"{name} is on {context.Project.Name} as {PeopleCommands.Words(roles)}.{why}{PeopleCommands.ReaderNotice(member, null)} This is their personal link, for them alone. It works once, in one browser, for two weeks:", link.ToString(), "If a round is open, `add \"" + name + "\"` asks them to join it."),
            ProjectRows.Put(member));
    }

    private static CommandResult Meant(CommandContext context, string near, string typed, Roles roles)
    {
        var rest = $"as {PeopleCommands.RolesAsTyped(roles)}";
        return context.SayPrivately(new NoticeMessage(
            [$"Do you mean {near}, who is in the project's channel?"],
            [
                new Button("Yes", new ButtonAction("run", Item: $"person add {Quotes.Around(near)} {rest}"), Primary: true),
                new Button("No, make a private link", new ButtonAction("run", Item: $"person add {Quotes.Around(typed)} {rest} with a link")),
            ]));
    }

    private static CommandResult BackAgain(CommandContext context, Member former, Roles roles)
    {
        var member = former.As(roles, context.Now);
        return context.SayPrivately(
            new NoticeMessage(
                [$"{former.Name} is on {context.Project.Name} again as {PeopleCommands.Words(roles)}, as the same person as before: what they wrote is still theirs, and their old link and chat still work.{PeopleCommands.ReaderNotice(member, null)}", $"If they need a new link: `invite \"{former.Name}\"`. If a round is open, `add \"{former.Name}\"` asks them to join it. For another person of that name, add a surname."],
                [new Button("New link", new ButtonAction("run", Item: $"invite {Quotes.Around(former.Name)}"))]),
            ProjectRows.Put(member));
    }

    private static string? Refusal(IReadOnlyList<Member> members, string name, Roles roles)
    {
        if (members.Any(m => NameMatch.Same(m.Name, name)))
        {
            return $"{Names.Shown(name)} is on the project already. `person role \"{Names.Shown(name)}\" ...` changes what they are; `invite \"{Names.Shown(name)}\"` makes a new link. For another person of that name, add a surname.";
        }

        return name.Length > LongestName ? $"A name can have up to {LongestName} characters." : PeopleCommands.IsBoth(roles) ? PeopleCommands.BothSentence : members.Count >= Most ? $"A project can have up to {Most} people." : null;
    }
}
