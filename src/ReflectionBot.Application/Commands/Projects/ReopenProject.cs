using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Projects;

/// <summary>Takes back that the project is to be closed.</summary>
public sealed record ReopenProject(string? Name) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("reopen project", "reopen project [\"<project>\"]", () => ProjectCommandWording.KeepsAProjectOpenAfterAll, Roles.Facilitator, Where.Anywhere,
            CommandGroup.Project, Takes.Maybe, ["project reopen", "keep project open"], ["reopen project", "reopen project \"Housing priorities\""]) { Read = ArgumentReaders.MayName("reopen project \"Housing priorities\"", n => new ReopenProject(n)), ListedAt = 60 },
    ];

    /// <inheritdoc/>
    internal override bool WorksWhenClosed => true;

    /// <inheritdoc/>
    internal override bool Fits(Project project) => project.ClosesAt is not null || project.ClosedAt is not null;
}

/// <summary>`reopen project`. A round that was to end with it is open until the day people were told before.</summary>
public sealed class ReopenProjectHandler(ProjectStore projects) : ICommandHandler<ReopenProject>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, ReopenProject command, CancellationToken cancel)
    {
        var project = context.Project;
        if (command.Name is not null && !NameMatch.Same(command.Name, project.Name))
        {
            return context.Say(ProjectCommandWording.FormatThisProjectIsCalledNotNothing(project.Name, Names.Shown(command.Name)));
        }

        if (project.ClosedAt is { } closed)
        {
            return context.Say(ProjectCommandWording.FormatClosedOnAndThatCannotBe(project.Name, Spoken.Day(closed, context.Zone)));
        }

        if (project.ClosesAt is not { } at)
        {
            return context.Say(ProjectCommandWording.FormatIsOpenAndNobodyHasAsked(project.Name));
        }

        var rounds = (await projects.RoundsAsync(project.Id, cancel)).Where(r => r.IsOpenAt(context.Now) && r.ClosesAt == at && r.ToldUntil is not null)
            .Select(r => r with { ClosesAt = r.ToldUntil!.Value, ToldUntil = null, Version = r.Version + 1 }).ToList();
        return new(
            [ProjectRows.Put(project with { ClosesAt = null }), .. rounds.Select(ProjectRows.Put)],
            [
                context.Privately(NoticeMessage.Of(ProjectCommandWording.FormatStaysOpenITellEveryoneOn(project.Name))),
                new RunJob(context.NewId(), new TellClosing(project.Id, at, context.Person.Id, Kept: true)),
                .. rounds.Select(r => new RunJob(context.NewId(), new EndRound(project.Id, r.Id, r.Version))),
            ]);
    }
}
