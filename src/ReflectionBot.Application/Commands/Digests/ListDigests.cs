using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Commands.Digests;

/// <summary>Lists the digests that showed topics.</summary>
public sealed record ListDigests : Command, ITypedCommand
{
    /// <summary>The most that are listed; older ones can be shown by their numbers.</summary>
    internal const int Most = 12;

    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("digest list", () => DigestCommandWording.ListsTheDigestsThatShowed, CommandSpec.Members, CommandGroup.Digests, new ListDigests(), ["list digests"]) with { ListedAt = 34 },
    ];

    /// <inheritdoc/>
    internal override bool WorksWhenClosed => true;
}

/// <summary>`digest list`: what everybody on the project has been sent, so anybody on it may read it again.</summary>
public sealed class ListDigestsHandler(ITableStore store) : ICommandHandler<ListDigests>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, ListDigests command, CancellationToken cancel)
    {
        var posted = await ShowDigestHandler.PostedAsync(store, context.Project.Id, cancel);
        if (posted.Count == 0)
        {
            return context.SayPrivately(NoticeMessage.Of(DigestCommandWording.FormatNoDigestOfHasShownTopics(context.Project.Name)));
        }

        var shown = posted.Take(ListDigests.Most).Select((d, i) => (Digest: d, Number: i + 1)).ToList();
        return context.SayPrivately(new NoticeMessage(
            [.. shown.Select(s => DigestCommandWording.FormatListedDigest(s.Number, string.Join(' ', s.Digest.Record.Message.Lead))), .. posted.Count > shown.Count ? new[] { DigestCommandWording.FormatOlderOnesByNumber(posted.Count) } : []],
            [.. shown.Take(5).Select(s => CommandButton.In(context.Project.Id, DigestCommandWording.FormatShowDigest(s.Number), $"digest show {s.Number}"))],
            DigestCommandWording.FormatDigestsOf(context.Project.Name)));
    }
}
