using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Mail;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Handlers.People;

/// <summary>Carries out what is typed about the people of a project.</summary>
public sealed class PeopleCommands
{
    private readonly ProjectStore _projects;
    private readonly PeopleStore _people;
    private readonly IInvitations _invitations;
    private readonly RoundPeople _round;
    private readonly MailBook _mail;
    private readonly PersonRemoval _removal;
    private readonly RoleChanging _roles;
    private readonly ReflectionStore _reflections;
    private readonly ITableStore _store;

    /// <summary>Handlers over these stores.</summary>
    public PeopleCommands(ProjectStore projects, PeopleStore people, IInvitations invitations, RoundPeople round, MailBook mail, ReflectionStore reflections, ITableStore store)
    {
        _reflections = reflections;
        _mail = mail;
        _round = round;
        _removal = new PersonRemoval(store, projects, people);
        _roles = new RoleChanging(projects, _removal);
        _projects = projects;
        _people = people;
        _invitations = invitations;
        _store = store;
    }

    /// <summary>`people`: names and roles, and to the facilitator who cannot be reached, without the reason.</summary>
    public async Task<CommandResult> ListAsync(CommandContext context, CancellationToken cancel)
    {
        var members = await _projects.MembersAsync(context.Project.Id, cancel);
        var reach = await Task.WhenAll(members.Select(m => _round.ReachAsync(m, cancel)));
        var mail = await Task.WhenAll(members.Select(m => _mail.FindAsync(m.Person, cancel)));
        var lines = members.Zip(reach, mail).Select(m => $"{m.First.Name}: {Words(m.First.Roles)}{Reached(m.Second)}{Mailed(m.Third, context.Person.Id)}");
        return context.SayPrivately(new NoticeMessage([.. lines], [], $"{English.People(members.Count)} on {context.Project.Name}"));
    }

    /// <summary>What became of an address is for whoever gave it.</summary>
    private static string Mailed(MailEntry? entry, string reader) => entry is null || entry.GivenBy != reader ? "" : entry.State switch
    {
        MailState.Confirmed => " (e-mail confirmed)",
        MailState.Asked => " (asked by e-mail, not confirmed)",
        _ => "",
    };

    private static string Reached(Reach reach) => reach switch
    {
        Reach.LinkNotOpened => " (has not opened a link yet)",
        Reach.NotReachable => " (not reachable)",
        _ => "",
    };

    /// <summary>`person role`.</summary>
    public Task<CommandResult> ChangeRoleAsync(CommandContext context, string name, Roles roles, CancellationToken cancel) => _roles.ChangeAsync(context, name, roles, cancel);

    /// <summary>`person remove`.</summary>
    public async Task<CommandResult> RemoveAsync(CommandContext context, string name, CancellationToken cancel)
    {
        var members = await _projects.MembersAsync(context.Project.Id, cancel);
        var (found, near) = NameMatch.FindClose(members, m => m.Name, name);
        if (found is null)
        {
            return context.NameInFull(near, Unknown(name, near));
        }

        if (await _removal.StaysAsync(context, members, found, cancel) is { } stays)
        {
            return context.Say(stays);
        }

        string[] gone = ContactPeople.GoneNotice(context.Project.Settings, found) is { } notice ? [notice] : [];
        var written = (await _reflections.LoadAsync(found.Person, cancel)).Reflections.Values.Where(r => r.Project == context.Project.Id).ToList();
        return await _roles.WithReadersAsync(context, found.Name, found.Roles, Roles.None, sentence =>
        {
            var result = context.SayPrivately(
                new NoticeMessage([$"{found.Name} is off {context.Project.Name} and gets no more prompts. Their answers stay theirs: they can still take them back.{(found.Runs ? "" : " What they sent in, if anything, still counts.")} I tell them, and the other facilitators.{sentence} For a day `put back \"{found.Name}\"` undoes it.", .. gone, .. NamedRoles.News(context.Project.Settings, members, [.. members.Where(m => m != found)])], [PersonRemoval.PutBack(context.Project, found)]),
                ProjectRows.Put(found.Removed(context.Now)), PersonRemoval.Remember(found, context.Now));
            result = Told(
                context, result, members, found,
                by => $"{by} took you off {context.Project.Name}. I ask you nothing more there. {(found.Runs ? "You can still take back what you wrote: `withdraw`." : WhoSees.OffProject(written))}", by => string.Join(' ', [$"{by} took {found.Name} off {context.Project.Name}.", .. gone]));
            result = gone.Length == 0 ? result : result with { Effects = [.. result.Effects, new RunJob(context.NewId(), new TellContacts(context.Project.Id, context.NewId()))] };
            return PersonRemoval.WithOpenedClosed(context, result, found, Roles.None);
        }, cancel);
    }

