using NodaTime;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
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
        CommandSpec.Alone("milestone list", () => MilestoneWording.ListsTheMilestones, CommandSpec.Members, CommandGroup.Milestones, new ListMilestones(), ["milestones", "milestones list", "list milestones"]) with { ListedAt = 20 },
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
            return context.Say(MilestoneWording.NoMilestonesYetAddOneMilestone);
        }

        var lines = milestones.OrderBy(m => DayOf(context, m) ?? LocalDate.MaxIsoValue).Select(m => Line(context, m));
        return new([], [context.Reply(new NoticeMessage([.. lines, .. Ending(context, milestones)], [], MilestoneWording.Milestones))]);
    }

    private static string Line(CommandContext context, Milestone milestone) => DayOf(context, milestone) switch
    {
        null => MilestoneWording.FormatNotReachedYet(milestone.Name),
        { } day when milestone.ReachedAt is not null => MilestoneWording.FormatReached(milestone.Name, Spoken.DayOf(day, context.Today)),
        { } day when day < context.Today => MilestoneWording.FormatWasPlannedForNotReachedYet(milestone.Name, Spoken.DayOf(day, context.Today)),
        { } day when MilestonePlans.Comes(context.Project, milestone) => MilestoneWording.FormatPlannedFor(milestone.Name, Spoken.DayOf(day, context.Today)),
        { } day when context.Project.ClosedAt is not null => MilestoneWording.FormatWasPlannedFor(milestone.Name, Spoken.DayOf(day, context.Today)),
        { } day => context.Project.ClosesAt is null ? MilestoneWording.FormatPlannedForAfterEverythingIsErased(milestone.Name, Spoken.DayOf(day, context.Today)) : MilestoneWording.FormatPlannedForAfterCloses(milestone.Name, Spoken.DayOf(day, context.Today), context.Project.Name),
    };

    /// <summary>That no round opens for what is not reached before the project's end; nothing where all of it can be.</summary>
    private static IEnumerable<string> Ending(CommandContext context, IReadOnlyList<Milestone> milestones)
    {
        if (milestones.All(m => m.ReachedAt is not null || MilestonePlans.Comes(context.Project, m)))
        {
            yield break;
        }

        yield return context.Project is { ClosedAt: null, ClosesAt: null, Settings.KeepUntil: { } day } ? MilestoneWording.FormatEverythingIsErasedOnAndNo(Spoken.DayAndYear(day))
            : context.Project is { ClosedAt: null, ClosesAt: { } at }
            ? MilestoneWording.FormatItClosesOnAndNoRound(Spoken.DayAndTime(at, context.Zone))
            : MilestoneWording.FormatIsClosedAndNoRoundOpens(context.Project.Name);
    }

    private static LocalDate? DayOf(CommandContext context, Milestone milestone) =>
        milestone.ReachedAt is { } at ? Dates.Local(at, context.Zone).Date : milestone.PlannedFor;
}
