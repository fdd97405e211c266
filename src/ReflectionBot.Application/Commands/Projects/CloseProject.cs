using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Projects;

/// <summary>Ends the project. <paramref name="Name"/> is null where it was not typed: then it is asked first.</summary>
public sealed record CloseProject(string? Name) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("project close", "project close [\"<project>\"]", () => ProjectCommandWording.EndsTheProjectADayLater, Roles.Facilitator, Where.Anywhere,
            CommandGroup.Project, Takes.Maybe, ["close project"], ["project close \"Housing priorities\"", "project close"]) { Read = ArgumentReaders.MayName("project close \"Housing priorities\"", n => new CloseProject(n)), Destructive = true, ListedAt = 50 },
    ];
}

/// <summary>`project close`: a project closes a day after it was asked for by its name, and everyone on it is told at once.</summary>
public sealed class CloseProjectHandler(ProjectStore projects) : IAsksFirst<CloseProject>
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, CloseProject command, CancellationToken cancel)
    {
        var project = context.Project;
        if (command.Name is not null && !NameMatch.Same(command.Name, project.Name))
        {
            return context.Say(ProjectCommandWording.FormatThisProjectIsCalledNotNothing(project.Name, Names.Shown(command.Name)));
        }

        if (project.ClosesAt is { } already)
        {
            return context.Say(ProjectCommandWording.FormatIsToCloseOnReopenProject(project.Name, Spoken.DayAndTime(already, context.Zone)));
        }

        var at = context.Now + Day;
        var done = new NoticeMessage(
            [ProjectCommandWording.FormatClosesOnUntilThenEverythingGoes(project.Name, Spoken.DayAndTime(at, context.Zone)), ProjectCommandWording.ITellEveryoneOnItNow],
            [CommandButton.In(project.Id, ProjectCommandWording.KeepItOpen, "reopen project")]);
        // Whatever is said of a round names the day on which it really ends.
        var rounds = (await projects.RoundsAsync(project.Id, cancel)).Where(r => r.IsOpenAt(context.Now)).Select(r => r.NoLaterThan(at)).ToList();
        return new(
            [ProjectRows.Put(project with { ClosesAt = at }), .. rounds.Select(ProjectRows.Put)],
            [
                context.Privately(done),
                new RunJob(context.NewId(), new TellClosing(project.Id, at, context.Person.Id, Kept: false)),
                new RunJob(context.NewId(), new EndProject(project.Id, at)),
                .. rounds.Select(r => new RunJob(context.NewId(), new EndRound(project.Id, r.Id, r.Version))),
            ]);
    }

    /// <inheritdoc/>
    public async Task<AskedQuestion?> QuestionAsync(CommandContext context, CloseProject command, CancellationToken cancel)
    {
        var project = context.Project;
        if (command.Name is not null || project.ClosesAt is not null)
        {
            return null;
        }

        var members = await projects.MembersAsync(project.Id, cancel);
        var rounds = await projects.RoundsAsync(project.Id, cancel);
        var open = rounds.LastOrDefault(r => r.IsOpenAt(context.Now));
        string[] paragraphs =
        [
            ProjectCommandWording.FormatCloseItWouldCloseInA(project.Name, Spoken.DayAndTime(context.Now + Day, context.Zone)),
            ProjectCommandWording.FormatThenNoMoreRoundsRemindersOr(open is null ? "" : ProjectCommandWording.FormatTheRoundOnEndsForEveryone(open.Name)),
            ProjectCommandWording.FormatITellEveryoneOnTheProject(Spoken.People(members.Count), ProjectEndingWords.Kept(project)),
        ];
        return new(paragraphs, ProjectCommandWording.FormatYesClose(Names.Shown(project.Name)), $"project close {Quotes.Around(project.Name)}") { About = [.. paragraphs.Skip(1), project.Name] };
    }

    /// <summary>A yes types the name, so what is asked again is asked without it.</summary>
    public Task<AskedQuestion?> AgainAsync(CommandContext context, CloseProject command, CancellationToken cancel) => QuestionAsync(context, new CloseProject(null), cancel);
}
