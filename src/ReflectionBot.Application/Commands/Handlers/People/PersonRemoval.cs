using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Handlers.People;

/// <summary>
/// Taking somebody off a project, or a facilitator out of their role: asked first, told to the person and to the other facilitators, and undone
/// by `put back` for a day, as any change of roles is.
/// </summary>
public sealed class PersonRemoval
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly ITableStore _store;
    private readonly ProjectStore _projects;
    private readonly PeopleStore _people;

    /// <summary>Handlers over these stores.</summary>
    public PersonRemoval(ITableStore store, ProjectStore projects, PeopleStore people)
    {
        _store = store;
        _projects = projects;
        _people = people;
    }

    /// <summary>What is asked before somebody is taken off; null where there is nothing to ask.</summary>
    public async Task<AskedQuestion?> QuestionAsync(CommandContext context, RemovePerson command, CancellationToken cancel)
    {
        var (members, found, _) = await FindAsync(context, command.Name, cancel);
        if (found is null || IsRefused(context, found, Roles.None) || await StaysAsync(context, members, found, cancel) is not null)
        {
            return null;
        }

        var itself = found.Person == context.Person.Id;
        var (who, they, theirs) = itself ? ("yourself", "You", "yours") : (found.Name, "They", "theirs");
        string[] paragraphs =
        [
            $"Take {who} off {context.Project.Name}? {they} get no more questions, reminders or digests there."
                + (found.Runs ? $" All answers there stay {theirs} to take back." : $" What was sent in stays counted, what was not is counted nowhere, and all of it stays {theirs} to take back."),
            .. found.Roles.HasFlag(Roles.Facilitator) ? (string[])[$"{they} can no longer run the project, and answers that {(itself ? "you" : "they")} opened are closed to {(itself ? "you" : "them")}."] : [],
            .. Helper(context.Project, found),
            Undo(found, itself) + " After that `person add` brings them back as the same person.",
        ];
        return new(paragraphs, itself ? $"Yes, take me off {Names.Shown(context.Project.Name)}" : $"Yes, take {Names.Shown(found.Name)} off", $"person remove {Quotes.Around(found.Name)}");
    }

    /// <summary>What is asked before a facilitator stops being one; null where there is nothing to ask.</summary>
    public async Task<AskedQuestion?> QuestionAsync(CommandContext context, ChangeRole command, CancellationToken cancel)
    {
        var (members, found, _) = await FindAsync(context, command.Name, cancel);
        if (found is null || !Loses(found, command.Roles) || PeopleCommands.IsBoth(command.Roles) || IsRefused(context, found, command.Roles) || await StaysAsync(context, members, found, cancel) is not null)
        {
            return null;
        }

        var itself = found.Person == context.Person.Id;
        var named = ReaderNames.Names(context.Project.Settings.Readers, found.Name) || NameMatch.Same(context.Project.Settings.Facilitator ?? "", found.Name);
        string[] paragraphs =
        [
            $"{(itself ? "Stop being" : $"Stop {found.Name} being")} a facilitator of {context.Project.Name}, and be {PeopleCommands.Words(command.Roles)} only? {(itself ? "You" : "They")} can no longer run rounds, add people or open answers, and answers opened before are closed.",
            .. named ? (string[])[$"The consent text still names {found.Name}. `hand over to \"...\"` changes it along with the role."] : [],
            Undo(found, itself),
        ];
        return new(paragraphs, itself ? "Yes, stop being a facilitator" : $"Yes, change {Names.Shown(found.Name)}", $"person role {Quotes.Around(found.Name)} {PeopleCommands.RolesAsTyped(command.Roles)}");
    }

    /// <summary>`put back`: within a day, somebody is again what they were.</summary>
    public async Task<CommandResult> RestoreAsync(CommandContext context, string name, CancellationToken cancel)
    {
        var ever = await _projects.EverMembersAsync(context.Project.Id, cancel);
        var rows = await _store.ListAsync(Keys.Project(context.Project.Id), Keys.Prefix(ProjectRows.Before), cancel);
        var undone = rows.Where(r => r.Columns.Time("Until") > context.Now).Select(r => (Row: r, Member: ProjectRows.ReadMember(r))).ToList();
        var (before, near) = NameMatch.FindClose([.. undone.Select(u => u.Member)], m => m.Name, name);
        if (before is null || ever.FirstOrDefault(m => m.Person == before.Person) is not { } now)
        {
            return context.DidYouMean(near, n => $"put back {Quotes.Around(n)}", $"There is nothing to put back for \"{Names.Shown(name)}\": nobody of that name was taken off {context.Project.Name}, or given another role, in the last day. `person add` brings somebody back later, `person role` changes what somebody is.");
        }

        var back = Back(before, now, context.Now);
        if (back.Roles == Roles.None)
        {
            return context.Say(PersonAdding.LeftSentence(back.Name));
        }

        IReadOnlyList<Member> members = [.. ever.Where(m => m.RemovedAt is null)];
        var change = ReaderRule.After(context.Project.Settings, back.Name, now.Roles, back.Roles);
        if (change is ReaderChange.Refused refused)
        {
            return context.Say(refused.Sentence);
        }

        if (Loses(now, back.Roles) && await StaysAsync(context, members, now, cancel) is { } stays)
        {
            return context.Say(stays);
        }

        var text = change as ReaderChange.Text;
        if (ContactPeople.Mistake(context.Project.Settings, [.. members.Where(m => m.Person != back.Person), back]) is { } mistake && ContactPeople.Mistake(context.Project.Settings, members) is null)
        {
            return context.Say(mistake);
        }

        var isOn = now.RemovedAt is null;
        string[] paragraphs =
        [
            $"{back.Name} is {PeopleCommands.Words(back.Roles)} of {context.Project.Name} again, as before.{(text is null ? PeopleCommands.ReaderNotice(back, now) : $" {text.Sentence}")}",
            .. NamedRoles.News(context.Project.Settings, members, [.. members.Where(m => m.Person != back.Person), back]),
        ];
        // Who only had another role can be given that again by the same word; who was off the project is on it.
        TableWrite done = isOn ? Remember(now, context.Now) : new DeleteRow(undone.First(u => u.Member == before).Row.Key);
        var result = context.SayPrivately(NoticeMessage.Of(paragraphs), [ProjectRows.Put(back), done, .. text is null ? (TableWrite[])[] : [ProjectRows.Put(context.Project with { Settings = text.Settings })]]);
        result = result with { Effects = [.. result.Effects, .. isOn ? RoleNews.Letters(context, members, back, now.Roles, back.Roles) : Told(context, members, back, "put you back on", $"put {back.Name} back on", now.Roles)] };
        return WithOpenedClosed(context, result, now, back.Roles);
    }

    /// <summary>What is asked before `put back` ends somebody's being a facilitator; null where there is nothing to ask.</summary>
    public async Task<AskedQuestion?> QuestionAsync(CommandContext context, RestorePerson command, CancellationToken cancel)
    {
        var (_, now, _) = await FindAsync(context, command.Name, cancel);
        return now is null || await BeforeAsync(context, now, cancel) is not { } before ? null
            : await QuestionAsync(context, new ChangeRole(now.Name, Back(before, now, context.Now).Roles), cancel) is { } question ? question with { Line = $"put back {Quotes.Around(now.Name)}" } : null;
    }

    private async Task<Member?> BeforeAsync(CommandContext context, Member now, CancellationToken cancel) =>
        await _store.GetAsync(Keys.Project(context.Project.Id), Keys.Join(ProjectRows.Before, now.Person), cancel) is { } row && row.Columns.Time("Until") > context.Now ? ProjectRows.ReadMember(row) : null;

    /// <summary>
    /// What somebody is again. Who reads is no part of it: whoever is made a facilitator again is one from now on, and opens nothing that was
    /// answered before a text names them again. And who left by their own choice meanwhile is not asked again by somebody else (trust rule 11).
    /// </summary>
    internal static Member Back(Member before, Member now, DateTimeOffset at) =>
        now.As(now.LeftAt is null ? before.Roles : before.Roles & ~Roles.Collaborator, at);

    /// <summary>How somebody was before, kept for a day.</summary>
    internal static PutRow Remember(Member before, DateTimeOffset now) =>
        new(Keys.Join(ProjectRows.Before, before.Person), ProjectRows.Put(before).Row.With("Until", now + Day));

    /// <summary>What stopped facilitators had opened is closed to them.</summary>
    internal static CommandResult WithOpenedClosed(CommandContext context, CommandResult result, Member before, Roles now) =>
        Loses(before, now) ? result with { Effects = [.. result.Effects, new RunJob(context.NewId(), new CloseOpened(context.Project.Id, before.Person))] } : result;

    /// <summary>Whether these roles take the facilitator's away.</summary>
    internal static bool Loses(Member before, Roles now) => before.Roles.HasFlag(Roles.Facilitator) && !now.HasFlag(Roles.Facilitator);

    /// <summary>Letters to whoever was taken off or put back, and to the other facilitators (trust rule 5).</summary>
    /// <param name="context">Who did it.</param>
    /// <param name="members">Everyone on the project.</param>
    /// <param name="about">Whom it is about.</param>
    /// <param name="did">What was done to the reader, e.g. "put you back on".</param>
    /// <param name="didTo">The same for others to read.</param>
    /// <param name="before">Their roles until now.</param>
    private static IEnumerable<Effect> Told(CommandContext context, IReadOnlyList<Member> members, Member about, string did, string didTo, Roles before)
    {
        var (project, by) = (context.Project, members.FirstOrDefault(m => m.Person == context.Person.Id)?.Name ?? context.Person.Name);
        if (about.Person != context.Person.Id)
        {
            yield return new WriteToPerson(context.NewId(), about.Person, NoticeMessage.Of([$"{by} {did} {project.Name}{RoleNews.As(about.Roles)}.", .. RoleNews.Counts(before, about.Roles, "you", "your")]));
        }

        foreach (var other in members.Where(m => m.Roles.HasFlag(Roles.Facilitator) && m.Person != context.Person.Id && m.Person != about.Person))
        {
            yield return new WriteToPerson(context.NewId(), other.Person, NoticeMessage.Of([$"{by} {didTo} {project.Name}{RoleNews.As(about.Roles)}.", .. RoleNews.Counts(before, about.Roles, about.Name, "their")]));
        }
    }

    /// <summary>Why somebody has to stay a facilitator: without them nobody could run the project. Null where they need not.</summary>
    internal async Task<string?> StaysAsync(CommandContext context, IReadOnlyList<Member> members, Member found, CancellationToken cancel)
    {
        var others = members.Where(m => m.Roles.HasFlag(Roles.Facilitator) && m.Person != found.Person).ToList();
        if (!found.Roles.HasFlag(Roles.Facilitator))
        {
            return null;
        }

        foreach (var other in others)
        {
            if (other.Person == context.Person.Id || await HasChatAsync(other, cancel))
            {
                return null;
            }
        }

        return others is [var first, ..]
            ? $"{found.Name} is the only facilitator whom I can reach: {English.List([.. others.Select(o => o.Name)])} has no working chat with me, so nobody could run {context.Project.Name}. `hand over to \"{first.Name}\"` shows what is missing."
            : $"{found.Name} is the only facilitator. Make somebody else one first: `person role \"Name\" facilitator`, or hand over: `hand over to \"Name\"`.";
    }

    /// <summary>Whether somebody has been in a chat with the bot, and can be written to there.</summary>
    internal async Task<bool> HasChatAsync(Member member, CancellationToken cancel) =>
        !member.Unreachable && await _people.GetAsync(member.Person, cancel) is { SeenAt: not null, Address: not null };

    private async Task<(IReadOnlyList<Member> Members, Member? Found, IReadOnlyList<string> Near)> FindAsync(CommandContext context, string name, CancellationToken cancel)
    {
        var members = await _projects.MembersAsync(context.Project.Id, cancel);
        var (found, near) = NameMatch.FindClose(members, m => m.Name, name);
        return (members, found, near);
    }

    // What would be refused is not asked about.
    private static bool IsRefused(CommandContext context, Member found, Roles now) => ReaderRule.After(context.Project.Settings, found.Name, found.Roles, now) is ReaderChange.Refused;

    private static string[] Helper(Project project, Member found) => ContactPeople.SettingOf(project.Settings, found) is { } setting
        ? [$"{found.Name} is one of the two people whom others can ask to contact them. I could not write to them about it any more, and would tell whoever has asked for them. Name somebody else first: `set {setting} \"...\"`."]
        : [];

    private static string Undo(Member found, bool itself) => itself
        ? $"For a day another facilitator can undo it: `put back \"{found.Name}\"`."
        : $"I tell them and the other facilitators. For a day `put back \"{found.Name}\"` undoes it.";

    internal static Button PutBack(Project project, Member found) => CommandButton.In(project.Id, $"Put {Names.Shown(found.Name)} back", $"put back {Quotes.Around(found.Name)}");
}
