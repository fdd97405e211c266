using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Own;

/// <summary>Asks for help: on everything, or on one command. <paramref name="About"/> is a command's name where it is known, else as typed.</summary>
public sealed record ShowHelp(string? About) : OwnCommand, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("help", "help [<command>]", () => OwnWording.ShowsWhatYouCanDoHere, CommandSpec.Anybody, Where.Anywhere, CommandGroup.Always, Takes.Maybe, ["commands"], ["help start", "help"]) { Read = Read, ListedAt = 90 },
    ];

    private static Reading Read(string rest, LocalDate today)
    {
        var about = TypedText.KeyOfAll(Quotes.Whole(CommandParser.Unwrap(rest)).Text);
        return Reading.Of(new ShowHelp(about.Length == 0 ? null : CommandTable.ByWords(about)?.Name ?? about[..Math.Min(about.Length, NameLimits.Longest)]), about.Contains(' ', StringComparison.Ordinal));
    }
}
