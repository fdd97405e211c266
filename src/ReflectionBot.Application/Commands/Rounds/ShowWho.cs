using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Commands.Rounds;

/// <summary>Says who is on the round and who has handed in: names, only to a facilitator in private (trust rule 9).</summary>
public sealed record ShowWho : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("who handed in", () => RoundCommandWording.NamesWhoIsOnTheRound, Roles.Facilitator, CommandGroup.Rounds, new ShowWho(),
            ["who has handed in", "who submitted", "who is on it", "who is on the round"]) with { ListedAt = 30 },
    ];

    /// <inheritdoc/>
    internal override bool WorksWhenClosed => true;
}

/// <summary>`who handed in`: the names on the open round, or the last one, to a facilitator privately.</summary>
public sealed class ShowWhoHandler(ProjectStore projects, RoundPeople people) : ICommandHandler<ShowWho>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, ShowWho command, CancellationToken cancel)
    {
        return await projects.RoundsAsync(context.Project.Id, cancel) is [.., var round]
            ? context.SayPrivately(RoundStatus.Names(context.Project, round, await people.OfAsync(context.Project, round, cancel)))
            : context.Say(RoundChange.NoOpenRound);
    }
}
