using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Blocks.Pieces;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Typing;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Slack.Blocks;

/// <summary>Renders every outbound message as Block Kit. Pure.</summary>
internal static class BlockRenderer
{
    /// <summary>
    /// The <c>action_id</c> of the button that opens a form's modal begins with this; its <c>value</c> is the [Save] of the form. The <c>action_id</c>
    /// of every other button begins with <c>b</c>.
    /// </summary>
    public const string OpenPrefix = "open";

    /// <summary>Slack advises 4,000 at most. (Source: <c>chat.postMessage</c> at docs.slack.dev, "Truncating content".)</summary>
    private const int LongestText = 3000;

    /// <summary>Renders a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="picture">For a <see cref="PictureMessage"/>: the id (<c>F...</c>) of its uploaded file; null shows only the words.</param>
    /// <remarks>
    /// If not everything fits into one message, the first one has all the buttons, the important lines in full and long answers shortened, and says
    /// so. The others repeat the whole text in order.
    /// </remarks>
    public static SlackRendering Render(OutboundMessage message, string? picture = null)
    {
        var pieces = ButtonBlocks.WithoutRefused(MessagePieces.Of(message, picture));
        if (pieces.Count == 0)
        {
            pieces = [new Words([new(message.Summary)])]; // Slack does not let a message without blocks replace one that had some.
        }

        var text = Spoken(message);
        return BlockLimits.Message.Whole(pieces) is { } whole
            ? new([new(text, whole)])
            : new([.. ThreadParts.Of(pieces).Prepend(BlockLimits.Message.Part(pieces)).Select(blocks => new SlackPart(text, blocks))]);
    }

    /// <summary>
    /// The text for notifications and screen readers, instead of the blocks: the bot's own words if a message holds no person's words, else fixed
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
