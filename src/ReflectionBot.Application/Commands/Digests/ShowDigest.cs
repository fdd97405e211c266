using System.Globalization;
using NodaTime;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Digests;

/// <summary>Shows the topics of a posted digest again.</summary>
/// <param name="Number">As `digest list` numbers them: 1 is the latest.</param>
public sealed record ShowDigest(int Number) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("digest show", "digest show [<n>]", () => DigestCommandWording.ShowsTheTopicsOfAPostedDigest, CommandSpec.Members,
            Where.Anywhere, CommandGroup.Digests, Takes.Maybe, ["show digest"], ["digest show", "digest show 2"]) { Read = Read, ListedAt = 36 },
    ];

    /// <inheritdoc/>
    internal override bool WorksWhenClosed => true;

    private static Reading Read(string rest, LocalDate today)
    {
        var plain = TypedText.Plain(rest).TrimStart('#');
        return plain is "" or "last" or "the last one" or "latest" ? Reading.Of(new ShowDigest(1))
            : int.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? Reading.Of(new ShowDigest(number))
            : Reading.Wrong(DigestCommandWording.WhichDigestDigestListShows);
    }
}

/// <summary>`digest show`: what was posted, without its quotes. A quote that was printed once is never printed again (trust rule 7).</summary>
public sealed class ShowDigestHandler(ITableStore store) : ICommandHandler<ShowDigest>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, ShowDigest command, CancellationToken cancel)
    {
        var posted = await PostedAsync(store, context.Project.Id, cancel);
        return posted.Count == 0 ? context.SayPrivately(NoticeMessage.Of(DigestCommandWording.FormatNoDigestOfHasShownTopics(context.Project.Name)))
            : command.Number > posted.Count ? context.SayPrivately(NoticeMessage.Of(DigestCommandWording.FormatThereIsNoDigestOfThatNumber(command.Number)))
            : context.SayPrivately(Again(posted[command.Number - 1].Record.Message));
    }

    private static DigestMessage Again(DigestMessage posted) =>
        DigestRevision.WithoutQuotes(posted) with { Notes = [.. posted.Notes, DigestCommandWording.QuotesStandOnlyWhereTheDigestWasPosted], Buttons = [] };

    /// <summary>The digests of a project that showed topics, the latest first. A quiet one says nothing that is worth reading again.</summary>
    internal static async Task<IReadOnlyList<StoredDigest>> PostedAsync(ITableStore store, string project, CancellationToken cancel) =>
        [.. (await new DigestStore(store).ListAsync(project, cancel)).Where(d => d.Record is { HasThemeContent: true, Unposted: false }).Reverse()];
}
