namespace ReflectionBot.Application.Commands.Own;

/// <summary>Asks for a private link to one's own chat, for another browser.</summary>
public sealed record AskForLink : OwnCommand, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("my link", "Makes a private link to your own chat, for another browser or a phone.", CommandSpec.Anybody, CommandGroup.Always, new AskForLink(), ["link for me", "make me a link", "another browser"], Where.DirectOnly) with { ListedAt = 30 },
    ];
}
