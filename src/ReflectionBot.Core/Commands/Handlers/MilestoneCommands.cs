using NodaTime;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Storage;
using ReflectionBot.Core.Work;

namespace ReflectionBot.Core.Commands.Handlers;

/// <summary>Carries out what is typed about milestones.</summary>
public sealed class MilestoneCommands
{
    private const int Most = 100;
    private const int LongestName = 120;

    private readonly ProjectStore _projects;

    /// <summary>Handlers over these stores.</summary>
    public MilestoneCommands(ProjectStore projects) => _projects = projects;

    /// <summary>`milestone add`.</summary>
    public async Task<CommandResult> AddAsync(CommandContext context, string name, LocalDate? on, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(name);
        var milestones = await _projects.MilestonesAsync(context.Project.Id, cancel).ConfigureAwait(false);
        if (milestones.FirstOrDefault(m => NameMatch.Same(m.Name, name)) is { } same)
        {
            return context.Say($"{same.Name} is a milestone already. `milestone list` shows all of them.");
        }

        if (name.Length > LongestName || milestones.Count >= Most)
        {
            return context.Say(name.Length > LongestName ? $"A milestone's name can have up to {LongestName} characters." : $"A project can have up to {Most} milestones. `milestone remove \"...\"` makes room.");
        }

        var milestone = new Milestone(context.NewId(), name, on);
        var sentence = on is { } day
            ? $"Added: {name}, on {English.Day(day)}. {WhenItOpens(context, name, day)}"
            : $"Added: {name}. When it is reached, `start \"{name}\"` opens its round.";
        Effect[] plan = on is null ? [] : [new RunJob(context.NewId(), ReachJob(context.Project, milestone))];
        return new([ProjectRows.Put(milestone)], [context.Reply(NoticeMessage.Of(sentence)), .. plan]);
    }

    private static string WhenItOpens(CommandContext context, string name, LocalDate day) => RoundCalendar.MilestoneAt(context.Project, day) <= context.Now
        ? "That is today, so its round opens now."
        : $"Its round opens {(day == context.Today ? "today" : "that day")} at 09:00, or earlier with `start \"{name}\"`.";

    /// <summary>`milestone list`.</summary>
    public async Task<CommandResult> ListAsync(CommandContext context, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var milestones = await _projects.MilestonesAsync(context.Project.Id, cancel).ConfigureAwait(false);
        if (milestones.Count == 0)
        {
            return context.Say("No milestones yet. Add one: `milestone add \"Focus groups complete\"`, or with a date: `milestone add \"Analysis workshop\" on 14 December`.");
        }

        var lines = milestones.Select(m => m.ReachedAt is { } at ? $"{m.Name}: reached {English.Day(at, context.Zone)}" : m.PlannedFor is { } day ? $"{m.Name}: planned for {English.Day(day)}" : $"{m.Name}: not reached yet");
        return new([], [context.Reply(new NoticeMessage([.. lines], [], "Milestones"))]);
    }

    /// <summary>`milestone remove`.</summary>
    public async Task<CommandResult> RemoveAsync(CommandContext context, string name, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var milestones = await _projects.MilestonesAsync(context.Project.Id, cancel).ConfigureAwait(false);
        var (found, near) = NameMatch.Find(milestones, m => m.Name, name);
        if (found is null)
        {
            return context.DidYouMean(near, n => $"milestone remove {Quotes.Around(n)}", Unknown(name, near));
        }

        return found.Round is not null
            ? context.Say($"{found.Name} has had its round, so it stays.")
            : new([new DeleteRow(Keys.Join(ProjectRows.Milestone, found.Id))], [context.Reply(NoticeMessage.Of($"Removed: {found.Name}. `milestone add \"{found.Name}\"` brings it back."))]);
    }

    /// <summary>The job that reaches a planned milestone on its day.</summary>
    internal static Work.ReachMilestone ReachJob(Project project, Milestone milestone) => new(project.Id, milestone.Id, Keys.Day(milestone.PlannedFor!.Value));

    /// <summary>What to say about a name that fits no milestone.</summary>
    internal static string Unknown(string typed, IReadOnlyList<string> near) => near.Count > 0
        ? $"Which milestone? {English.List([.. near.Select(n => $"`{n}`")])}."
        : $"I don't know a milestone called \"{Names.Shown(typed)}\". `milestone list` shows them; `milestone add \"{Names.Shown(typed)}\"` adds it.";
}
