using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Ports;

/// <summary>
/// Personal links that let a person without an account into their own web chat and nothing else. A link is a random secret of which only a hash is stored (older ones are signed). It expires, and belongs to
/// the first browser that opens it. What it opens depends on who created it: see <see cref="CreateAsync(ChatAddress, string, CancellationToken)"/> and <see cref="CreateOwnAsync"/>.
/// </summary>
public interface IInvitations
{
    /// <summary>
    /// Makes a new link at the request of another person: a facilitator, or the operator of the bot. It opens the person's own chat as long as
    /// that chat was never used and the person has no other chat. After that it opens an empty room, which shows, changes and erases none of
    /// their data until they confirm it. Which of the two is decided when the link is opened, so a link kept for later gives no access. The caller
    /// delivers the link; it may go by mail.
    /// </summary>
    /// <param name="who">The person's address in the web chat; the user id is letters, digits, <c>.</c> and <c>-</c>, at most 64 characters.</param>
    /// <param name="name">The name shown beside their messages.</param>
    /// <param name="cancel">Cancels the writing of the row; then no link exists.</param>
    /// <returns>The link. Anyone who has it can use it: give it only to the person.</returns>
    /// <exception cref="ArgumentException">The address is not a web chat address, or the user id belongs to another workspace.</exception>
    Task<Uri> CreateAsync(ChatAddress who, string name, CancellationToken cancel) => CreateAsync(who, name, new LinkTerms(), cancel);

    /// <summary>As above, with what the person is told about the link, and what else it opens.</summary>
    /// <exception cref="ArgumentException">As above.</exception>
    Task<Uri> CreateAsync(ChatAddress who, string name, LinkTerms terms, CancellationToken cancel);

    /// <summary>
    /// Makes a new link that the person has asked for in their own chat: it opens the same chat in another browser. It works for a day. Send it
    /// only to them, in that chat.
    /// </summary>
    /// <param name="who">As in <see cref="CreateAsync(ChatAddress, string, CancellationToken)"/>.</param>
    /// <param name="name">As in <see cref="CreateAsync(ChatAddress, string, CancellationToken)"/>.</param>
    /// <param name="browser">The browser in which it was requested, as in <see cref="InboundEvent.Browser"/>: the link ends together with that browser's session.</param>
    /// <param name="cancel">Cancels the writing of the row; then no link exists.</param>
    /// <exception cref="ArgumentException">As in <see cref="CreateAsync(ChatAddress, string, CancellationToken)"/>.</exception>
    Task<Uri> CreateOwnAsync(ChatAddress who, string name, string? browser, CancellationToken cancel);

    /// <summary>Whether a person has been in their chat before: opened a link, or written there.</summary>
    Task<bool> HasJoinedAsync(ChatAddress who, CancellationToken cancel);

    /// <summary>Whether a person can enter their chat only by a link and has opened none yet, so nobody reads the messages there so far.</summary>
    Task<bool> WaitsForLinkAsync(ChatAddress who, CancellationToken cancel);

    /// <summary>Revokes the links that are still unused. Open sessions stay open.</summary>
    /// <returns>How many links there were.</returns>
    Task<int> RevokeLinksAsync(ChatAddress who, CancellationToken cancel);

    /// <summary>Ends the session of the browser with this code, the sessions opened by links made in that browser, and those links.</summary>
    /// <returns>Whether there was any of these.</returns>
    Task<bool> EndBrowserAsync(ChatAddress who, string code, CancellationToken cancel);

    /// <summary>Whether a code belongs to the browser that opened the first link. Things made there carry no code, so they cannot be told apart from what the person made elsewhere.</summary>
    Task<bool> IsFirstAsync(ChatAddress who, string code, CancellationToken cancel);

    /// <summary>Ends every session and every unused link, except one browser and what was made in it.</summary>
    /// <param name="who">The person whose chat it is.</param>
    /// <param name="browser">The browser that stays signed in, as in <see cref="InboundEvent.Browser"/>; null for none.</param>
    /// <param name="cancel">Cancels between two of them.</param>
    /// <returns>Whether there was anything to end.</returns>
    Task<bool> EndOthersAsync(ChatAddress who, string? browser, CancellationToken cancel);

    /// <summary>Whether the chat is accessible: through a browser session, or a link that still works.</summary>
    Task<bool> IsOpenAsync(ChatAddress who, CancellationToken cancel);

    /// <summary>Lets a confirmed address read the channels that the person's other addresses can read.</summary>
    Task ShareChannelsAsync(IReadOnlyList<ChatAddress> from, ChatAddress to, CancellationToken cancel);

    /// <summary>Stores the browser in which a room was confirmed, as in <see cref="InboundEvent.Browser"/>: the room is closed together with that browser.</summary>
    Task ConfirmedInAsync(ChatAddress room, string browser, CancellationToken cancel);

    /// <summary>
    /// Ends everything that was opened with a person's links: open links, sessions, tokens and live connections. A room, confirmed or not, is
    /// deleted with everything written in it.
    /// </summary>
    Task RevokeAsync(ChatAddress who, CancellationToken cancel);
}

/// <summary>Terms of a link that one person makes for another.</summary>
/// <param name="By">The name of the person who makes it, shown to the recipient; null if no name is known.</param>
/// <param name="Channel">The id of a web channel that the recipient can read once they are in; null for none.</param>
public sealed record LinkTerms(string? By = null, string? Channel = null);
