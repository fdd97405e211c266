using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.People;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.People;

/// <summary>
/// `person add`. Who is mentioned is meant by the channel's own id. A typed name is looked for on the roster of the project's channel; who is
/// found there is asked in their own chat. Nobody else gets a private link without a question. Somebody who was on the project before is the
/// same person as before; who left by their own choice comes back by their own word alone.
/// </summary>
public sealed partial class PersonAdding(ProjectStore projects, PeopleStore people, IInvitations invitations, ChannelRoster roster, LinkChannel links, MailAsking mail) : ICommandHandler<AddPerson>, ICommandHandler<AddPeople>
{

    /// <inheritdoc/>
    public Task<CommandResult> HandleAsync(CommandContext context, AddPerson command, CancellationToken cancel)
    {
        return AddAsync(context, new AddPeople([command.Name], null, command.Roles, command.ByLink), command.Mail, cancel);
    }

    /// <inheritdoc/>
    public Task<CommandResult> HandleAsync(CommandContext context, AddPeople command, CancellationToken cancel) => AddAsync(context, command, null, cancel);

    private async Task<CommandResult> AddAsync(CommandContext context, AddPeople command, string? address, CancellationToken cancel)
    {
        var asked = new Asked(context, command.Roles, command.ByLink, [.. await projects.EverMembersAsync(context.Project.Id, cancel)], command.Names.Count > 1, address);
        var isOne = command.Whole is { } whole && !command.ByLink
            && await roster.FindAsync(context.Project.Home, whole, context.Mentions, cancel) is ChannelRoster.One;
        var former = asked.Ever.Where(m => m.RemovedAt is not null).Select(m => m.Person).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<Member> before = [.. asked.Ever.Where(m => m.RemovedAt is null)];
        var all = new List<Outcome>();
        foreach (var name in isOne ? [command.Whole!] : command.Names)
        {
            var outcome = PeopleWords.IsBoth(command.Roles) ? Outcome.Of(PeopleWords.BothSentence) : await OneAsync(asked, name, cancel);
            all.Add(outcome);
            asked.Take(outcome.Changed);
        }

        var result = context.SayPrivately(
            NoticeMessage.Linked([.. all.SelectMany(o => o.Paragraphs), .. NamedRoles.News(context.Project.Settings, before, [.. asked.Ever.Where(m => m.RemovedAt is null)])], [.. all.SelectMany(o => o.Buttons).Take(20)]),
            [.. asked.Written.Values.Select(ProjectRows.Put), .. Text(asked)]);
        IReadOnlyList<Member> members = [.. asked.Ever.Where(m => m.RemovedAt is null)];
        result = asked.Added.Where(m => m.Runs && !former.Contains(m.Person)).Aggregate(
            result, (so, added) => so with { Effects = [.. so.Effects, .. RoleNews.Letters(context, members, added, Roles.None, added.Roles)] });
        return asked.Added.Where(m => former.Contains(m.Person)).Aggregate(result, (so, back) => PeopleWords.Told(
            context, so, members, back,
            by => PeopleWording.FormatPutYouOnAgainWhatYou(by, context.Project.Name, RoleNews.As(back.Roles)), by => PeopleWording.FormatPutOnAgain(by, back.Name, context.Project.Name, RoleNews.As(back.Roles))));
    }

    /// <summary>Whoever comes to read by the role, because the name stands in the text already, makes it another text.</summary>
    private static IEnumerable<TableWrite> Text(Asked asked)
    {
        var settings = asked.Context.Project.Settings;
        return asked.Roles.HasFlag(Roles.Facilitator) && asked.Written.Values.Any(m => ReaderNames.Names(settings.Readers, m.Name))
            ? [ProjectRows.Put(asked.Context.Project with { Settings = settings with { TextEdition = settings.TextEdition + 1 } })]
            : [];
    }

    private Task<Outcome> OneAsync(Asked asked, string name, CancellationToken cancel) => MentionMarks.User(name) is { } user
        ? MentionedAsync(asked, user, cancel)
        : TypedAsync(asked, name, cancel);

