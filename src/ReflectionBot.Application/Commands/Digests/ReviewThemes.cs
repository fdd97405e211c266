using NodaTime;
using ReflectionBot.Application.Commands.Grammar.Phrases;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Digests.Review;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Digests;

/// <summary>Checks what answers count under, one after the other, without names.</summary>
/// <param name="Passage">The id of the answer it is about; null to begin or go on.</param>
/// <param name="Said">What the answer is about, as typed; null for nothing.</param>
/// <param name="IsBlind">The coder's reading is shown only afterwards.</param>
public sealed record ReviewThemes(string? Passage, string? Said, bool IsBlind) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        Spec("review themes", () => DigestCommandWording.ChecksWhatAnswersCountUnder, ["review topics", "themes review"], isBlind: false) with { ListedAt = 41 },
        Spec("review blind", () => DigestCommandWording.ChecksThemBeforeSeeingMyReading, ["review themes blind", "blind review"], isBlind: true) with { ListedAt = 42 },
    ];

    private static CommandSpec Spec(string name, Func<string> help, string[] aliases, bool isBlind) =>
        new(name, $"{name} [<answer> <topic>]", help, Roles.Facilitator, Where.DirectOnly, CommandGroup.Digests, Takes.Maybe, aliases, [name, $"{name} 4f21a0 power hard"])
        {
            Read = (rest, _) => Read(rest, isBlind),
            ArgumentWords = AboutWords.Vocabulary.Union(PassageReview.Words).ToHashSet(),
        };

    private static Reading Read(string rest, bool isBlind) => TypedText.Plain(rest).Split(' ', 2, StringSplitOptions.RemoveEmptyEntries) switch
    {
        [] => Reading.Of(new ReviewThemes(null, null, isBlind)),
        [var passage, .. var said] when passage.Length == 6 && passage.All(char.IsAsciiHexDigitLower) => Reading.Of(new ReviewThemes(passage, said is [var words] ? words : "", isBlind)),
        _ => Reading.Wrong(DigestCommandWording.WhichAnswerToReview),
    };
}

/// <summary>`review themes`: a job reads, because the answers are in their authors' partitions.</summary>
public sealed class ReviewThemesHandler : ICommandHandler<ReviewThemes>
{
    /// <inheritdoc/>
    public Task<CommandResult> HandleAsync(CommandContext context, ReviewThemes command, CancellationToken cancel) => Task.FromResult(new CommandResult(
        [],
        [new RunJob(context.NewId(), new ReviewPassages(context.Project.Id, context.Person.Id, context.Place, command.IsBlind, context.NewId()) { Passage = command.Passage, Said = command.Said })]));
}
