using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Blocks.Pieces;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Typing;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Slack.Blocks;

/// <summary>Renders every outbound message as Block Kit: pure.</summary>
internal static class BlockRenderer
{
    /// <summary>
    /// With this begins the <c>action_id</c> of the button that opens a form's modal; its <c>value</c> is the [Save] of the form. Every other
    /// button's begins with <c>b</c>.
    /// </summary>
    public const string OpenPrefix = "open";

    /// <summary>Slack advises 4,000 at most. (Source: <c>chat.postMessage</c> at docs.slack.dev, "Truncating content".)</summary>
    private const int LongestText = 3000;

    /// <summary>Renders a message.</summary>
    /// <param name="message">What.</param>
    /// <param name="picture">For a <see cref="PictureMessage"/>: the id (<c>F...</c>) of its uploaded file; null shows the words alone.</param>
    /// <remarks>
    /// Where not everything fits into one message, the first has all the buttons, the important lines whole and long answers shortened, and says
    /// so; the others repeat the whole text in order.
    /// </remarks>
    public static SlackRendering Render(OutboundMessage message, string? picture = null)
    {
        var pieces = ButtonBlocks.WithoutRefused(MessagePieces.Of(message, picture));
        if (pieces.Count == 0)
        {
            pieces = [new Words([new(message.Summary)])]; // Slack takes no message without blocks in the place of one that had some.
        }

        var text = Spoken(message);
        return BlockLimits.Message.Whole(pieces) is { } whole
            ? new([new(text, whole)])
            : new([.. ThreadParts.Of(pieces).Prepend(BlockLimits.Message.Part(pieces)).Select(blocks => new SlackPart(text, blocks))]);
    }

    /// <summary>
    /// What notifications show and screen readers read in place of the blocks: the bot's own words where a message holds nobody else's, else fixed
    /// words (trust rule 10). (Source: <c>chat.postMessage</c> at docs.slack.dev, "Accessibility considerations".)
    /// </summary>
    private static string Spoken(OutboundMessage message)
    {
        var words = message switch
        {
            QuestionMessage m => $"{(m.Project is { } project ? $"{project}: " : "")}{SlackWording.FormatNumberOfTotal(m.Number, m.Total, m.Label, m.Help)}",
            ConsentMessage m => string.Join(' ', m.Paragraphs.Select(p => $"{p.Heading} {p.Text}".Trim()).Prepend(m.Title)),
            _ => message.Summary,
        };
        return Texts.Shorten(words, LongestText).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
    }
}
