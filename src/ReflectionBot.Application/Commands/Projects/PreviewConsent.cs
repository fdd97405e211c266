using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Application.Commands.Projects;

/// <summary>Shows the consent text as people would read it now.</summary>
public sealed record PreviewConsent : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("consent preview", () => ProjectCommandWording.ShowsTheTextAboutWhoSees, Roles.Facilitator, CommandGroup.Project, new PreviewConsent(), ["preview consent", "preview the consent text", "consent text preview"]) with { ListedAt = 30 },
    ];

    /// <inheritdoc/>
    internal override bool WorksWhenClosed => true;
}

/// <summary>`consent preview`: the text as people would read it now.</summary>
public sealed class PreviewConsentHandler(ProjectStore projects) : ICommandHandler<PreviewConsent>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, PreviewConsent command, CancellationToken cancel)
    {
        var settings = context.Project.Settings with { FewPeople = await AreFewAsync(projects, context.Project, cancel) };
        return context.SayPrivately(ConsentText.Preview(context.Project with { Settings = settings }).Message([CommandButton.In(context.Project.Id, ProjectCommandWording.Settings, "settings")]));
    }

    /// <summary>Whether people would be told that a digest with topics tells that nearly all of them wrote: by who is on the project now.</summary>
    internal static async Task<bool> AreFewAsync(ProjectStore projects, Project project, CancellationToken cancel) =>
        new DigestSettings(project.Settings.Minimum).AreFew(await projects.MembersAsync(project.Id, cancel));
}
