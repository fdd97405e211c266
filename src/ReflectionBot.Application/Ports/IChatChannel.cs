using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Ports;

/// <summary>
/// The outbound chat port: what the bot can do on a channel. Inbound events go to <c>TurnHandler</c>.
/// Nothing here is vendor-specific. Expected failures come back as a <see cref="SendOutcome"/>; an exception means that it is unknown
/// whether the message was accepted, and it is retried later.
/// </summary>
public interface IChatChannel
{
    /// <summary>The channel's name as used in addresses, e.g. <c>web</c>.</summary>
    string Name { get; }

    /// <summary>Whether people get in by personal link only. Otherwise they have accounts there, and can be found by name among a channel's members.</summary>
    bool IsByLinkOnly { get; }

    /// <summary>How a person adds another to a shared conversation there, as the end of a sentence; null if people cannot add others.</summary>
    string? HowToAdd => null;

    /// <summary>Posts a message.</summary>
    /// <param name="to">The conversation.</param>
    /// <param name="id">The bot's own id of this message; a channel that supports it refuses to post the same id twice.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    Task<SendOutcome> SendAsync(ConversationAddress to, string id, OutboundMessage message, CancellationToken cancel);

    /// <summary>Replaces a message of the bot (or, if the bot keeps the transcript, the echo of a person's message).</summary>
    /// <param name="to">The conversation it is in.</param>
    /// <param name="messageId">The id that <see cref="SendAsync"/> returned.</param>
    /// <param name="id">The bot's own id of this update, for duplicates.</param>
    /// <param name="message">The new content.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    Task<SendOutcome> UpdateAsync(ConversationAddress to, string messageId, string id, OutboundMessage message, CancellationToken cancel);

    /// <summary>Deletes a message; one that is already gone counts as done.</summary>
    Task<SendOutcome> DeleteAsync(ConversationAddress to, string messageId, string id, CancellationToken cancel);

    /// <summary>Opens (or finds) the direct chat with a person who may never have written to the bot; null if they cannot be reached.</summary>
    /// <exception cref="ChannelBusyException">Not possible now; nothing was done.</exception>
    Task<ConversationAddress?> OpenDirectAsync(ChatAddress who, CancellationToken cancel);

    /// <summary>A place in a shared conversation that only one person sees; null if the channel has none.</summary>
    /// <param name="place">The conversation in which they wrote.</param>
    /// <param name="who">The person it is for.</param>
    ConversationAddress? Aside(ConversationAddress place, ChatAddress who) => null;

    /// <summary>The members of a conversation, guests included, page by page; never the bot itself. If the channel cannot list them all, it throws: the list never ends early.</summary>
    /// <exception cref="ChannelBusyException">The members cannot be read now.</exception>
    IAsyncEnumerable<ChatMember> MembersAsync(ConversationAddress conversation, CancellationToken cancel);

    /// <summary>One person as the channel knows them, or null.</summary>
    Task<ChatMember?> FindAsync(ChatAddress who, CancellationToken cancel);

    /// <summary>Erases what the bot itself stores about a person for this channel: names, sessions, a transcript. Data stored by the platform is not affected.</summary>
    Task ForgetAsync(ChatAddress who, CancellationToken cancel) => Task.CompletedTask;
}

/// <summary>The channel is busy or unavailable, and nothing was done: try again later.</summary>
/// <param name="after">How long to wait at least; null if the channel did not say.</param>
public sealed class ChannelBusyException(TimeSpan? after) : Exception("the channel is busy")
{
    /// <summary>How long to wait at least; null if the channel did not say.</summary>
    public TimeSpan? After { get; } = after;
}

/// <summary>The outcome of a message; a closed set.</summary>
public abstract record SendOutcome
{
    /// <summary>It was posted under this id.</summary>
    public sealed record Sent(string MessageId) : SendOutcome;

    /// <summary>The channel is busy or unavailable: wait at least this long. Null if it did not say; then the sender uses its own backoff.</summary>
    public sealed record Later(TimeSpan? After) : SendOutcome;

    /// <summary>The person or place can no longer be reached; never retried.</summary>
    public sealed record Unreachable : SendOutcome;

    /// <summary>The channel will never take this message (too large, gone); never retried. The reason contains no text that people wrote.</summary>
    public sealed record Refused(string Reason) : SendOutcome;
}
