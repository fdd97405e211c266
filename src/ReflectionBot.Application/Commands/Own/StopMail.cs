using ReflectionBot.Application.Wording;

namespace ReflectionBot.Application.Commands.Own;

/// <summary>Asks for no more e-mail.</summary>
public sealed record StopMail : OwnCommand, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("stop mail", () => OwnWording.StopsEMailToYouAnd, CommandSpec.Anybody, CommandGroup.Always, new StopMail(), ["no mail", "stop email", "stop e-mail", "no email", "no e-mail"], Where.DirectOnly) with { ListedAt = 80 },
    ];
}
