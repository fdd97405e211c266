using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Digests;

/// <summary>Says how digests are made.</summary>
public sealed record DigestHow : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("digest how", () => DigestCommandWording.SaysHowDigestsAreMade, CommandSpec.Members, CommandGroup.Digests, new DigestHow(), ["how this was made"]) with { ListedAt = 38 },
    ];

    /// <inheritdoc/>
    internal override bool WorksWhenClosed => true;
}

/// <summary>`digest how`: where topics come from, and what is left out, in words. The same for everybody and every digest.</summary>
public sealed class DigestHowHandler : ICommandHandler<DigestHow>
{
    /// <inheritdoc/>
    public Task<CommandResult> HandleAsync(CommandContext context, DigestHow command, CancellationToken cancel) => Task.FromResult(context.SayPrivately(new NoticeMessage(
        [
            DigestCommandWording.OnlyAnswersSharedAsTopicsAreUsed,
            DigestCommandWording.WherePeopleSayWhatTheirWordsAreAbout,
            DigestCommandWording.FormatATopicIsShownOnlyWhere(Spoken.Number(context.Project.Settings.Minimum)),
            DigestCommandWording.AQuoteStandsInTheExactWords,
            DigestCommandWording.NoModelReadsAnything,
        ],
        [],
        DigestCommandWording.HowDigestsAreMade)));
}
