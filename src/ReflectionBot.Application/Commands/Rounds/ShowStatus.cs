using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Rounds;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Commands.Rounds;

/// <summary>Says where the round stands: numbers only to a facilitator in private (trust rule 9).</summary>
public sealed record ShowStatus : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("status", () => RoundCommandWording.SaysWhereTheRoundStands, CommandSpec.Members, CommandGroup.Rounds, new ShowStatus()) with { ListedAt = 20 },
    ];

    /// <inheritdoc/>
    internal override bool WorksWhenClosed => true;
}

/// <summary>`status`: numbers to a facilitator privately; open or closed to everybody else, and in a channel (trust rule 9).</summary>
public sealed class ShowStatusHandler(ProjectStore projects, RoundNews news) : ICommandHandler<ShowStatus>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, ShowStatus command, CancellationToken cancel)
    {
        var rounds = await projects.RoundsAsync(context.Project.Id, cancel);
        if (rounds.Count == 0)
        {
            return context.Say(RoundChange.NoOpenRound);
        }

        var round = rounds[^1];
        var announcement = RoundOpening.Announcement(context.Project, round, context.Now);
        if (!context.Roles.HasFlag(Roles.Facilitator))
        {
            // Whoever asks for it in their own chat has come already, and needs no word on when they are written to.
            return new([], [context.Reply(context.Place.Shared || !round.IsOpenAt(context.Now) ? announcement : announcement with { Lines = context.Roles.HasFlag(Roles.Collaborator) ? [RoundCommandWording.OpenShowsWhereYouAreWith] : [] })]);
        }

        var letter = context.Privately(await news.StatusAsync(context.Project, round, cancel), RoundStatus.Remember(round.Id, context.Person.Id));
        return context.Place.Shared ? new([], [letter, context.Reply(announcement)]) : new([], [letter]);
    }
}
