using ReflectionBot.Application.Digests;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Digests;

/// <summary>Shows the digests of a project side by side, and what was agreed after them.</summary>
public sealed record OurRounds : Command, ITypedCommand
{
    /// <summary>The most digests that are shown: the latest ones.</summary>
    internal const int Most = 6;

    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("our rounds", () => DigestCommandWording.ShowsTheDigestsSideBySide, CommandSpec.Members, CommandGroup.Digests, new OurRounds(), ["our rounds so far", "rounds so far"]) with { ListedAt = 35 },
    ];

    /// <inheritdoc/>
    internal override bool WorksWhenClosed => true;
}

/// <summary>`our rounds`: from posted digests alone, without their quotes. It says what each showed, and counts nothing.</summary>
public sealed class OurRoundsHandler(ITableStore store, Codings codings, DigestPictures pictures) : ICommandHandler<OurRounds>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, OurRounds command, CancellationToken cancel)
    {
        // Older digests do not say which theme is which.
        var posted = (await ShowDigestHandler.PostedAsync(store, context.Project.Id, cancel)).Where(d => d.Record.Message.Sections.SelectMany(s => s.Themes).All(t => t.About.Length > 0)).Take(OurRounds.Most).Reverse().ToList();
        if (posted.Count == 0)
        {
            return context.SayPrivately(NoticeMessage.Of(DigestCommandWording.FormatNoDigestOfHasShownTopics(context.Project.Name)));
        }

        var rings = posted.Select(d => (Label: Spoken.DayAndYear(Dates.Local(d.Record.WindowEnd, context.Zone).Date), Ring: CyclePicture.Of(codings.Of(context.Project).Codebook, d.Record.Message))).ToList();
        var agreed = (await AgreementRows.ListAsync(store, context.Project.Id, cancel)).OrderBy(a => a.Since).Select(a =>
            a.DoneAt is null ? DigestCommandWording.FormatAgreedAndOpen(a.Text) : a.Outcome is { } outcome ? DigestCommandWording.FormatAgreedDoneAndWhatCameOfIt(a.Text, outcome) : DigestCommandWording.FormatAgreedAndDone(a.Text));
        string[] lines = [.. rings.Select(r => DigestCommandWording.FormatRoundShowed(r.Label, r.Ring.Shown)), DigestCommandWording.WhatIsNotShownSaysNothing, .. agreed];
        var title = DigestCommandWording.FormatOurRoundsSoFar(context.Project.Name);
        return await pictures.SeriesAsync(context.Project, posted[^1].Id, new CycleSeries(rings), cancel) is { } file
            ? context.SayPrivately(new PictureMessage(title, file, DigestCommandWording.RingsOfTheDigestsSideBySide, lines, []))
            : context.SayPrivately(new NoticeMessage(lines, [], title));
    }
}
