using ReflectionBot.Application.Commands.Milestones;
using ReflectionBot.Application.Rounds;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Rounds;

/// <summary>Opens a round on a milestone.</summary>
public sealed record StartRound(string Milestone) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Named("start", "start \"<milestone>\"", () => RoundCommandWording.OpensARoundOfReflectionOn, Roles.Facilitator, CommandGroup.Rounds,
            "start \"Focus groups complete\"", n => new StartRound(n), ["begin"]) with { ListedAt = 10 },
    ];
}

/// <summary>`start`: opens a milestone's round.</summary>
public sealed class StartRoundHandler(ProjectStore projects) : ICommandHandler<StartRound>
{
    /// <inheritdoc/>
    public Task<CommandResult> HandleAsync(CommandContext context, StartRound command, CancellationToken cancel) => OpenAsync(context, command.Milestone, "start", cancel);

    /// <summary>`start` and `milestone reached`: opens the milestone's round.</summary>
    /// <param name="context">Who, where, which project.</param>
    /// <param name="milestone">The name as typed.</param>
    /// <param name="word">Which of the two was typed.</param>
    /// <param name="cancel">Cancels.</param>
    internal async Task<CommandResult> OpenAsync(CommandContext context, string milestone, string word, CancellationToken cancel)
    {
        var project = context.Project;
        var milestones = await projects.MilestonesAsync(project.Id, cancel);
        var (found, near) = NameMatch.FindClose(milestones, m => m.Name, milestone);
        if (found is null)
        {
            return context.DidYouMean(near, n => $"{word} {Quotes.Around(n)}", MilestoneRules.Unknown(milestone, near));
        }

        var members = await projects.MembersAsync(project.Id, cancel);
        var rounds = await projects.RoundsAsync(project.Id, cancel);
        return RoundOpening.Decide(project, members, rounds, found, context.Now, context.NewId) switch
        {
            RoundOpening.Refused refused => context.Say(refused.Sentence),
            RoundOpening.Opened opened when context.Place.Whole == project.Home => new(opened.Writes, opened.Effects),
            RoundOpening.Opened opened => new(opened.Writes, [context.Reply(NoticeMessage.Of(RoundCommandWording.FormatTheRoundOnIsOpening(found.Name))), .. opened.Effects]),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no outcome"),
        };
    }
}
