using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Commands.People;

/// <summary>Says no to a private link that was offered.</summary>
public sealed record DeclineLink : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("no link", () => PeopleWording.SaysNoToAPrivateLink, Roles.Facilitator, CommandGroup.People, new DeclineLink()) with { ListedAt = 30 },
    ];
}

/// <summary>`no link`.</summary>
public sealed class DeclineLinkHandler : ICommandHandler<DeclineLink>
{
    /// <inheritdoc/>
    public Task<CommandResult> HandleAsync(CommandContext context, DeclineLink command, CancellationToken cancel) => Task.FromResult(context.Say(PeopleWording.NoLinkIsMadeAndNobody));
}