    private async Task<Outcome> MentionedAsync(Asked asked, string user, CancellationToken cancel)
    {
        var place = asked.Context.Place;
        var found = asked.Context.Mentions.FirstOrDefault(m => m.Address.User == user) ?? await roster.ByIdAsync(new ChatAddress(place.Channel, place.Workspace, user), cancel);
        return found is null
            ? Outcome.Of(PeopleWording.ICouldNotFindOutWho)
            : await FromRosterAsync(asked, found, cancel);
    }

    private async Task<Outcome> TypedAsync(Asked asked, string name, CancellationToken cancel)
    {
        if (Refusal(asked, name) is { } sentence)
        {
            return Outcome.Of(sentence);
        }

        if (!asked.ByLink)
        {
            switch (await roster.FindAsync(asked.Context.Project.Home, name, asked.Context.Mentions, cancel))
            {
                case ChannelRoster.One one:
                    return await FromRosterAsync(asked, one.Member, cancel);
                case ChannelRoster.Several several:
                    return WhichOne(asked, name, several.Members);
                case ChannelRoster.TooLong:
                    return new Outcome(
                        [PeopleWording.LookingThatNameUpInThe], [Button(PeopleWording.MakeAPrivateLink, asked, name, byLink: true)]);
                case ChannelRoster.Away:
                    return Outcome.Of(PeopleWording.ICouldNotLookUpWho);
                case ChannelRoster.Nobody { Near: [var near] } when Former(asked, name) is null:
                    return new Outcome([PeopleWording.FormatDoYouMeanWhoIsIn(near)], [Button(PeopleWording.Yes, asked, near, primary: true), Button(PeopleWording.NoMakeAPrivateLink, asked, name, byLink: true)]);
            }
        }

        if (name.Contains('@', StringComparison.Ordinal) && Former(asked, name) is null)
        {
            return Outcome.Of(PeopleWording.FormatIKnowNobodyHereByThe(Names.Shown(name)));
        }

        return Former(asked, name) is { } former ? BackAgain(asked, former)
            : asked.Mail is { } address && mail.IsOn ? await ByMailAsync(asked, name, address, cancel)
            : asked.ByLink ? await ByLinkAsync(asked, name, cancel)
            : new Outcome(
                [PeopleWording.FormatNobodyHereIsCalledMakeA(Names.Shown(name), Quotes.Around(name))],
                [Button(asked.Several ? PeopleWording.FormatYesALinkFor(Names.Shown(name)) : PeopleWording.Yes, asked, name, byLink: true), .. asked.Several ? [] : new[] { In(PeopleWording.No, asked, "no link") }]);
    }

    private async Task<Outcome> FromRosterAsync(Asked asked, ChatMember found, CancellationToken cancel)
    {
        if (NameRules.IsMixed(found.Name) || NameRules.IsBot(found.Name))
        {
            return Outcome.Of(PeopleWording.FormatThatIsHowTheirChatProgram(NameRules.Mistake(found.Name)));
        }

        var person = await people.FindAsync(found.Address, cancel)
            ?? await people.AddAsync(new Person(asked.Context.NewId(), asked.Context.Project.Workspace, found.Name, found.Address, Zones.Find(found.TimeZone)?.Id), cancel);
        var already = asked.Ever.FirstOrDefault(m => m.Person == person.Id);
        if (already is { RemovedAt: null })
        {
            return Outcome.Of(PeopleWording.FormatIsOnTheProjectAlreadyAs(found.Name, already.Name));
        }

        if (already is { LeftAt: not null })
        {
            return Outcome.Of(PeopleWords.LeftSentence(already.Name));
        }

        var (name, others) = await ApartAsync(asked, found, person.Id, cancel);
        if (already is not null)
        {
            return BackAgain(asked, already with { Name = name }, others);
        }

        await people.ReferToAsync(person.Id, asked.Context.Project.Id, cancel);
        var member = asked.New(person.Id, name);
        return new Outcome(
            [PeopleWording.FormatIsOnAsIWriteTo(name, asked.Context.Project.Name, PeopleWords.OfRoles(asked.Roles), Renamed(others), PeopleWords.ReaderNotice(member, null))], []) { Changed = [member, .. others] };
    }

