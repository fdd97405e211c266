using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Projects;

/// <summary>Makes a channel the home of a project. <paramref name="Name"/> is null where none was given.</summary>
public sealed record SetUp(string? Name) : OwnCommand, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("setup", "setup [\"<project>\"]", "Makes this channel the home of a project, with you as its facilitator.", CommandSpec.Anybody, Where.ChannelOnly,
            CommandGroup.Project, Takes.Maybe, ["set up"], ["setup \"Housing priorities\"", "setup"]) { Read = Read, ListedAt = 10 },
    ];

    /// <summary>What a new project says in its channel.</summary>
    public static NoticeMessage Welcome(Project project)
    {
        return new NoticeMessage(
            [
                "This channel is its home. You are its facilitator.",
                $"First the consent text, which has gaps to fill: `settings`, or one by one: `set {project.Settings.Gaps[0]} \"...\"`. No round opens before.",
                "Then people: `person add \"Name\"`. Then a milestone: `milestone add \"...\"`. Then `start \"...\"`.",
            ],
            [CommandButton.In(project.Id, "Settings", "settings", primary: true), CommandButton.Typing("Help", "help")],
            $"{project.Name} is set up");
    }

    private static Reading Read(string rest, LocalDate today)
    {
        if (rest.Length == 0)
        {
            return Reading.Of(new SetUp((string?)null));
        }

        return ArgumentReaders.Named("setup \"Housing priorities\"", n => new SetUp(n))(rest, today);
    }
}

/// <summary>`setup` in a channel that has a project.</summary>
public sealed class SetUpHandler : ICommandHandler<SetUp>
{
    /// <inheritdoc/>
    public Task<CommandResult> HandleAsync(CommandContext context, SetUp command, CancellationToken cancel)
    {
        var gaps = context.Project.Settings.Gaps;
        return Task.FromResult(context.Say(
            $"This channel is the home of {context.Project.Name}.",
            gaps.Count == 0 ? "Nothing is missing. `settings` shows and changes what it knows." : $"Still to fill before a round: {English.List([.. gaps.Select(g => $"`{g}`")])}. `settings` shows them all."));
    }
}
