using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Slack.Blocks;

/// <summary>Renders every outbound message as Block Kit: pure.</summary>
internal static class BlockRenderer
{
    /// <summary>Renders a message.</summary>
    /// <param name="message">What.</param>
    /// <param name="picture">For a <see cref="PictureMessage"/>: the id (<c>F...</c>) of its uploaded file; null shows the words alone.</param>
    public static SlackRendering Render(OutboundMessage message, string? picture = null) => throw new NotSupportedException();
}