    /// <summary>The name by which somebody is told apart from others on the project, who get what tells them apart too where they have none.</summary>
    private async Task<(string Name, IReadOnlyList<Member> Others)> ApartAsync(Asked asked, ChatMember found, string person, CancellationToken cancel)
    {
        var clashing = asked.Ever.Where(m => m.RemovedAt is null && m.Person != person && NameMatch.LooksLike(WithoutDetail(m.Name), found.Name)).ToList();
        if (clashing.Count == 0)
        {
            return (found.Name, []);
        }

        var detail = found.Detail ?? (await roster.ByIdAsync(found.Address, cancel))?.Detail ?? PeopleWording.FormatSince(Spoken.Day(asked.Context.Today));
        var others = new List<Member>();
        foreach (var other in clashing.Where(m => m.Name == WithoutDetail(m.Name) && !m.Roles.HasFlag(Roles.Facilitator))) // A facilitator stands in the text people agree to, by that name.
        {
            var address = (await people.GetAsync(other.Person, cancel))?.Address;
            if (address is not null && (await roster.ByIdAsync(address, cancel))?.Detail is { } theirs)
            {
                others.Add(other with { Name = $"{other.Name} ({theirs})" });
            }
        }

        return ($"{found.Name} ({detail})", others);
    }

    /// <summary>Their first link comes by mail, after the yes of whoever reads the address: nobody else ever holds it.</summary>
    private async Task<Outcome> ByMailAsync(Asked asked, string name, string address, CancellationToken cancel)
    {
        var context = asked.Context;
        var id = context.NewId();
        var person = new Person(id, context.Project.Workspace, name, links.AddressOf(context.Project.Workspace, id));
        await people.AddAsync(person, cancel);
        await people.ReferToAsync(id, context.Project.Id, cancel);

        // Makes their chat, where what comes before the yes waits for them; the link itself is for nobody.
        await invitations.CreateAsync(person.Address!, name, cancel);
        await invitations.RevokeLinksAsync(person.Address!, cancel);
        var (sentence, isAsked) = await mail.MakeAsync(context, person, name, address, cancel);
        var member = asked.New(id, name);
        return new Outcome(
            [
                PeopleWording.FormatIsOnAs(name, context.Project.Name, PeopleWords.OfRoles(asked.Roles), PeopleWords.ReaderNotice(member, null), sentence),
                isAsked ? PeopleWording.FormatIfARoundIsOpenAdd(Quotes.Around(name)) : PeopleWording.FormatInviteMakesAPrivateLinkToHand(Quotes.Around(name)),
            ],
            []) { Changed = [member] };
    }

    private async Task<Outcome> ByLinkAsync(Asked asked, string name, CancellationToken cancel)
    {
        var context = asked.Context;
        var id = context.NewId();
        var person = new Person(id, context.Project.Workspace, name, links.AddressOf(context.Project.Workspace, id));
        await people.AddAsync(person, cancel);
        await people.ReferToAsync(id, context.Project.Id, cancel);
        var link = await invitations.CreateAsync(person.Address!, name, new LinkTerms(context.Person.Name), cancel);
        var member = asked.New(id, name);
        return new Outcome(
            [asked.Mail is null ? PeopleWording.FormatIsOnAsThisIsTheir(name, context.Project.Name, PeopleWords.OfRoles(asked.Roles), PeopleWords.ReaderNotice(member, null)) : PeopleWording.FormatIsOnAsThisIsTheirPersonal(MailAsking.Off, name, context.Project.Name, PeopleWords.OfRoles(asked.Roles), PeopleWords.ReaderNotice(member, null)), $"{Reference.To(link)}", PeopleWording.FormatIfARoundIsOpenAddAsks(name)], [])
        { Changed = [member] };
    }
}
