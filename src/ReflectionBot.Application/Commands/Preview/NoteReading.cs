using NodaTime;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Preview;

/// <summary>Keeps what a facilitator brought to the reading of a digest.</summary>
/// <param name="Text">In their words; empty for none yet.</param>
public sealed record NoteReading(string Text) : Command, ITypedCommand
{
    /// <summary>The longest that is kept, in UTF-16 characters.</summary>
    private const int Longest = 1000;

    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("digest memo", "digest memo [\"<what I bring>\"]", () => DigestCommandWording.KeepsWhatIBroughtToThisReading, Roles.Facilitator, Where.DirectOnly, CommandGroup.Digests,
            Takes.Maybe, ["memo", "digest note"], ["digest memo \"I chaired both meetings\"", "digest memo"]) { Read = Read, ListedAt = 24 },
    ];

    private static Reading Read(string rest, LocalDate today)
    {
        var text = TypedText.OneLine(Quotes.Whole(rest).Text);
        return text.Length > Longest ? Reading.Wrong(DigestCommandWording.FormatPleasePutItInUpTo(Longest)) : Reading.Of(new NoteReading(text));
    }
}

/// <summary>`digest memo "..."`: kept with the digest, and shown to its facilitators only. Whoever reads for others brings something of their own.</summary>
public sealed class NoteReadingHandler(DigestStore digests) : ICommandHandler<NoteReading>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, NoteReading command, CancellationToken cancel)
    {
        if ((await digests.ListAsync(context.Project.Id, cancel)).LastOrDefault(d => d.Preview is not null && d.Record.HasThemeContent) is not { Preview: { } preview } digest)
        {
            return context.Say(DigestCommandWording.NoDigestWaits);
        }

        if (command.Text.Length == 0)
        {
            return context.Say(DigestCommandWording.WhatDidYouBringToThisReading, preview.Memo is { } memo ? DigestCommandWording.FormatSoFar(memo) : DigestCommandWording.OnlyFacilitatorsReadIt);
        }

        var noted = digest with { Preview = preview with { Memo = command.Text }, Revision = digest.Revision + 1 };
        Effect[] shown = digest.Waits ? [new RunJob(context.NewId(), new ShowPreview(context.Project.Id, digest.Id, $"memo {noted.Revision}"))] : [];
        return new([DigestStore.ToRow(noted)], [context.Reply(NoticeMessage.Of(DigestCommandWording.KeptWithTheDigest)), .. shown]);
    }
}
