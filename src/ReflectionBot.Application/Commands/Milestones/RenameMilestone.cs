using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Milestones;

/// <summary>Gives a milestone another name.</summary>
public sealed record RenameMilestone(string Name, string To) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("milestone rename", "milestone rename \"<name>\" to \"<new name>\"", () => MilestoneWording.GivesAMilestoneThatHasHad, Roles.Facilitator,
            Where.Anywhere, CommandGroup.Milestones, Takes.Something, ["milestones rename", "rename milestone"], ["milestone rename \"Analysis workshop\" to \"Analysis day\""]) { Read = Read, ListedAt = 50 },
    ];

    private static Reading Read(string rest, LocalDate today)
    {
        const string Example = "milestone rename \"Analysis workshop\" to \"Analysis day\"";
        var (name, then, quoted) = ArgumentReaders.NameThen(rest, MilestoneWording.To);
        var (text, _, left) = Quotes.Whole(ArgumentReaders.WithoutLead(then, "to", "as"));
        return left.Length > 0 ? ArgumentReaders.Left(left, Example) : ArgumentReaders.Name(name, Example, n => ArgumentReaders.Name(text, Example, to => Reading.Of(new RenameMilestone(n, to), !quoted)));
    }
}

/// <summary>`milestone rename`.</summary>
public sealed class RenameMilestoneHandler(ProjectStore projects) : ICommandHandler<RenameMilestone>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, RenameMilestone command, CancellationToken cancel)
    {
        var milestones = await projects.MilestonesAsync(context.Project.Id, cancel);
        var (found, near) = NameMatch.FindClose(milestones, m => m.Name, command.Name);
        if (found is null)
        {
            return context.DidYouMean(near, n => $"milestone rename {Quotes.Around(n)} to {Quotes.Around(command.To)}", MilestoneRules.Unknown(command.Name, near));
        }

        return found.Round is not null ? context.Say(MilestoneWording.FormatHasHadItsRoundAndPeople(found.Name))
            : MilestoneRules.NameRefusal(command.To, [.. milestones.Where(m => m.Id != found.Id)]) is { } refused ? context.Say(refused)
            : new([ProjectRows.Put(found with { Name = command.To })], [context.Reply(NoticeMessage.Of(MilestoneWording.FormatRenamedIsNow(found.Name, command.To)))]);
    }
}
