using NodaTime;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Own;

/// <summary>Comes back to a project that one has left.</summary>
/// <param name="Project">Its name as typed; null where none was.</param>
public sealed record ComeBack(string? Project) : OwnCommand, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("come back", "come back [\"<project>\"]", () => OwnWording.TakesYouBackToAProject, CommandSpec.Anybody, Where.DirectOnly, CommandGroup.Choices, Takes.Maybe, ["join again", "rejoin", "join"], ["come back", "come back \"Housing priorities\""]) { Read = Read, ListedAt = 100 },
    ];

    /// <summary>Coming back, with the project's name or without. Other words than that are talk.</summary>
    private static Reading Read(string rest, LocalDate today)
    {
        var (text, quoted, _) = Quotes.Whole(rest);
        return Reading.Of(new ComeBack(text.Length == 0 ? null : TypedText.OneLine(text)), text.Length > 0 && !quoted);
    }
}
