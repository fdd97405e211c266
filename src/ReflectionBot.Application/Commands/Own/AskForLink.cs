using ReflectionBot.Application.Wording;

namespace ReflectionBot.Application.Commands.Own;

/// <summary>Asks for a private link to one's own chat, for another browser.</summary>
public sealed record AskForLink : OwnCommand, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("my link", () => OwnWording.MakesAPrivateLinkToYour, CommandSpec.Anybody, CommandGroup.Always, new AskForLink(), ["link for me", "make me a link", "another browser"], Where.DirectOnly) with { ListedAt = 30 },
    ];
}
