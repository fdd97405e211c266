using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Preview;

/// <summary>Does not post the digest of a preview.</summary>
public sealed record SkipDigest : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("digest skip", () => DigestCommandWording.DoesNotPostTheDigestOfThePreview, Roles.Facilitator, CommandGroup.Digests, new SkipDigest(), ["skip digest"], Where.DirectOnly) with { Destructive = true, ListedAt = 25 },
    ];
}

/// <summary>`digest skip`.</summary>
public sealed class SkipDigestHandler(DigestStore digests) : IAsksFirst<SkipDigest>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, SkipDigest command, CancellationToken cancel)
    {
        if (await ShowPreviewAgainHandler.WaitingAsync(digests, context.Project.Id, cancel) is not { Preview: { } preview } digest)
        {
            return context.Say(DigestCommandWording.NoDigestWaits);
        }

        var skipped = digest with { Record = DigestRevision.Skipped(digest.Record), Preview = preview with { State = PreviewState.Skipped }, Revision = digest.Revision + 1 };
        return new(
            [DigestStore.ToRow(skipped)],
            [
                context.Reply(NoticeMessage.Of(DigestCommandWording.IDoNotPostIt)),
                new RunJob(context.NewId(), new ShowPreview(context.Project.Id, digest.Id, $"skipped {skipped.Revision}")),
            ]);
    }

    /// <inheritdoc/>
    public async Task<AskedQuestion?> QuestionAsync(CommandContext context, SkipDigest command, CancellationToken cancel) =>
        await ShowPreviewAgainHandler.WaitingAsync(digests, context.Project.Id, cancel) is not { } digest ? null : new(
            [DigestCommandWording.DoNotPostThisDigest, DigestCommandWording.FormatWhatPeopleHandedInIsLookedAtAgain(Spoken.Number(context.Project.Settings.Minimum))],
            DigestCommandWording.YesDoNotPostIt,
            "digest skip") { About = [digest.Id] };
}
