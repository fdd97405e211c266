using ReflectionBot.Core.Chat;

namespace ReflectionBot.Core.Digests;

/// <summary>A posted digest after something was taken back.</summary>
/// <param name="Record">To store in place of the old one; <see cref="DigestRecord.Message"/> is the new text.</param>
/// <param name="MessageChanged">The posted message is to be updated, in every chat it stands in.</param>
public sealed record RevisedDigest(DigestRecord Record, bool MessageChanged);

/// <summary>
/// Taking back, in digests that are already posted (trust rule 7): quotes go; topics stay, for changing them would expose who left; if too
/// few counted contributors are left, the whole theme section goes.
/// </summary>
public static class DigestRevision
{
    /// <summary>Takes out what this person took back.</summary>
    /// <param name="record">The posted digest.</param>
    /// <param name="personId">Whose answers.</param>
    /// <param name="roundId">Of one round only; null for all.</param>
    /// <param name="stage">One answer only; null for all.</param>
    public static RevisedDigest Withdraw(DigestRecord record, string personId, string? roundId = null, int? stage = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        bool Meant(string person, string round, int of) => person == personId && (roundId is null || round == roundId) && (stage is null || of == stage);

        UsedReflection[] used = [.. record.Used.Select(u => u with { Stages = [.. u.Stages.Where(s => !Meant(u.PersonId, u.RoundId, s))] })];
        var gone = record.Quotes.Where(q => Meant(q.PersonId, q.RoundId, q.Stage)).ToArray();
        var without = record with { Used = used, Quotes = [.. record.Quotes.Where(q => !Meant(q.PersonId, q.RoundId, q.Stage))], Message = gone.Aggregate(record.Message, Without) };
        var left = used.Where(u => u.Stages.Count > 0).Select(u => u.PersonId).Distinct().Count();
        return record.HasThemeContent && !record.Replaced && left < record.Contributors
            ? new RevisedDigest(Replaced(without), true)
            : new RevisedDigest(without, gone.Length > 0);
    }

    /// <summary>Takes out everything of this person and their id with it, for <c>forget me</c>. Their coded rows must be erased too.</summary>
    public static RevisedDigest Forget(DigestRecord record, string personId)
    {
        var revised = Withdraw(record, personId);
        return revised with { Record = revised.Record with { Used = [.. revised.Record.Used.Where(u => u.PersonId != personId)] } };
    }

    /// <summary>Takes out one quote whose author no longer lets it be quoted; the answer behind it still counts.</summary>
    public static RevisedDigest DropQuote(DigestRecord record, ReleasedQuote quote)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(quote);
        return record.Quotes.Contains(quote)
            ? new RevisedDigest(record with { Quotes = [.. record.Quotes.Where(q => q != quote)], Message = Without(record.Message, quote) }, true)
            : new RevisedDigest(record, false);
    }

    private static DigestRecord Replaced(DigestRecord record) => record with
    {
        Replaced = true,
        Quotes = [],
        Message = record.Message with
        {
            Lead = [DigestText.Replaced],
            Sections = [],
            Said = [],
            Notes = [.. record.Message.Notes.Where(n => n is DigestText.Constant or DigestText.HeldBack)],
        },
    };

    // One place only: two authors may have approved the same words.
    private static DigestMessage Without(DigestMessage message, ReleasedQuote quote)
    {
        string[] headings = [DigestText.UnderTheme(quote.Name), DigestText.UnderSaid(quote.Name, quote.IsPlan)];
        var removed = false;
        IReadOnlyList<HeadedText> Less(IReadOnlyList<HeadedText> texts)
        {
            var at = removed ? -1 : texts.ToList().FindIndex(t => t.Text == quote.Exact && headings.Contains(t.Heading));
            removed |= at >= 0;
            return at < 0 ? texts : [.. texts.Where((_, i) => i != at)];
        }

        return message with
        {
            Said = Less(message.Said),
            Sections = [.. message.Sections.Select(s => s with { Themes = [.. s.Themes.Select(t => t with { Quotes = Less(t.Quotes) })] })],
        };
    }
}
