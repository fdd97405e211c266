using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Projects;

/// <summary>Makes a channel the home of a project. <paramref name="Name"/> is null where none was given.</summary>
public sealed record SetUp(string? Name) : OwnCommand, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("setup", "setup [\"<project>\"]", () => ProjectCommandWording.MakesThisChannelTheHomeOf, CommandSpec.Anybody, Where.ChannelOnly,
            CommandGroup.Project, Takes.Maybe, ["set up"], ["setup \"Housing priorities\"", "setup"]) { Read = Read, ListedAt = 10 },
    ];

    /// <summary>What a new project says in its channel.</summary>
    public static NoticeMessage Welcome(Project project)
    {
        return new NoticeMessage(
            [
                ProjectCommandWording.ThisChannelIsItsHomeYou,
                ProjectCommandWording.FormatFirstTheConsentTextWhichHas(project.Settings.Gaps[0]),
                ProjectCommandWording.ThenPeoplePersonAddNameThen,
            ],
            [CommandButton.In(project.Id, ProjectCommandWording.Settings, "settings", primary: true), CommandButton.Typing(ProjectCommandWording.Help, "help")],
            ProjectCommandWording.FormatIsSetUp(project.Name));
    }

    private static Reading Read(string rest, LocalDate today)
    {
        if (rest.Length == 0)
        {
            return Reading.Of(new SetUp((string?)null));
        }

        return ArgumentReaders.Named(ProjectCommandWording.SetupHousingPriorities, n => new SetUp(n))(rest, today);
    }
}

/// <summary>`setup` in a channel that has a project.</summary>
public sealed class SetUpHandler : ICommandHandler<SetUp>
{
    /// <inheritdoc/>
    public Task<CommandResult> HandleAsync(CommandContext context, SetUp command, CancellationToken cancel)
    {
        var gaps = context.Project.Settings.Gaps;
        return Task.FromResult(context.Say(
            ProjectCommandWording.FormatThisChannelIsTheHomeOf(context.Project.Name),
            gaps.Count == 0 ? ProjectCommandWording.NothingIsMissingSettingsShowsAnd : ProjectCommandWording.FormatStillToFillBeforeARound(Spoken.List([.. gaps.Select(g => $"`{g}`")]))));
    }
}
