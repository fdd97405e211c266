using NodaTime;
using NodaTime.Text;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Milestones;

/// <summary>Moves a milestone to another day.</summary>
public sealed record MoveMilestone(string Name, LocalDate To) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("milestone move", "milestone move \"<name>\" to <date>", () => MilestoneWording.MovesAMilestoneToAnotherDay, Roles.Facilitator,
            Where.Anywhere, CommandGroup.Milestones, Takes.Something, ["milestones move", "move milestone"], ["milestone move \"Analysis workshop\" to 14 December"]) { Read = Read, ListedAt = 40 },
    ];

    private static Reading Read(string rest, LocalDate today)
    {
        const string Example = "milestone move \"Analysis workshop\" to 14 December";
        var (name, then, quoted) = ArgumentReaders.NameThen(rest, MilestoneWording.To);
        return ArgumentReaders.Name(name, Example, n => ArgumentReaders.On(ArgumentReaders.WithoutLead(then, "to", "on", "for"), today, "to", date => new MoveMilestone(n, date)) with { Bare = !quoted });
    }
}

/// <summary>`milestone move`: another day, or the first one it has.</summary>
public sealed class MoveMilestoneHandler(ProjectStore projects) : ICommandHandler<MoveMilestone>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, MoveMilestone command, CancellationToken cancel)
    {
        var milestones = await projects.MilestonesAsync(context.Project.Id, cancel);
        var (found, near) = NameMatch.FindClose(milestones, m => m.Name, command.Name);
        if (found is null)
        {
            return context.DidYouMean(near, n => $"milestone move {Quotes.Around(n)} to {LocalDatePattern.Iso.Format(command.To)}", MilestoneRules.Unknown(command.Name, near));
        }

        if (found.Round is not null)
        {
            return context.Say(MilestoneWording.FormatHasHadItsRoundSoIts(found.Name));
        }

        var others = milestones.Where(m => m.Id != found.Id).ToList();
        return MilestoneRules.Planned(context, found with { PlannedFor = command.To }, MilestoneWording.FormatMovedTo(found.Name, Spoken.DayOf(command.To, context.Today)), others, await projects.RoundsAsync(context.Project.Id, cancel));
    }
}
