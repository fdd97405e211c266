using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.People;

/// <summary>Puts somebody back as they were before they were taken off the project, or out of a role.</summary>
public sealed record RestorePerson(string Name) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Named("put back", "put back \"<name>\"", () => PeopleWording.PutsAPersonBackAsThey, Roles.Facilitator, CommandGroup.People,
            "put back \"Maya Brooks\"", n => new RestorePerson(n), ["person put back", "person restore", "person undo"]) with { ListedAt = 50 },
    ];
}

/// <summary>`put back`: within a day, somebody is again what they were.</summary>
public sealed class RestorePersonHandler(ITableStore store, ProjectStore projects, Facilitators facilitators, ChangeRoleHandler roles) : IAsksFirst<RestorePerson>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, RestorePerson command, CancellationToken cancel)
    {
        var ever = await projects.EverMembersAsync(context.Project.Id, cancel);
        var rows = await store.ListAsync(Keys.Project(context.Project.Id), Keys.Prefix(ProjectRows.Before), cancel);
        var undone = rows.Where(r => r.Columns.Time("Until") > context.Now).Select(r => (Row: r, Member: ProjectRows.ReadMember(r))).ToList();
        var (before, near) = NameMatch.FindClose([.. undone.Select(u => u.Member)], m => m.Name, command.Name);
        if (before is null || ever.FirstOrDefault(m => m.Person == before.Person) is not { } now)
        {
            return context.DidYouMean(near, n => $"put back {Quotes.Around(n)}", PeopleWording.FormatThereIsNothingToPutBack(Names.Shown(command.Name), context.Project.Name));
        }

        var back = RoleChanges.Back(before, now, context.Now);
        if (back.Roles == Roles.None)
        {
            return context.Say(PeopleWords.LeftSentence(back.Name));
        }

        IReadOnlyList<Member> members = [.. ever.Where(m => m.RemovedAt is null)];
        var change = ReaderRule.After(context.Project.Settings, back.Name, now.Roles, back.Roles);
        if (change is ReaderChange.Refused refused)
        {
            return context.Say(refused.Sentence);
        }

        if (RoleChanges.Loses(now, back.Roles) && await facilitators.StaysAsync(context, members, now, cancel) is { } stays)
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
            PeopleWording.FormatIsOfAgainAsBefore(back.Name, PeopleWords.OfRoles(back.Roles), context.Project.Name, text is null ? PeopleWords.ReaderNotice(back, now) : $" {text.Sentence}"),
            .. NamedRoles.News(context.Project.Settings, members, [.. members.Where(m => m.Person != back.Person), back]),
        ];
        // Who only had another role can be given that again by the same word; who was off the project is on it.
        TableWrite done = isOn ? RoleChanges.Remember(now, context.Now) : new DeleteRow(undone.First(u => u.Member == before).Row.Key);
        var result = context.SayPrivately(NoticeMessage.Of(paragraphs), [ProjectRows.Put(back), done, .. text is null ? (TableWrite[])[] : [ProjectRows.Put(context.Project with { Settings = text.Settings })]]);
        result = result with { Effects = [.. result.Effects, .. isOn ? RoleNews.Letters(context, members, back, now.Roles, back.Roles) : Told(context, members, back, now.Roles)] };
        return RoleChanges.WithOpenedClosed(context, result, now, back.Roles);
    }

    /// <inheritdoc/>
    public async Task<AskedQuestion?> QuestionAsync(CommandContext context, RestorePerson command, CancellationToken cancel)
    {
        var (_, now, _) = await projects.FindMemberAsync(context, command.Name, cancel);
        if (now is null || await BeforeAsync(context, now, cancel) is not { } before)
        {
            return null;
        }

        // Who would be nothing at all is not put back: that is said, and there is nothing to ask.
        var again = RoleChanges.Back(before, now, context.Now).Roles;
        return again != Roles.None && await roles.QuestionAsync(context, new ChangeRole(now.Name, again), cancel) is { } question ? question with { Line = $"put back {Quotes.Around(now.Name)}" } : null;
    }

    private async Task<Member?> BeforeAsync(CommandContext context, Member now, CancellationToken cancel) =>
        await store.GetAsync(Keys.Project(context.Project.Id), Keys.Join(ProjectRows.Before, now.Person), cancel) is { } row && row.Columns.Time("Until") > context.Now ? ProjectRows.ReadMember(row) : null;

    /// <summary>Letters to whoever was put back, and to the other facilitators (trust rule 5).</summary>
    /// <param name="context">Who did it.</param>
    /// <param name="members">Everyone on the project.</param>
    /// <param name="back">Whom it is about.</param>
    /// <param name="before">Their roles until now.</param>
    private static IEnumerable<Effect> Told(CommandContext context, IReadOnlyList<Member> members, Member back, Roles before)
    {
        var (project, by) = (context.Project.Name, members.FirstOrDefault(m => m.Person == context.Person.Id)?.Name ?? context.Person.Name);
        if (back.Person != context.Person.Id)
        {
            yield return context.Letter(back.Person, () => NoticeMessage.Of([PeopleWording.FormatPutYouBackOn(by, project, RoleNews.As(back.Roles)), .. RoleNews.Counts(before, back.Roles)]));
        }

        foreach (var other in members.Where(m => m.Roles.HasFlag(Roles.Facilitator) && m.Person != context.Person.Id && m.Person != back.Person))
        {
            yield return context.Letter(other.Person, () => NoticeMessage.Of([PeopleWording.FormatPutBackOn(by, back.Name, project, RoleNews.As(back.Roles)), .. RoleNews.Counts(before, back.Roles, back.Name)]));
        }
    }
}
