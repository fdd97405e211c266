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

    /// <summary>
    /// The record of a digest that is posted after a preview. What its authors took back since it was made counts no more. The quotes of a theme that
    /// is not there are printed nowhere, so a later digest can have them.
    /// </summary>
    /// <param name="record">As it was made.</param>
    /// <param name="preview">What the facilitators said.</param>
    /// <param name="still">Its themes that may still be shown, held back or not.</param>
    /// <param name="project">The project's name.</param>
    public static DigestRecord Posted(DigestRecord record, DigestPreview preview, IReadOnlyList<DisclosedTheme> still, string project)
    {
        var message = record.HasThemeContent ? DigestText.After(DigestText.WithThemes(record.Message, still), preview) : record.Message;
        var isEmpty = message.Sections.Count == 0;
        message = isEmpty && record.HasThemeContent ? DigestText.Emptied(record.Message, project) : message;
        var printed = Quoted(message).ToList();
        ReleasedQuote[] quotes = [.. record.Quotes.Where(q => printed.FindIndex(t => Is(t, q)) is >= 0 and var at && Removed(printed, at))];
        return record with { Message = message, HasThemeContent = !isEmpty, Contributors = isEmpty ? 0 : record.Contributors, Quotes = quotes, Printed = [.. quotes.Select(PrintedQuote.Of)], Unposted = false };

        static bool Removed(List<HeadedText> from, int at)
        {
            from.RemoveAt(at);
            return true;
        }
    }

    /// <summary>
    /// The record of a digest that is not posted after all: its reflections were weighed, and showed nothing. So they are looked at again once
    /// enough others have joined them, and two previews tell a facilitator of nobody.
    /// </summary>
    public static DigestRecord Skipped(DigestRecord record) => record with
    {
        HasThemeContent = false,
        Contributors = 0,
        Quotes = [],
        Printed = [],
        Message = record.Message with { Lead = [], Sections = [], Said = [], NeedsAnswer = [], Notes = [] },
    };

    /// <summary>The quotes in a digest, from its top on.</summary>
    public static IEnumerable<HeadedText> Quoted(DigestMessage message) => message.Sections.SelectMany(s => s.Themes).SelectMany(t => t.Quotes).Concat(message.Said);

    private static bool Is(HeadedText text, ReleasedQuote quote) =>
        text.Text == quote.Exact && (text.Heading == DigestText.UnderTheme(quote.Name) || text.Heading == DigestText.UnderSaid(quote.Name, quote.IsPlan));

    // Remove one copy only: two authors may have approved the same words.
    private static DigestMessage Without(DigestMessage message, ReleasedQuote quote)
    {
        var removed = false;
        IReadOnlyList<HeadedText> Less(IReadOnlyList<HeadedText> texts)
        {
            var at = removed ? -1 : texts.ToList().FindIndex(t => Is(t, quote));
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
