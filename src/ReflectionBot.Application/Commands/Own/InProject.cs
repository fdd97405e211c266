using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Own;

/// <summary>One command for one project of several.</summary>
/// <param name="Name">The project, as typed.</param>
/// <param name="Line">The command, as typed.</param>
public sealed record InProject(string Name, string Line) : OwnCommand, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("in", "in \"<project>\" <command>", () => OwnWording.DoesOneThingInAnotherProject, CommandSpec.Members, Where.DirectOnly, CommandGroup.Always, Takes.Something,
            [], ["in \"Housing priorities\" status"]) { Read = Read, ListedAt = 10 },
    ];

    /// <summary>`in "Housing priorities" status`. Without quotes only somebody's own projects tell where the name ends: see <see cref="ProjectPrefix"/>.</summary>
    private static Reading Read(string rest, LocalDate today)
    {
        const string Example = "in \"Housing priorities\" status";
        var (name, line, quoted) = Quotes.Take(rest);
        return !quoted ? Reading.Wrong(OwnWording.FormatWhichProjectAndWhatPutIts(Example))
            : line.Length == 0 ? Reading.Wrong(OwnWording.FormatWhatShouldIDoThereFor(Example))
            : ArgumentReaders.Name(name, Example, n => Reading.Of(new InProject(n, line)));
    }
}
