using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Application.Commands.Projects;

/// <summary>Shows the settings form.</summary>
public sealed record ShowSettings : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("settings", () => ProjectCommandWording.ShowsTheProjectsSettingsToFill, Roles.Facilitator, CommandGroup.Project, new ShowSettings(), ["show settings"]) with { ListedAt = 20 },
    ];
}

/// <summary>`settings`: all of them on a form.</summary>
public sealed class ShowSettingsHandler(ProjectStore projects) : ICommandHandler<ShowSettings>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, ShowSettings command, CancellationToken cancel)
    {
        var draft = await projects.SettingsDraftAsync(context.Project.Id, context.Person.Id, cancel);
        var few = await PreviewConsentHandler.AreFewAsync(projects, context.Project, cancel);
        return context.SayPrivately(SettingsForm.Of(context.Project, draft, few ? $"{SettingsForm.Intro} {ConsentText.FewPeople}" : null));
    }
}
