using ReflectionBot.Application.Wording;

namespace ReflectionBot.Application.Commands.Own;

/// <summary>Stops the private links to one's own chat that nobody has used yet.</summary>
public sealed record StopLink : OwnCommand, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        // Whoever uses a link to somebody's chat is taken for them: they can stop it without asking anybody.
        CommandSpec.Alone("stop link", () => OwnWording.StopsNewPrivateLinksToYour, CommandSpec.Anybody, CommandGroup.Always, new StopLink(), ["stop the link", "stop links"], Where.DirectOnly) with { ListedAt = 20 },
    ];
}
