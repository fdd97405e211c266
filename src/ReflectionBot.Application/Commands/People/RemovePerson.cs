using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.People;

/// <summary>Takes a person off the project.</summary>
public sealed record RemovePerson(string Name) : PersonCommand(Name), ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Named("person remove", "person remove \"<name>\"", "Takes a person off the project, after asking you; they are told, and for a day it can be undone.", Roles.Facilitator, CommandGroup.People,
            "person remove \"Maya Brooks\"", n => new RemovePerson(n), ["people remove", "remove person"]) with { Destructive = true, ListedAt = 40 },
    ];
}

/// <summary>`person remove`: asked first, told to the person and to the other facilitators, and undone by `put back` for a day.</summary>
public sealed class RemovePersonHandler(ProjectStore projects, ReflectionStore reflections, Facilitators facilitators, ChangeRoleHandler roles) : IAsksFirst<RemovePerson>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, RemovePerson command, CancellationToken cancel)
    {
        var members = await projects.MembersAsync(context.Project.Id, cancel);
        var (found, near) = NameMatch.FindClose(members, m => m.Name, command.Name);
        if (found is null)
        {
            return context.NameInFull(near, PeopleWords.Unknown(command.Name, near));
        }

        if (await facilitators.StaysAsync(context, members, found, cancel) is { } stays)
        {
            return context.Say(stays);
        }

        string[] gone = ContactPeople.GoneNotice(context.Project.Settings, found) is { } notice ? [notice] : [];
        var written = (await reflections.LoadAsync(found.Person, cancel)).Reflections.Values.Where(r => r.Project == context.Project.Id).ToList();
        return await roles.WithReadersAsync(context, found.Name, found.Roles, Roles.None, sentence =>
        {
            var result = context.SayPrivately(
                new NoticeMessage([$"{found.Name} is off {context.Project.Name} and gets no more prompts. Their answers stay theirs: they can still take them back.{(found.Runs ? "" : " What they sent in, if anything, still counts.")} I tell them, and the other facilitators.{sentence} For a day `put back \"{found.Name}\"` undoes it.", .. gone, .. NamedRoles.News(context.Project.Settings, members, [.. members.Where(m => m != found)])], [RoleChanges.PutBack(context.Project, found)]),
                ProjectRows.Put(found.Removed(context.Now)), RoleChanges.Remember(found, context.Now));
            result = PeopleWords.Told(
                context, result, members, found,
                by => $"{by} took you off {context.Project.Name}. I ask you nothing more there. {(found.Runs ? "You can still take back what you wrote: `withdraw`." : WhoSees.OffProject(written))}", by => string.Join(' ', [$"{by} took {found.Name} off {context.Project.Name}.", .. gone]));
            result = gone.Length == 0 ? result : result with { Effects = [.. result.Effects, new RunJob(context.NewId(), new TellContacts(context.Project.Id, context.NewId()))] };
            result = result with { Effects = [.. result.Effects, new RunJob(context.NewId(), new HideOpened(found.Person, context.Project.Id))] };
            return RoleChanges.WithOpenedClosed(context, result, found, Roles.None);
        }, cancel);
    }

    /// <inheritdoc/>
    public async Task<AskedQuestion?> QuestionAsync(CommandContext context, RemovePerson command, CancellationToken cancel)
    {
        var (members, found, _) = await projects.FindMemberAsync(context, command.Name, cancel);
        if (found is null || RoleChanges.IsRefused(context, found, Roles.None) || await facilitators.StaysAsync(context, members, found, cancel) is not null)
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
            RoleChanges.Undo(found, itself) + " After that `person add` brings them back as the same person.",
        ];
        return new(paragraphs, itself ? $"Yes, take me off {Names.Shown(context.Project.Name)}" : $"Yes, take {Names.Shown(found.Name)} off", $"person remove {Quotes.Around(found.Name)}");
    }

    private static string[] Helper(Project project, Member found) => ContactPeople.SettingOf(project.Settings, found) is { } setting
        ? [$"{found.Name} is one of the two people whom others can ask to contact them. I could not write to them about it any more, and would tell whoever has asked for them. Name somebody else first: `set {setting} \"...\"`."]
        : [];
}
