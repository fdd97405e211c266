using System.Globalization;
using NodaTime;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Digests;

/// <summary>Takes a printed quote out of the digests.</summary>
/// <param name="Which">Its number, counted from the top of the latest digest on into older ones, or words of it; null for none.</param>
public sealed record DropQuote(string? Which) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("drop quote", "drop quote [<n>]", () => DigestCommandWording.TakesAQuoteOutOfTheDigests, Roles.Facilitator, Where.DirectOnly, CommandGroup.Digests,
            Takes.Maybe, ["drop a quote", "quote drop"], ["drop quote 1", "drop quote"]) { Read = Read, Destructive = true, ListedAt = 39 },
    ];

    private static Reading Read(string rest, LocalDate today) => Reading.Of(new DropQuote(Quotes.Whole(rest).Text.Trim() is { Length: > 0 } which ? which : null));
}

/// <summary>
/// `drop quote`: a facilitator can drop a quote, never reword it (trust rule 6). Its author is told, and nobody else. What the bot says about it
/// holds none of its words, since its author may take them back.
/// </summary>
public sealed class DropQuoteHandler(DigestStore digests) : IAsksFirst<DropQuote>
{
    // Fewer letters would fit too much.
    private const int FewestLetters = 8;

    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, DropQuote command, CancellationToken cancel)
    {
        var printed = await PrintedAsync(context, cancel);
        if (printed.Count == 0)
        {
            return context.Say(DigestCommandWording.NoDigestHasAQuoteNow);
        }

        return Find(printed, command.Which) is [var only]
            ? new(
                only.Digest is { Waits: true, Preview: { } preview } ? [DigestStore.ToRow(only.Digest with { Preview = preview with { HasDropped = true }, Revision = only.Digest.Revision + 1 })] : [],
                [
                    context.Privately(NoticeMessage.Of(DigestCommandWording.ITakeItOutOfTheDigestsNow)),
                    new RunJob(context.NewId(), new DropPrintedQuote(context.Project.Id, only.Digest.Id, only.Quote.PersonId, only.Quote.RoundId, $"{only.Quote.Stage}")),
                ])
            : new([], [context.Privately(new NoticeMessage(
                [command.Which is null ? DigestCommandWording.WhichQuoteCountFromTheTop : DigestCommandWording.ICannotTellWhichQuote],
                [.. printed.Where(p => p.Digest == printed[0].Digest).Take(5).Select(p => CommandButton.In(context.Project.Id, DigestCommandWording.FormatQuoteNumber(p.Number), $"drop quote {p.Number}"))]))]);
    }

    /// <inheritdoc/>
    public async Task<AskedQuestion?> QuestionAsync(CommandContext context, DropQuote command, CancellationToken cancel)
    {
        if (Find(await PrintedAsync(context, cancel), command.Which) is not [var only])
        {
            return null;
        }

        string[] paragraphs = [DigestCommandWording.FormatDropTheQuoteOfTheDigestOf(only.Number, Spoken.FullDay(Dates.Local(only.Digest.Record.WindowEnd, context.Zone).Date)), DigestCommandWording.ItLeavesEveryDigestThatHasIt];
        return new(paragraphs, DigestCommandWording.YesDropIt, $"drop quote {only.Number}") { About = [only.Digest.Id, only.Quote.PersonId, only.Quote.RoundId, $"{only.Quote.Stage}", only.Quote.Exact] };
    }

    private static IReadOnlyList<Printed> Find(IReadOnlyList<Printed> printed, string? which)
    {
        if (which is null)
        {
            return [];
        }

        var plain = TypedText.Plain(which).TrimStart('#');
        if (int.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return [.. printed.Where(p => p.Number == number)];
        }

        return plain.Length < FewestLetters ? [] : [.. printed.Where(p => TypedText.Plain(p.Quote.Exact).Contains(plain, StringComparison.Ordinal))];
    }

    /// <summary>The quotes that digests have now, as they are counted: those of the latest one from its top, then those of the one before.</summary>
    private async Task<IReadOnlyList<Printed>> PrintedAsync(CommandContext context, CancellationToken cancel)
    {
        var printed = new List<Printed>();
        foreach (var digest in (await digests.ListAsync(context.Project.Id, cancel)).Reverse())
        {
            var left = digest.Record.Quotes.ToList();
            var texts = DigestRevision.Quoted(digest is { Waits: true, Preview: { } preview } ? DigestText.After(digest.Record.Message, preview) : digest.Record.Message);
            foreach (var quote in texts.Select(t => left.Find(q => q.Exact == t.Text)).OfType<ReleasedQuote>())
            {
                left.Remove(quote);
                printed.Add(new(printed.Count + 1, digest, quote));
            }
        }

        return printed;
    }

    private sealed record Printed(int Number, StoredDigest Digest, ReleasedQuote Quote);
}
