using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.People;

/// <summary>Makes a personal link to a person's own web chat, or asks them in the chat they have.</summary>
/// <param name="Lost">They have lost the web chat they had: a link to an empty room is made.</param>
public sealed record Invite(string Name, bool Lost = false) : PersonCommand(Name), ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Named("invite", "invite \"<name>\"", () => PeopleWording.MakesAPersonalLinkForSomebody, Roles.Facilitator, CommandGroup.People,
            "invite \"Maya Brooks\"", n => new Invite(n), ["link"], Where.DirectOnly) with { ListedAt = 80 },
        CommandSpec.Named("invite lost", "invite lost \"<name>\"", () => PeopleWording.MakesALinkForSomebodyWho, Roles.Facilitator, CommandGroup.People,
            "invite lost \"Maya Brooks\"", n => new Invite(n, true), [], Where.DirectOnly) with { ListedAt = 90 },
    ];

    /// <inheritdoc/>
    internal override bool WorksWhenClosed => true;
}

/// <summary>
/// `invite`: a personal link to hand over. Whoever has a chat on a platform is asked there instead, and gets it there alone. Somebody who
/// has only the web chat and has been there is told; the link then opens an empty room, until they confirm it.
/// </summary>
public sealed class InviteHandler(ProjectStore projects, PeopleStore people, IInvitations invitations, LinkChannel links, ITableStore store) : ICommandHandler<Invite>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, Invite command, CancellationToken cancel)
    {
        var name = command.Name;
        var ever = await projects.EverMembersAsync(context.Project.Id, cancel);
        IReadOnlyList<Member> members = [.. ever.Where(m => m.RemovedAt is null)];
        var (found, near) = NameMatch.FindClose(members, m => m.Name, name);
        if (found is null && ever.Where(m => m.RemovedAt is not null && NameMatch.Same(m.Name, name)).MaxBy(m => m.RemovedAt) is { } former)
        {
            return await FormerAsync(context, former, members, command.Lost, cancel);
        }

        var person = found is null ? null : await people.GetAsync(found.Person, cancel);
        if (found is null)
        {
            return context.DidYouMean(near, n => $"invite {(command.Lost ? "lost " : "")}{Quotes.Around(n)}", PeopleWords.Unknown(name, near));
        }

        if (person is null)
        {
            return context.Say(PeopleWording.FormatICannotMakeALinkFor(found.Name));
        }

        var by = members.FirstOrDefault(m => m.Person == context.Person.Id)?.Name ?? context.Person.Name;
        if (person.Id == context.Person.Id)
        {
            return context.Say(PeopleWording.ThatIsYouMyLinkTyped);
        }

        return (await people.AddressesAsync(person, cancel)).Any(a => !links.Has(a))
            ? found.Unreachable && person.SeenAt is null ? await AnewAsync(context, found, by, cancel) : Offered(context, found, by, isWeb: false)
            : await ByLinkAsync(context, person, found, by, command.Lost, cancel);
    }

    /// <summary>Whoever is off the project can still take back what they wrote, so they get a new way to it; they are asked nothing.</summary>
    private async Task<CommandResult> FormerAsync(CommandContext context, Member former, IReadOnlyList<Member> members, bool lost, CancellationToken cancel)
    {
        var by = members.FirstOrDefault(m => m.Person == context.Person.Id)?.Name ?? context.Person.Name;
        var person = await people.GetAsync(former.Person, cancel);
        var hasChat = person is not null && (await people.AddressesAsync(person, cancel)).Any(a => !links.Has(a));
        if (lost && !hasChat && person?.SeenAt is not null)
        {
            return await ByLinkAsync(context, person, former, by, lost, cancel);
        }

        var way = hasChat ? PeopleWording.TheyHaveAChatOfTheir
            : PeopleWording.FormatIfTheyHaveLostTheirWeb(Quotes.Around(former.Name));
        return context.Say(PeopleWording.FormatIsOffSoIAskThem(former.Name, context.Project.Name, way));
    }

    /// <summary>For somebody of the web chat alone.</summary>
    private async Task<CommandResult> ByLinkAsync(CommandContext context, Person person, Member found, string by, bool lost, CancellationToken cancel)
    {
        if (await people.WebAddressAsync(person, cancel) is not { } address)
        {
            return context.Say(PeopleWording.FormatICannotMakeALinkFor(found.Name));
        }

        var known = person.SeenAt is not null || await invitations.HasJoinedAsync(address, cancel);
        if (known && !lost)
        {
            return Offered(context, found, by, isWeb: true);
        }

        if (known)
        {
            // Before the link exists: no link without its trace.
            var trace = ReflectionStore.ChatChanged(context.NewId(), by, PeopleWording.HadAPrivateLinkMadeIt, context.Now);
            await store.CommitAsync(Keys.Person(person.Id), [trace], cancel);
        }

        var link = await invitations.CreateAsync(address, found.Name, new LinkTerms(by), cancel);
        if (!known)
        {
            return context.SayPrivately(NoticeMessage.Linked([PeopleWording.FormatAPersonalLinkForForThem(found.Name), $"{Reference.To(link)}"]));
        }

        var result = context.SayPrivately(NoticeMessage.Linked(
            [PeopleWording.FormatHasBeenInTheirChatBefore(found.Name), $"{Reference.To(link)}"]));
        NoticeMessage Told() => new(
            [PeopleWording.FormatHadAPrivateLinkMadeFor(by)], [CommandButton.Typing(PeopleWording.StopLink, "stop link")]);
        return result with { Effects = [.. result.Effects, context.Letter(person.Id, Told)] };
    }

    /// <summary>
    /// For somebody who could never be reached where they have an account: a chat as somebody new. The account is not joined to it, or whoever
    /// opens the link would read what its owner writes there one day.
    /// </summary>
    private async Task<CommandResult> AnewAsync(CommandContext context, Member found, string by, CancellationToken cancel)
    {
        var id = context.NewId();
        var person = new Person(id, context.Project.Workspace, found.Name, links.AddressOf(context.Project.Workspace, id));
        await people.AddAsync(person, cancel);
        await people.ReferToAsync(id, context.Project.Id, cancel);
        var link = await invitations.CreateAsync(person.Address!, found.Name, new LinkTerms(by), cancel);
        var member = new Member(context.Project.Id, id, found.Name, Roles.None, context.Now).As(found.Roles, context.Now);
        var open = (await projects.RoundsAsync(context.Project.Id, cancel)).Where(r => r.IsOpenAt(context.Now) && found.Roles.HasFlag(Roles.Collaborator));
        var result = context.SayPrivately(
            NoticeMessage.Linked([PeopleWording.FormatAPersonalLinkForForThemAlone(found.Name), $"{Reference.To(link)}"]),
            ProjectRows.Put(found.Removed(context.Now)), ProjectRows.Put(member));
        return result with { Effects = [.. result.Effects, .. open.Select(r => new RunJob(context.NewId(), new InvitePerson(context.Project.Id, r.Id, id)))] };
    }

    /// <summary>No link for anybody but the person, who has a chat to ask for it in.</summary>
    private static CommandResult Offered(CommandContext context, Member found, string by, bool isWeb)
    {
        NoticeMessage Offer() => new(
            [isWeb ? PeopleWording.FormatOffersYouAPrivateLinkTo(by) : PeopleWording.FormatOffersYouAPrivateLinkToA(by)], [CommandButton.Typing(PeopleWording.MakeMeALink, "my link")]);
        var asked = PeopleWording.FormatHasAChatWithMeAlready(found.Name, found.Unreachable ? PeopleWording.ICannotReachThemThereJust : PeopleWording.IAskThemThereNow);
        var result = context.SayPrivately(isWeb
            ? new NoticeMessage(
                [asked, PeopleWording.FormatIfTheyHaveLostThatBrowser(Quotes.Around(found.Name))],
                [CommandButton.In(context.Project.Id, PeopleWording.TheyHaveLostIt, $"invite lost {Quotes.Around(found.Name)}")])
            : NoticeMessage.Of(asked, PeopleWording.FormatIfTheyCannotUseThatChat(Quotes.Around(found.Name))));
        return result with { Effects = [.. result.Effects, context.Letter(found.Person, Offer)] };
    }
}
