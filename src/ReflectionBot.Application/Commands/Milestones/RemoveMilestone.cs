using NodaTime.Text;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Milestones;

/// <summary>Removes a milestone.</summary>
public sealed record RemoveMilestone(string Name) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Named("milestone remove", "milestone remove \"<name>\"", () => MilestoneWording.RemovesAMilestoneThatHasHad, Roles.Facilitator, CommandGroup.Milestones,
            "milestone remove \"Analysis workshop\"", n => new RemoveMilestone(n), ["milestones remove", "remove milestone"]) with { Destructive = true, ListedAt = 60 },
    ];
}

/// <summary>`milestone remove`.</summary>
public sealed class RemoveMilestoneHandler(ProjectStore projects) : ICommandHandler<RemoveMilestone>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, RemoveMilestone command, CancellationToken cancel)
    {
        var milestones = await projects.MilestonesAsync(context.Project.Id, cancel);
        var (found, near) = NameMatch.Find(milestones, m => m.Name, command.Name);
        if (found is null)
        {
            return context.NameInFull(near, MilestoneRules.Unknown(command.Name, near));
        }

        return found.Round is not null
            ? context.Say(MilestoneWording.FormatHasHadItsRoundSoIt(found.Name))
            : new([new DeleteRow(Keys.Join(ProjectRows.Milestone, found.Id))], [context.Reply(NoticeMessage.Of(found.PlannedFor is { } day && day >= context.Today ? MilestoneWording.FormatRemovedMilestoneAddOnBringsIt(found.Name, Quotes.Around(found.Name), LocalDatePattern.Iso.Format(day)) : MilestoneWording.FormatRemovedMilestoneAddBringsItBack(found.Name, Quotes.Around(found.Name))))]);
    }
}
