using ReflectionBot.Application.Wording;

namespace ReflectionBot.Application.Commands.Own;

/// <summary>Asks where one is written to by e-mail.</summary>
public sealed record ShowMail : OwnCommand, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("my mail", () => OwnWording.ShowsYourEMailAddressIf, CommandSpec.Anybody, CommandGroup.Always, new ShowMail(), ["my email", "my e-mail"], Where.DirectOnly) with { ListedAt = 70 },
    ];
}
