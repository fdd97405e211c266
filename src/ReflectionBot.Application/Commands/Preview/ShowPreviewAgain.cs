using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Commands.Preview;

/// <summary>Shows the preview of a digest again.</summary>
public sealed record ShowPreviewAgain : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("digest preview", () => DigestCommandWording.ShowsThePreviewAgain, Roles.Facilitator, CommandGroup.Digests, new ShowPreviewAgain(), ["preview digest", "preview"], Where.DirectOnly) with { ListedAt = 21 },
    ];
}

/// <summary>`digest preview`.</summary>
public sealed class ShowPreviewAgainHandler(DigestStore digests) : ICommandHandler<ShowPreviewAgain>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, ShowPreviewAgain command, CancellationToken cancel)
    {
        if (await WaitingAsync(digests, context.Project.Id, cancel) is not { Preview: { } preview } digest)
        {
            return context.Say(context.Project.Settings.PreviewsDigests ? DigestCommandWording.NoDigestWaits : DigestCommandWording.NoDigestWaitsPreviewIsOff);
        }

        // Somebody who has become facilitator since sees it too.
        var shown = digest with { Preview = preview with { ShownTo = [.. preview.ShownTo.Union([context.Person.Id])] } };
        return new([DigestStore.ToRow(shown)], [new RunJob(context.NewId(), new ShowPreview(context.Project.Id, digest.Id, context.NewId(), context.Person.Id, Anew: true))]);
    }

    /// <summary>The digest that facilitators see before it is posted; null where none waits. A quiet one waits for its hour only.</summary>
    internal static async Task<StoredDigest?> WaitingAsync(DigestStore digests, string project, CancellationToken cancel) =>
        await digests.ListAsync(project, cancel) is [.., { Waits: true } digest] ? digest : null;
}
