using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Handlers;

/// <summary>`project close` and `reopen project`: a project closes a day after it was asked for by its name, and everyone on it is told at once.</summary>
public sealed class ProjectClosing
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly ProjectStore _projects;

    /// <summary>Handlers over this store.</summary>
    public ProjectClosing(ProjectStore projects) => _projects = projects;

    /// <summary>What is asked where the name was not typed; null where there is nothing to ask.</summary>
    public async Task<AskedQuestion?> QuestionAsync(CommandContext context, CloseProject command, CancellationToken cancel)
    {
        var project = context.Project;
        if (command.Name is not null || project.ClosesAt is not null)
        {
            return null;
        }

        var members = await _projects.MembersAsync(project.Id, cancel);
        var rounds = await _projects.RoundsAsync(project.Id, cancel);
        var open = rounds.LastOrDefault(r => r.IsOpenAt(context.Now));
        string[] paragraphs =
        [
            $"Close {project.Name}? It would close in a day, on {English.DayAndTime(context.Now + Day, context.Zone)}. Until then everything goes on, and any facilitator can keep it open: `reopen project`. After that it cannot be opened again.",
            $"Then no more rounds, reminders or digests come.{(open is null ? "" : $" The round on {open.Name} ends for everyone on it, and what is not sent in by then stays its author's and is counted nowhere.")}",
            $"I tell everyone on the project at once: {English.People(members.Count)}, and the channel. {ProjectEndingWords.Kept(project)}",
        ];
        return new(paragraphs, $"Yes, close \"{Names.Shown(project.Name)}\"", $"project close {Quotes.Around(project.Name)}") { About = [.. paragraphs.Skip(1), project.Name] };
    }

    /// <summary>`project close` with the project's name, or after a yes.</summary>
    public static CommandResult Close(CommandContext context, string? name)
    {
        var project = context.Project;
        if (name is not null && !NameMatch.Same(name, project.Name))
        {
            return context.Say($"This project is called {project.Name}, not \"{Names.Shown(name)}\". Nothing has changed.");
        }

        if (project.ClosesAt is { } already)
        {
            return context.Say($"{project.Name} is to close on {English.DayAndTime(already, context.Zone)}. `reopen project` keeps it open.");
        }

        var at = context.Now + Day;
        var done = new NoticeMessage(
            [$"{project.Name} closes on {English.DayAndTime(at, context.Zone)}. Until then everything goes on, and `reopen project` keeps it open. After that it cannot be opened again.", "I tell everyone on it now."],
            [CommandButton.In(project.Id, "Keep it open", "reopen project")]);
        return new(
            [ProjectRows.Put(project with { ClosesAt = at })],
            [
                context.Privately(done),
                new RunJob(context.NewId(), new TellClosing(project.Id, at, context.Person.Id, Kept: false)),
                new RunJob(context.NewId(), new EndProject(project.Id, at)),
            ]);
    }

    /// <summary>`reopen project`.</summary>
    public static CommandResult Reopen(CommandContext context, string? name)
    {
        var project = context.Project;
        if (name is not null && !NameMatch.Same(name, project.Name))
        {
            return context.Say($"This project is called {project.Name}, not \"{Names.Shown(name)}\". Nothing has changed.");
        }

        if (project.ClosedAt is { } closed)
        {
            return context.Say($"{project.Name} closed on {English.Day(closed, context.Zone)}, and that cannot be taken back any more. A new project can be set up in another channel.");
        }

        return project.ClosesAt is not { } at
            ? context.Say($"{project.Name} is open, and nobody has asked to close it.")
            : new(
                [ProjectRows.Put(project with { ClosesAt = null })],
                [context.Privately(NoticeMessage.Of($"{project.Name} stays open. I tell everyone on it now.")), new RunJob(context.NewId(), new TellClosing(project.Id, at, context.Person.Id, Kept: true))]);
    }
}
