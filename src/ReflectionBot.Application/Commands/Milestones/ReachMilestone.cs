using ReflectionBot.Application.Commands.Rounds;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Commands.Milestones;

/// <summary>Marks a milestone as reached, which opens its round.</summary>
public sealed record ReachMilestone(string Name) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Named("milestone reached", "milestone reached \"<name>\"", () => MilestoneWording.MarksAMilestoneAsReachedAnd, Roles.Facilitator, CommandGroup.Milestones,
            "milestone reached \"Analysis workshop\"", n => new ReachMilestone(n), ["milestones reached", "reached"]) with { ListedAt = 30 },
    ];
}

/// <summary>`milestone reached`: opens the milestone's round, as `start` does.</summary>
public sealed class ReachMilestoneHandler(StartRoundHandler start) : ICommandHandler<ReachMilestone>
{
    /// <inheritdoc/>
    public Task<CommandResult> HandleAsync(CommandContext context, ReachMilestone command, CancellationToken cancel) => start.OpenAsync(context, command.Name, "milestone reached", cancel);
}
