using NodaTime;
using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
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

        var lines = milestones.OrderBy(m => DayOf(context, m) ?? LocalDate.MaxIsoValue).Select(m => DayOf(context, m) is not { } day ? $"{m.Name}: not reached yet"
            : $"{m.Name}: {(m.ReachedAt is null ? "planned for" : "reached")} {English.DayOf(day, context.Today)}");
        return new([], [context.Reply(new NoticeMessage([.. lines], [], "Milestones"))]);
    }

    private static LocalDate? DayOf(CommandContext context, Milestone milestone) =>
        milestone.ReachedAt is { } at ? Dates.Local(at, context.Zone).Date : milestone.PlannedFor;
}
