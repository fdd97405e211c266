using ReflectionBot.Application.Files;
using ReflectionBot.Core.Chat;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Slack.Blocks.Pieces;

/// <summary>The pieces of each message, in the order in which it is read.</summary>
internal static class MessagePieces
{
    /// <summary>The label of the button that opens a form's window.</summary>
    private static string OpenForm => SlackWording.OpenTheForm;

    /// <summary>The pieces of a message.</summary>
    public static IReadOnlyList<Piece> Of(OutboundMessage message, string? picture)
    {
        var to = new PieceWriter();
        switch (message)
        {
            case NoticeMessage m: Lines(to, m.Title, m.Paragraphs, m.Buttons, m.LinksIn); break;
            case ConsentMessage m: Consent(to, m); break;
            case QuestionMessage m: Question(to, m); break;
            case FormMessage m: Form(to, m); break;
            case ReviewMessage m: Review(to, m); break;
            case RoundStatusMessage m: Lines(to, m.Title, m.Lines, m.Buttons); break;
            case DigestMessage m: DigestPieces.Write(to, m, picture); break;
            case PictureMessage m: Picture(to, m, picture); break;
            case FileMessage m: File(to, m); break;
            case PersonMessage m: to.Text(m.Text, rank: Rank.Detail); break;
            case null: throw new ArgumentNullException(nameof(message));
            default: throw new ArgumentException("a message outside the closed set", nameof(message));
        }

        return to.Pieces;
    }

    /// <summary>The person's own overview.</summary>
    /// <param name="page">The content of the overview.</param>
    /// <param name="titled">Whether its title is already shown.</param>
    public static IReadOnlyList<Piece> Of(HomePage page, bool titled)
    {
        var to = new PieceWriter();
        to.Heading(titled ? "" : page.Title);
        foreach (var (part, i) in page.Parts.Select((part, i) => (part, i)))
        {
            if (i > 0)
            {
                to.Rule();
            }

            to.Text(part.Heading, BlockLook.Bold);
            foreach (var line in part.Lines)
            {
                to.Sentence(line, close: true);
            }

            to.Row(part.Buttons);
        }

        return to.Pieces;
    }

    private static void Lines(PieceWriter to, string? title, IReadOnlyList<string> lines, IEnumerable<Button> buttons, Func<int, IReadOnlyList<TextLink>>? links = null)
    {
        to.Text(title, BlockLook.Bold, Rank.Must);
        for (var i = 0; i < lines.Count; i++)
        {
            to.Sentence(lines[i], links: links?.Invoke(i));
        }

        to.Row(buttons);
    }

    private static void Consent(PieceWriter to, ConsentMessage m)
    {
        to.Heading(m.Title);
        foreach (var paragraph in m.Paragraphs)
        {
            to.Headed(paragraph.Heading, paragraph.Text, links: paragraph.Links);
        }

        to.Row(m.Buttons);
    }

    private static void Question(PieceWriter to, QuestionMessage m)
    {
        to.Text(m.Before, rank: Rank.Detail);
        to.Heading(CardWording.FormatNumberOfTotal(m.Number, m.Total, m.Label));
        to.Small(m.Small);
        to.Text(m.Help);
        to.Text(m.Opening, BlockLook.Italic, close: true);
        if (!string.IsNullOrWhiteSpace(m.Draft))
        {
            to.Text(CardWording.SoFar, BlockLook.Bold);
            to.Text(m.Draft, rank: Rank.Detail, close: true);
        }

        to.Row(m.Buttons);
    }

    private static void Form(PieceWriter to, FormMessage m)
    {
        to.Heading(m.Title);
        to.Sentence(m.Intro);
        to.Row(m.Buttons, new(OpenForm, m.Submit.Action, Primary: true));
    }

    private static void Review(PieceWriter to, ReviewMessage m)
    {
        to.Heading(m.Title);
        foreach (var item in m.Items)
        {
            to.Rule();
            to.Text(item.Heading, BlockLook.Bold);
            to.Text(item.Text, rank: Rank.Detail, close: true);
            to.Headed(CardWording.WhoMaySeeIt, item.WhoSees, close: item.Quote is null);
            if (item.Quote is not null)
            {
                to.Text(CardWording.OthersWouldSeeExactly, rank: Rank.Exact);
                to.Quote(item.Quote);
            }

            to.Small(item.QuoteNote);
            to.Row(item.Buttons);
        }

        if (m.Items.Count > 0)
        {
            to.Rule();
        }

        to.Sentence(m.Footer);
        to.Row(m.Buttons);
    }

    private static void Picture(PieceWriter to, PictureMessage m, string? picture)
    {
        to.Text(m.Title, BlockLook.Bold, Rank.Must);
        if (picture is not null)
        {
            to.Picture(picture, m.AltText);
        }

        if (picture is null || m.AltText.Length > SlackLimits.AltText)
        {
            to.Text(m.AltText, BlockLook.Italic, Rank.Detail);
        }

        to.Lines(m.Lines);
        to.Row(m.Buttons);
    }

    private static void File(PieceWriter to, FileMessage m)
    {
        to.Text(m.Title, BlockLook.Bold, Rank.Must);
        foreach (var paragraph in m.Paragraphs)
        {
            to.Text(paragraph);
        }

        to.Text($"{m.FileName}, {FileWords.Size(m.Bytes)}");
        to.Small(SlackWording.ItIsInThisChatAs, Rank.Must);
        to.Row(m.Buttons);
    }
}
