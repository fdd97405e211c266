using ReflectionBot.Core.Chat;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Activities;

/// <summary>
/// Renders every outbound message as plain lines, with buttons as <c>[Label]</c>: for clients without cards, for the console and the demo, and as the
/// <c>text</c> of an activity. Nothing is escaped, because nothing is markup: send it with <c>textFormat: plain</c>.
/// </summary>
public static class PlainTextRenderer
{
    /// <summary>The message as lines joined by <c>\n</c>.</summary>
    /// <param name="message">The message.</param>
    /// <param name="link">The address of a file, which is included in the text; null where there is none. A picture's address is not included: its description is.</param>
    public static string Render(OutboundMessage message, Uri? link = null)
    {
        var lines = message switch
        {
            NoticeMessage m => [m.Title, .. m.Paragraphs, Row(m.Buttons)],
            ConsentMessage m => [m.Title, .. m.Paragraphs.Select(Headed), Row(m.Buttons)],
            QuestionMessage m => Question(m),
            FormMessage m => Form(m),
            ReviewMessage m => [m.Title, .. m.Items.SelectMany(Item), m.Footer, Row(m.Buttons)],
            RoundStatusMessage m => [m.Title, .. m.Lines, Row(m.Buttons)],
            DigestMessage m => Digest(m),
            PictureMessage m => [m.Title, CardWording.FormatPicture(m.AltText), .. m.Lines, Row(m.Buttons)],
            FileMessage m => [m.Title, .. m.Paragraphs, FileSentences.What(m), link is null ? null : CardWording.FormatDownloadFrom(link.OriginalString), FileSentences.How(link), Row(m.Buttons)],
            PersonMessage m => new[] { m.Text },
            null => throw new ArgumentNullException(nameof(message)),
            _ => throw new ArgumentException("a message outside the closed set", nameof(message)),
        };
        return string.Join('\n', lines.Where(line => !string.IsNullOrEmpty(line)));
    }

    /// <summary>Buttons in a row, e.g. <c>[Next] [Skip]</c>; empty for none.</summary>
    public static string Row(IEnumerable<Button> buttons) => string.Join(' ', buttons.Select(b => $"[{b.Label}]"));

    /// <summary>An exact quote and its heading, which says who wrote it.</summary>
    internal static string Quote(HeadedText quote) => quote.Heading.Length == 0 ? $"\"{quote.Text}\"" : $"\"{quote.Text}\" \u2013 {quote.Heading}";

    private static string Headed(HeadedText p) => p.Heading.Length == 0 ? p.Text : $"{p.Heading} {p.Text}";

    private static IEnumerable<string?> Question(QuestionMessage m) =>
    [
        m.Before, CardWording.FormatNumberOfTotalLabelSmall(m.Number, m.Total, m.Label, m.Small), m.Help, m.Opening,
        m.Draft is null ? null : $"{CardWording.SoFar} {m.Draft}", Row(m.Buttons),
    ];

    private static IEnumerable<string?> Form(FormMessage m) =>
        [m.Title, m.Intro, .. m.Fields.SelectMany(Field), Row([m.Submit, .. m.Buttons])];

    private static IEnumerable<string?> Field(FormField f) =>
        [f.Small.Length == 0 ? f.Label : $"{f.Label} ({f.Small})", f.Help, f.Value.Length > 0 ? f.Value : f.Placeholder];

    private static IEnumerable<string?> Item(ReviewItem i) =>
    [
        i.Heading, i.Text, $"{CardWording.WhoMaySeeIt} {i.WhoSees}",
        i.Quote is null ? null : $"{CardWording.OthersWouldSeeExactly} \"{i.Quote}\"", i.QuoteNote, Row(i.Buttons),
    ];

    private static IEnumerable<string?> Digest(DigestMessage m) =>
    [
        m.Title, .. m.Lead,
        .. m.Sections.SelectMany(s => s.Themes.SelectMany(t => t.Quotes.Select(Quote).Prepend(t.Line)).Prepend(s.Heading)),
        .. m.Said.Select(FurtherQuote), .. Agreed(m.Agreed), .. m.Notes, Row(m.Buttons),
    ];

    private static string FurtherQuote(HeadedText said) => said.Heading.Length == 0 ? $"\"{said.Text}\"" : $"{said.Heading}: \"{said.Text}\"";

    private static IEnumerable<string> Agreed(IReadOnlyList<string> agreed) => agreed.Count == 0 ? [] : agreed.Prepend(CardWording.AgreedLastTime);
}
