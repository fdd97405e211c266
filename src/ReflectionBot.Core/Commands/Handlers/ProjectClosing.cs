using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Storage;
using ReflectionBot.Core.Work;

namespace ReflectionBot.Core.Commands.Handlers;

/// <summary>`project close` and `reopen project`: a project closes a day after it was asked for by its name, and everyone on it is told at once.</summary>
public sealed class ProjectClosing
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly ProjectStore _projects;

    /// <summary>Handlers over this store.</summary>
    public ProjectClosing(ProjectStore projects) => _projects = projects;

    /// <summary>What is asked where the name was not typed; null where there is nothing to ask.</summary>
    public async Task<Question?> QuestionAsync(CommandContext context, CloseProject command, CancellationToken cancel)
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
            $"I tell everyone on the project at once: {English.People(members.Count)}, and the channel. {Kept(project)}",
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

    /// <summary>What somebody is told in their own chat.</summary>
    /// <param name="project">The project.</param>
    /// <param name="job">What there is to tell.</param>
    /// <param name="by">Who asked for it, by name.</param>
    /// <param name="roles">What the reader is.</param>
    /// <param name="round">The name of the open round; null for none.</param>
    internal static NoticeMessage Letter(Project project, TellClosing job, string by, Roles roles, string? round)
    {
        var at = English.DayAndTime(job.At, ProjectStore.Zone(project));
        if (job.Kept)
        {
            return NoticeMessage.Of($"{by} keeps {project.Name} open. It does not close on {at}.");
        }

        var paragraphs = new List<string> { $"{by} is closing {project.Name}. It closes on {at}; until then everything goes on." };
        if (roles.HasFlag(Roles.Collaborator))
        {
            paragraphs.Add($"{(round is null ? "" : $"The questions on {round} are open until then. What you have not sent in by then stays yours and is counted nowhere. ")}After that I ask you nothing more there. You can take answers back: `withdraw`. {Kept(project)}");
        }

        Button[] buttons = [];
        if (roles.HasFlag(Roles.Facilitator))
        {
            paragraphs.Add("Until then any facilitator can keep it open: `reopen project`. After that it cannot be opened again.");
            buttons = [CommandButton.In(project.Id, "Keep it open", "reopen project")];
        }

        return new NoticeMessage(paragraphs, buttons);
    }

    /// <summary>What the channel is told.</summary>
    internal static NoticeMessage Announcement(Project project, TellClosing job, string by)
    {
        var at = English.DayAndTime(job.At, ProjectStore.Zone(project));
        return NoticeMessage.Of(job.Kept ? $"{by} keeps {project.Name} open. It does not close on {at}." : $"{by} is closing {project.Name}. It closes on {at}; until then everything goes on.");
    }

    /// <summary>What is said once it is closed.</summary>
    internal static NoticeMessage Ended(Project project) => NoticeMessage.Of($"{project.Name} is closed. No more rounds, reminders or digests come. {Kept(project)}");

    private static string Kept(Project project) => project.Settings.KeepUntil is { } day
        ? $"What was collected is erased on {English.DayAndYear(day)}, as people were told. Answers can be taken back until then."
        : "Answers can still be taken back.";
}
