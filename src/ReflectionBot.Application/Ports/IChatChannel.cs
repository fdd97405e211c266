using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Ports;

/// <summary>
/// The chat seam, outbound: what the bot can do on a channel. Inbound events go to <c>TurnHandler</c>.
/// Nothing here names a vendor. Expected failures come back as a <see cref="SendOutcome"/>; an exception means acceptance is unknown and the
/// message is tried again later.
/// </summary>
public interface IChatChannel
{
    /// <summary>The channel's name as it stands in addresses, e.g. <c>web</c>.</summary>
    string Name { get; }

    /// <summary>Whether people come in by personal link only. Otherwise they have accounts there, and can be found by name among a channel's members.</summary>
    bool IsByLinkOnly { get; }

    /// <summary>How a person adds another to a shared conversation there, as the end of a sentence; null where nobody adds anybody.</summary>
    string? HowToAdd => null;

    /// <summary>Posts a message.</summary>
    /// <param name="to">Where.</param>
    /// <param name="id">The bot's own id of this message; a channel that can refuses to post the same id twice.</param>
    /// <param name="message">What.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    Task<SendOutcome> SendAsync(ConversationAddress to, string id, OutboundMessage message, CancellationToken cancel);

    /// <summary>Replaces a message of the bot (or, where the bot keeps the transcript, the echo of a person's).</summary>
    /// <param name="to">Where it stands.</param>
    /// <param name="messageId">The id that <see cref="SendAsync"/> gave back.</param>
    /// <param name="id">The bot's own id of this update, for duplicates.</param>
    /// <param name="message">What stands there from now on.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    Task<SendOutcome> UpdateAsync(ConversationAddress to, string messageId, string id, OutboundMessage message, CancellationToken cancel);

    /// <summary>Deletes a message; one that is already gone counts as done.</summary>
    Task<SendOutcome> DeleteAsync(ConversationAddress to, string messageId, string id, CancellationToken cancel);

    /// <summary>Opens (or finds) the direct chat with somebody who may never have written to the bot; null if they cannot be reached.</summary>
    /// <exception cref="ChannelBusyException">Not now; nothing was done.</exception>
    Task<ConversationAddress?> OpenDirectAsync(ChatAddress who, CancellationToken cancel);

    /// <summary>A place beside a shared conversation that only one person sees; null where the channel has none.</summary>
    /// <param name="place">Where they wrote.</param>
    /// <param name="who">Whom it is for.</param>
    ConversationAddress? Aside(ConversationAddress place, ChatAddress who) => null;

    /// <summary>Who is in a conversation, guests included, page by page; never the bot itself. Where the channel cannot say, it throws: no end without everybody.</summary>
    /// <exception cref="ChannelBusyException">Nobody can be asked now.</exception>
    IAsyncEnumerable<ChatMember> MembersAsync(ConversationAddress conversation, CancellationToken cancel);

    /// <summary>One person as the channel knows them, or null.</summary>
    Task<ChatMember?> FindAsync(ChatAddress who, CancellationToken cancel);

    /// <summary>Erases what the bot itself keeps about somebody for this channel: names, sessions, a transcript. What the platform keeps is the platform's.</summary>
    Task ForgetAsync(ChatAddress who, CancellationToken cancel) => Task.CompletedTask;
}

/// <summary>The channel is busy or away, and nothing was done: try again later.</summary>
/// <param name="after">Not before this long; null where it did not say.</param>
public sealed class ChannelBusyException(TimeSpan? after) : Exception("the channel is busy")
{
    /// <summary>Not before this long; null where the channel did not say.</summary>
    public TimeSpan? After { get; } = after;
}

/// <summary>What became of a message; a closed set.</summary>
public abstract record SendOutcome
{
    /// <summary>It stands there under this id.</summary>
    public sealed record Sent(string MessageId) : SendOutcome;

    /// <summary>The channel is busy or away: not before this long; null where it did not say, and the sender backs off by itself.</summary>
    public sealed record Later(TimeSpan? After) : SendOutcome;

    /// <summary>The person or place cannot be reached any more; never tried again.</summary>
    public sealed record Unreachable : SendOutcome;

    /// <summary>The channel will never take this message (too large, gone); never tried again. The reason holds nobody's words.</summary>
    public sealed record Refused(string Reason) : SendOutcome;
}
