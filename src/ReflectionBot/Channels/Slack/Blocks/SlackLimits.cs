namespace ReflectionBot.Channels.Slack.Blocks;

/// <summary>
/// Slack's limits, in UTF-16 characters unless stated otherwise. Sources: docs.slack.dev, the pages of each block, element, view and
/// of the text object.
/// </summary>
internal static class SlackLimits
{
    /// <summary>Blocks of a message.</summary>
    public const int MessageBlocks = 50;

    /// <summary>A whole message, counted by <see cref="BlockSize"/>.</summary>
    public const int MessageSize = 12_000;

    /// <summary>Blocks of a view.</summary>
    public const int ViewBlocks = 100;

    /// <summary>A whole view, in bytes of its JSON.</summary>
    public const int ViewBytes = 250_000;

    /// <summary>A text object; also used for our text elements.</summary>
    public const int Text = 3_000;

    /// <summary>The text of a header block.</summary>
    public const int Header = 150;

    /// <summary>Elements of an actions block.</summary>
    public const int Actions = 25;

    /// <summary>The words on a button.</summary>
    public const int ButtonText = 75;

    /// <summary>The value of a button.</summary>
    public const int ButtonValue = 2_000;

    /// <summary>A <c>block_id</c>, <c>action_id</c> or <c>callback_id</c>.</summary>
    public const int Id = 255;

    /// <summary>The <c>alt_text</c> of an image.</summary>
    public const int AltText = 2_000;

    /// <summary>A modal's title, and the words on its two buttons.</summary>
    public const int ModalWords = 24;

    /// <summary>A view's <c>private_metadata</c>.</summary>
    public const int Metadata = 3_000;

    /// <summary>The label of an input block, and its hint.</summary>
    public const int Label = 2_000;

    /// <summary>The placeholder of an input.</summary>
    public const int Placeholder = 150;

    /// <summary>What a person can write into a plain-text input.</summary>
    public const int Input = 3_000;
}
