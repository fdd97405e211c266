using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Preview;

/// <summary>Releases a digest that waits for a facilitator.</summary>
public sealed record PostWaitingDigest : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("digest post", () => DigestCommandWording.PostsTheDigestOfThePreview, Roles.Facilitator, CommandGroup.Digests, new PostWaitingDigest(), ["post digest", "post it", "digest approve", "approve digest"], Where.DirectOnly) with { ListedAt = 22 },
    ];
}

/// <summary>`digest post`: it goes out at its hour, or at once where that is past.</summary>
public sealed class PostWaitingDigestHandler(DigestStore digests) : ICommandHandler<PostWaitingDigest>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, PostWaitingDigest command, CancellationToken cancel)
    {
        if (await ShowPreviewAgainHandler.WaitingAsync(digests, context.Project.Id, cancel) is not { Preview: { } preview } digest)
        {
            return context.Say(DigestCommandWording.NoDigestWaits);
        }

        // A weekly digest that was switched off meanwhile has no hour any more.
        var postsAt = preview.PostsAt > context.Now && context.Project.Digest is not null ? preview.PostsAt : null;
        var released = digest with { Preview = preview with { State = PreviewState.Approved, PostsAt = postsAt }, Revision = digest.Revision + 1 };
        return new(
            [DigestStore.ToRow(released)],
            [
                context.Reply(NoticeMessage.Of(postsAt is { } at ? DigestCommandWording.FormatIPostItOn(Spoken.DayAndTime(at, context.Zone)) : DigestCommandWording.IPostItNow)),
                .. postsAt is null ? Array.Empty<Effect>() : [new RunJob(context.NewId(), new ShowPreview(context.Project.Id, digest.Id, $"released {released.Revision}"))],
                new RunJob(context.NewId(), new PostPreviewed(context.Project.Id, digest.Id)),
            ]);
    }
}
