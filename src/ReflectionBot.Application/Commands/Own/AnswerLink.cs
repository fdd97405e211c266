using NodaTime;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Commands.Own;

/// <summary>Says whether it was oneself who opened a link.</summary>
/// <param name="Code">Which opening, as <c>LinkCodes</c> has it.</param>
/// <param name="Mine">It was.</param>
public sealed record AnswerLink(string Code, bool Mine) : OwnCommand, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("that was me", "that was me <code>", () => OwnWording.ConfirmsThatYouOpenedALink, CommandSpec.Anybody, Where.DirectOnly, CommandGroup.Always, Takes.Something, ["it was me"], ["that was me K7M4"]) { Read = Read(true), ListedAt = 40 },
        new("that was not me", "that was not me <code>", () => OwnWording.ShutsWhatSomebodyElseOpenedWith, CommandSpec.Anybody, Where.DirectOnly, CommandGroup.Always, Takes.Something, ["it was not me", "that wasn't me", "it wasn't me"], ["that was not me K7M4"]) { Read = Read(false), ListedAt = 50 },
    ];

    /// <summary>Whether it was oneself who opened a link, with its code.</summary>
    private static Func<string, LocalDate, Reading> Read(bool mine) => (rest, _) => LinkCodes.Read(rest) is { } code
        ? Reading.Of(new AnswerLink(code, mine))
        : Reading.Wrong(mine ? OwnWording.WhichOneTypeItWithThe : OwnWording.WhichOneTypeItWithTheFour);
}
