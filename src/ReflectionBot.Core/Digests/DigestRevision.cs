using ReflectionBot.Core.Chat;

namespace ReflectionBot.Core.Digests;

/// <summary>
/// Taking back, in digests that are already posted (trust rule 7): quotes are removed. Topics always stay, because any change of them would
/// reveal who left, and how many.
/// </summary>
public static class DigestRevision
{
    /// <summary>The record without the quotes that are no longer released; the same instance where there are none of these.</summary>
    /// <param name="record">The posted digest. <see cref="DigestRecord.Printed"/> stays, so that no quote comes back.</param>
    /// <param name="gone">Selects the quotes that are no longer released.</param>
    public static DigestRecord Without(DigestRecord record, Func<ReleasedQuote, bool> gone)
    {
        var dropped = record.Quotes.Where(gone).ToList();
        return dropped.Count == 0
            ? record
            : record with { Quotes = [.. record.Quotes.Except(dropped)], Message = dropped.Aggregate(record.Message, Without) };
    }

    /// <summary>A posted digest with its topics only.</summary>
    public static DigestMessage WithoutQuotes(DigestMessage message) => message with
    {
        Said = [],
        Sections = [.. message.Sections.Select(s => s with { Themes = [.. s.Themes.Select(t => t with { Quotes = [] })] })],
    };

    // Remove one copy only: two authors may have approved the same words.
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