    /// <summary>
    /// `invite`: a personal link to hand over. Whoever has a chat on a platform is asked there instead, and gets it there alone. Somebody who
    /// has only the web chat and has been there is told; the link then opens an empty room, until they confirm it.
    /// </summary>
    public async Task<CommandResult> InviteAsync(CommandContext context, Invite command, CancellationToken cancel)
    {
        var name = command.Name;
        var members = await _projects.MembersAsync(context.Project.Id, cancel);
        var (found, near) = NameMatch.FindClose(members, m => m.Name, name);
        var person = found is null ? null : await _people.GetAsync(found.Person, cancel);
        if (found is null)
        {
            return context.DidYouMean(near, n => $"invite {(command.Lost ? "lost " : "")}{Quotes.Around(n)}", Unknown(name, near));
        }

        if (person is null)
        {
            return context.Say($"I cannot make a link for {found.Name}.");
        }

        var by = members.FirstOrDefault(m => m.Person == context.Person.Id)?.Name ?? context.Person.Name;
        if (person.Id == context.Person.Id)
        {
            return context.Say("That is you. `my link`, typed in a chat of your own, makes a link to it.");
        }

        return (await _people.AddressesAsync(person, cancel)).Any(a => a.Channel != "web")
            ? found.Unreachable && person.SeenAt is null ? await AnewAsync(context, found, by, cancel) : Offered(context, found, by, isWeb: false)
            : await ByLinkAsync(context, person, found, by, command.Lost, cancel);
    }

    /// <summary>For somebody of the web chat alone.</summary>
    private async Task<CommandResult> ByLinkAsync(CommandContext context, Person person, Member found, string by, bool lost, CancellationToken cancel)
    {
        if (await _people.WebAddressAsync(person, cancel) is not { } address)
        {
            return context.Say($"I cannot make a link for {found.Name}.");
        }

        var known = person.SeenAt is not null || await _invitations.HasJoinedAsync(address, cancel);
        if (known && !lost)
        {
            return Offered(context, found, by, isWeb: true);
        }

        if (known)
        {
            // Before the link exists: no link without its trace.
            var trace = ReflectionStore.ChatChanged(context.NewId(), by, "had a private link made: it opens an empty room until you confirm it", context.Now);
            await _store.CommitAsync(Keys.Person(person.Id), [trace], cancel);
        }

        var link = await _invitations.CreateAsync(address, found.Name, new LinkTerms(by), cancel);
        if (!known)
        {
            return context.SayPrivately(NoticeMessage.Linked([$"A personal link for {found.Name}, for them alone. It works once, in one browser, for two weeks:", $"{Reference.To(link)}"]));
        }

        var result = context.SayPrivately(NoticeMessage.Linked(
            [$"{found.Name} has been in their chat before, so this link opens an empty room. It shows nothing of theirs until they confirm it, in a browser where they are in already or with their recovery words. I tell them in the chats that are theirs. It works once, for two weeks:", $"{Reference.To(link)}"]));
        var told = new NoticeMessage(
            [$"{by} had a private link made for you. It opens an empty room, which shows nothing of yours until you confirm it here. You need do nothing. If it is not right, type `stop link`."], [new Button("Stop link", new ButtonAction("run", Item: "stop link"))]);
        return result with { Effects = [.. result.Effects, new WriteToPerson(context.NewId(), person.Id, told)] };
    }

    /// <summary>
    /// For somebody who could never be reached where they have an account: a chat as somebody new. The account is not joined to it, or whoever
    /// opens the link would read what its owner writes there one day.
    /// </summary>
    private async Task<CommandResult> AnewAsync(CommandContext context, Member found, string by, CancellationToken cancel)
    {
        var id = context.NewId();
        var person = new Person(id, context.Project.Workspace, found.Name, new ChatAddress("web", context.Project.Workspace, id));
        await _people.AddAsync(person, cancel);
        await _people.ReferToAsync(id, context.Project.Id, cancel);
        var link = await _invitations.CreateAsync(person.Address!, found.Name, new LinkTerms(by), cancel);
        var member = new Member(context.Project.Id, id, found.Name, Roles.None, context.Now).As(found.Roles, context.Now);
        var open = (await _projects.RoundsAsync(context.Project.Id, cancel)).Where(r => r.IsOpenAt(context.Now) && found.Roles.HasFlag(Roles.Collaborator));
        var result = context.SayPrivately(
            NoticeMessage.Linked([$"A personal link for {found.Name}, for them alone. It opens a web chat of its own, apart from the account that I cannot reach. It works once, in one browser, for two weeks:", $"{Reference.To(link)}"]),
            ProjectRows.Put(found.Removed(context.Now)), ProjectRows.Put(member));
        return result with { Effects = [.. result.Effects, .. open.Select(r => new RunJob(context.NewId(), new InvitePerson(context.Project.Id, r.Id, id)))] };
    }

