using NodaTime;
using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Milestones;

/// <summary>Lists the milestones.</summary>
public sealed record ListMilestones : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("milestone list", "Lists the milestones.", CommandSpec.Members, CommandGroup.Milestones, new ListMilestones(), ["milestones", "milestones list", "list milestones"]) with { ListedAt = 20 },
    ];

    /// <inheritdoc/>
    internal override bool WorksWhenClosed => true;
}

/// <summary>`milestone list`.</summary>
public sealed class ListMilestonesHandler(ProjectStore projects) : ICommandHandler<ListMilestones>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, ListMilestones command, CancellationToken cancel)
    {
        var milestones = await projects.MilestonesAsync(context.Project.Id, cancel);
        if (milestones.Count == 0)
        {
            return context.Say("No milestones yet. Add one: `milestone add \"Focus groups complete\"`, or with a date: `milestone add \"Analysis workshop\" on 14 December`.");
        }

        var lines = milestones.OrderBy(m => DayOf(context, m) ?? LocalDate.MaxIsoValue).Select(m => Line(context, m));
        return new([], [context.Reply(new NoticeMessage([.. lines, .. Ending(context, milestones)], [], "Milestones"))]);
    }

    private static string Line(CommandContext context, Milestone milestone) => DayOf(context, milestone) switch
    {
        null => $"{milestone.Name}: not reached yet",
        { } day when milestone.ReachedAt is not null => $"{milestone.Name}: reached {English.DayOf(day, context.Today)}",
        { } day when day < context.Today => $"{milestone.Name}: was planned for {English.DayOf(day, context.Today)}, not reached yet",
        { } day when MilestonePlans.Comes(context.Project, milestone) => $"{milestone.Name}: planned for {English.DayOf(day, context.Today)}",
        { } day when context.Project.ClosedAt is not null => $"{milestone.Name}: was planned for {English.DayOf(day, context.Today)}",
        { } day => $"{milestone.Name}: planned for {English.DayOf(day, context.Today)}, after {(context.Project.ClosesAt is null ? "everything is erased" : $"{context.Project.Name} closes")}",
    };

    /// <summary>That no round opens for what is not reached before the project's end; nothing where all of it can be.</summary>
    private static IEnumerable<string> Ending(CommandContext context, IReadOnlyList<Milestone> milestones)
    {
        if (milestones.All(m => m.ReachedAt is not null || MilestonePlans.Comes(context.Project, m)))
        {
            yield break;
        }

        yield return context.Project is { ClosedAt: null, ClosesAt: null, Settings.KeepUntil: { } day } ? $"Everything is erased on {English.DayAndYear(day)}, and no round opens from then on."
            : context.Project is { ClosedAt: null, ClosesAt: { } at }
            ? $"It closes on {English.DayAndTime(at, context.Zone)}, and no round opens from then on. `reopen project` keeps it open."
            : $"{context.Project.Name} is closed, and no round opens any more.";
    }

    private static LocalDate? DayOf(CommandContext context, Milestone milestone) =>
        milestone.ReachedAt is { } at ? Dates.Local(at, context.Zone).Date : milestone.PlannedFor;
}
