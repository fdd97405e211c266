using NodaTime;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Preview;

/// <summary>Holds a theme back from the digest of a preview.</summary>
/// <param name="Theme">What it is called; empty for none yet.</param>
public sealed record HoldBackTopic(string Theme) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("digest hold", "digest hold [<topic>]", () => DigestCommandWording.HoldsATopicBack, Roles.Facilitator, Where.DirectOnly, CommandGroup.Digests,
            Takes.Maybe, ["hold back", "digest hold back"], ["digest hold power", "digest hold nothing"]) { Read = Read, ListedAt = 23 },
    ];

    private static Reading Read(string rest, LocalDate today) => Reading.Of(new HoldBackTopic(Quotes.Whole(rest).Text.Trim()));
}

/// <summary>`digest hold power`: the digest says that the facilitator held back part of it. `digest hold nothing` shows everything again.</summary>
public sealed class HoldBackTopicHandler(DigestStore digests) : ICommandHandler<HoldBackTopic>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, HoldBackTopic command, CancellationToken cancel)
    {
        if (await ShowPreviewAgainHandler.WaitingAsync(digests, context.Project.Id, cancel) is not { Preview: { } preview } digest)
        {
            return context.Say(DigestCommandWording.NoDigestWaits);
        }

        var themes = digest.Record.Message.Sections.SelectMany(s => s.Themes).Select(t => t.About).ToList();
        string[] shown = [.. themes.Except(preview.HeldBack, StringComparer.Ordinal)];
        var typed = TypedText.Plain(command.Theme);
        if (typed is "nothing" or "none" or "no topic")
        {
            return preview.HeldBack.Count == 0 ? context.Say(DigestCommandWording.NothingIsHeldBack) : Holding(context, digest, preview with { HeldBack = [] }, DigestCommandWording.NothingIsHeldBackNow);
        }

        if (themes.Find(t => TypedText.Plain(t) == typed || TypedText.Plain(t) == typed.Replace("shared ", "", StringComparison.Ordinal)) is not { } theme)
        {
            Button[] buttons = shown.Length < 2 ? [] : [.. shown.Select(t => CommandButton.In(context.Project.Id, t, $"digest hold {t}"))];
            Button[] back = preview.HeldBack.Count > 0 ? [CommandButton.In(context.Project.Id, DigestCommandWording.HoldBackNothing, "digest hold nothing")] : [];
            var asked = buttons.Length == 0 ? DigestCommandWording.OneTopicIsLeft : command.Theme.Length == 0 ? DigestCommandWording.WhichTopicIsHeldBack : DigestCommandWording.FormatItHasNoSuchTopic(Spoken.List([.. themes.Select(t => $"`{t}`")]));
            return new([], [context.Reply(new NoticeMessage([asked], [.. buttons, .. back]))]);
        }

        return !shown.Contains(theme) ? context.Say(DigestCommandWording.ThatIsHeldBackAlready)
            : shown.Length == 1 ? context.Say(DigestCommandWording.OneTopicIsLeft)
            : Holding(context, digest, preview with { HeldBack = [.. preview.HeldBack, theme] }, DigestCommandWording.FormatIsHeldBack(theme));
    }

    private static CommandResult Holding(CommandContext context, StoredDigest digest, DigestPreview preview, string sentence)
    {
        var held = digest with { Preview = preview, Revision = digest.Revision + 1 };
        Button[] back = preview.HeldBack.Count > 0 ? [CommandButton.In(context.Project.Id, DigestCommandWording.HoldBackNothing, "digest hold nothing")] : [];
        return new([DigestStore.ToRow(held)], [context.Reply(new NoticeMessage([sentence], back)), new RunJob(context.NewId(), new ShowPreview(context.Project.Id, digest.Id, $"held {held.Revision}"))]);
    }
}