    /// <summary>No link for anybody but the person, who has a chat to ask for it in.</summary>
    private static CommandResult Offered(CommandContext context, Member found, string by, bool isWeb)
    {
        var offer = new NoticeMessage(
            [$"{by} offers you a private link to {(isWeb ? "this chat, for another browser or a phone" : "a web chat with me beside this one, for example for a browser without this app")}. Only you get the link, here, and only if you want it: `my link`. You need do nothing."], [new Button("Make me a link", new ButtonAction("run", Item: "my link"))]);
        var asked = $"{found.Name} has a chat with me already, so a link is theirs to ask for: nobody else gets one. {(found.Unreachable ? "I cannot reach them there just now; I ask them as soon as I can." : "I ask them there now.")}";
        var result = context.SayPrivately(isWeb
            ? new NoticeMessage(
                [asked, $"If they have lost that browser, I can make a link that opens an empty room. It shows nothing of theirs until they confirm it, with their recovery words or in another browser of theirs: `invite lost {Quotes.Around(found.Name)}`."],
                [new Button("They have lost it", new ButtonAction("in", Item: $"{context.Project.Id} invite lost {Quotes.Around(found.Name)}"))])
            : NoticeMessage.Of(asked, $"If they cannot use that chat at all, add them as somebody new: take them off with `person remove {Quotes.Around(found.Name)}`, and type `person add` with a name that tells the two apart, `with a link`."));
        return result with { Effects = [.. result.Effects, new WriteToPerson(context.NewId(), found.Person, offer)] };
    }

    /// <summary>Tells whom it is about, and the other facilitators: nobody is taken off or put back unseen, to find out whose words made a difference (trust rule 5).</summary>
    internal static CommandResult Told(CommandContext context, CommandResult result, IReadOnlyList<Member> members, Member about, Func<string, string> them, Func<string, string> others)
    {
        var by = members.FirstOrDefault(m => m.Person == context.Person.Id)?.Name ?? context.Person.Name;
        WriteToPerson Letter(Member to, string sentence) => new(context.NewId(), to.Person, NoticeMessage.Of(sentence));
        var facilitators = members.Where(m => m.Roles.HasFlag(Roles.Facilitator) && m.Person != context.Person.Id && m.Person != about.Person);
        Effect[] letters = [.. facilitators.Select(m => Letter(m, others(by))), .. about.Person == context.Person.Id ? Array.Empty<Effect>() : [Letter(about, them(by))]];
        return result with { Effects = [.. result.Effects, .. letters] };
    }

    /// <summary>"collaborator and lead".</summary>
    internal static string Words(Roles roles) => English.List(Each(roles));

    /// <summary>What to say about a name that fits nobody.</summary>
    internal static string Unknown(string typed, IReadOnlyList<string> near) => near.Count > 0
        ? $"Who is meant? {English.List([.. near.Select(n => $"`{n}`")])}."
        : $"Nobody on the project is called \"{Names.Shown(typed)}\". `people` shows everyone; `person add \"{Names.Shown(typed)}\"` adds somebody.";

    internal const string BothSentence = "A facilitator and a lead are different people in a project: the facilitator reads answers, the lead never does. Choose one.";


    internal static string ReaderNotice(Member member, Member? before) => member.FacilitatorSince is not null && before?.FacilitatorSince is null
        ? $" To open answers, {member.Name} must be named in `readers`: then everyone is asked again, and {member.Name} can open what is answered after that, nothing earlier."
        : "";

    private static List<string> Each(Roles roles) =>
        [.. Enum.GetValues<Roles>().Where(r => r != Roles.None && roles.HasFlag(r)).Select(r => r.ToString().ToLowerInvariant())];

    internal static string RolesAsTyped(Roles roles) => string.Join(" and ", Each(roles));

    internal static bool IsBoth(Roles roles) => roles.HasFlag(Roles.Facilitator | Roles.Lead);
}
