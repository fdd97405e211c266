using ReflectionBot.Application.Wording;

namespace ReflectionBot.Application.Commands.Own;

/// <summary>Says hello, which starts a direct chat.</summary>
public sealed record SayHello : OwnCommand, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("hello", () => OwnWording.StartsAChatWithMe, CommandSpec.Anybody, CommandGroup.Always, new SayHello(), ["hi", "hey", "hello there", "hi there", "good morning", "good afternoon", "hello reflectionbot", "hi reflectionbot"]) with { ListedAt = 100 },
    ];
}
