using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Wording;
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
        CommandSpec.Named("person remove", "person remove \"<name>\"", () => PeopleWording.TakesAPersonOffTheProject, Roles.Facilitator, CommandGroup.People,
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

        string[] Gone() => ContactPeople.GoneNotice(context.Project.Settings, found) is { } notice ? [notice] : [];
        var written = (await reflections.LoadAsync(found.Person, cancel)).Reflections.Values.Where(r => r.Project == context.Project.Id).ToList();
        return await roles.WithReadersAsync(context, found.Name, found.Roles, Roles.None, sentence =>
        {
            var result = context.SayPrivately(
                new NoticeMessage([PeopleWording.FormatIsOffAndGetsNoMore(found.Name, context.Project.Name, found.Runs ? "" : PeopleWording.WhatTheySentInIfAnything, sentence), .. Gone(), .. NamedRoles.News(context.Project.Settings, members, [.. members.Where(m => m != found)])], [RoleChanges.PutBack(context.Project, found)]),
                ProjectRows.Put(found.Removed(context.Now)), RoleChanges.Remember(found, context.Now));
            result = PeopleWords.Told(
                context, result, members, found,
                by => PeopleWording.FormatTookYouOffIAskYou(by, context.Project.Name, found.Runs ? PeopleWording.YouCanStillTakeBackWhat : WhoSees.OffProject(written)), by => string.Join(' ', [found.Person == context.Person.Id ? PeopleWording.FormatTookThemselvesOff(by, context.Project.Name) : PeopleWording.FormatTookOff(by, found.Name, context.Project.Name), .. Gone()]));
            result = Gone().Length == 0 ? result : result with { Effects = [.. result.Effects, new RunJob(context.NewId(), new TellContacts(context.Project.Id, context.NewId()))] };
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
        var (who, they, theirs) = itself ? ("yourself", PeopleWording.You, "yours") : (found.Name, PeopleWording.They, "theirs");
        string[] paragraphs =
        [
            PeopleWording.FormatTakeOffGetNoMoreQuestions(who, context.Project.Name, they)
                + (found.Runs ? PeopleWording.FormatAllAnswersThereStayToTake(theirs) : PeopleWording.FormatWhatWasSentInStaysCounted(theirs)),
            .. found.Roles.HasFlag(Roles.Facilitator) ? (string[])[itself ? (itself ? PeopleWording.FormatCanNoLongerRunTheProject(they) : PeopleWording.FormatCanNoLongerRunTheProjectAnd(they)) : itself ? PeopleWording.FormatCanNoLongerRunTheProjectAndAnswers(they) : PeopleWording.FormatCanNoLongerRunTheProjectAndAnswersThat(they)] : [],
            .. Helper(context.Project, found),
            RoleChanges.Undo(found, itself) + PeopleWording.AfterThatPersonAddBringsThem,
        ];
        return new(paragraphs, itself ? PeopleWording.FormatYesTakeMeOff(Names.Shown(context.Project.Name)) : PeopleWording.FormatYesTakeOff(Names.Shown(found.Name)), $"person remove {Quotes.Around(found.Name)}");
    }

    private static string[] Helper(Project project, Member found) => ContactPeople.SettingOf(project.Settings, found) is { } setting
        ? [PeopleWording.FormatIsOneOfTheTwoPeople(found.Name, setting)]
        : [];
}
