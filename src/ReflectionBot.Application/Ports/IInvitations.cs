using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Ports;

/// <summary>
/// Personal links that let somebody without an account into their own web chat and nothing else. A link is signed, expires, and belongs to
/// the first browser that opens it. What it opens depends on who made it: see <see cref="CreateAsync(ChatAddress, string, CancellationToken)"/> and <see cref="CreateOwnAsync"/>.
/// </summary>
public interface IInvitations
{
    /// <summary>
    /// Makes a new link as somebody else asks for one: a facilitator, or whoever runs the bot. It opens the person's own chat while nobody has
    /// ever been there and no other chat leads to them. Later it opens an empty room, which shows, changes and erases nothing of theirs until
    /// they confirm it. Which of the two is decided when it is opened, so a link that was kept for later is no way in. Handing the link over is
    /// for the caller: it may go by mail.
    /// </summary>
    /// <param name="who">The person's address in the web chat; the user id is letters, digits, <c>.</c> and <c>-</c>, at most 64 characters.</param>
    /// <param name="name">The name shown beside their messages.</param>
    /// <param name="cancel">Cancels the writing of the row; then no link exists.</param>
    /// <returns>The link. Whoever has it can use it: give it to nobody but the person.</returns>
    /// <exception cref="ArgumentException">The address is not one of the web chat, or the user id belongs to another workspace.</exception>
    Task<Uri> CreateAsync(ChatAddress who, string name, CancellationToken cancel) => CreateAsync(who, name, new LinkTerms(), cancel);

    /// <summary>As above, with what the person is told about it, and what else it opens.</summary>
    /// <exception cref="ArgumentException">As above.</exception>
    Task<Uri> CreateAsync(ChatAddress who, string name, LinkTerms terms, CancellationToken cancel);

    /// <summary>
    /// Makes a new link that the person has asked for in a chat of their own: it opens the very chat in another browser. It works for a day.
    /// Answer it to nobody but them, in that chat.
    /// </summary>
    /// <param name="who">As in <see cref="CreateAsync(ChatAddress, string, CancellationToken)"/>.</param>
    /// <param name="name">As in <see cref="CreateAsync(ChatAddress, string, CancellationToken)"/>.</param>
    /// <param name="browser">In which browser it was asked for, as <see cref="InboundEvent.Browser"/> says it: the link goes when that one is shut.</param>
    /// <param name="cancel">Cancels the writing of the row; then no link exists.</param>
    /// <exception cref="ArgumentException">As in <see cref="CreateAsync(ChatAddress, string, CancellationToken)"/>.</exception>
    Task<Uri> CreateOwnAsync(ChatAddress who, string name, string? browser, CancellationToken cancel);

    /// <summary>Whether somebody has been in their chat before: opened a link, or written there.</summary>
    Task<bool> HasJoinedAsync(ChatAddress who, CancellationToken cancel);

    /// <summary>Whether somebody can come into their chat by a link only, and has opened none yet: what is written there is read by nobody so far.</summary>
    Task<bool> WaitsForLinkAsync(ChatAddress who, CancellationToken cancel);

    /// <summary>Ends the links that nobody has used yet. Whoever is in stays in.</summary>
    /// <returns>How many there were.</returns>
    Task<int> RevokeLinksAsync(ChatAddress who, CancellationToken cancel);

    /// <summary>Ends the session of the browser that was let in under this code, those of browsers which links made there let in, and the links made there.</summary>
    /// <returns>Whether there was any.</returns>
    Task<bool> EndBrowserAsync(ChatAddress who, string code, CancellationToken cancel);

    /// <summary>Whether a code is that of the browser that opened the first link. What was made there carries no code, so nothing tells it from what the person made elsewhere.</summary>
    Task<bool> IsFirstAsync(ChatAddress who, string code, CancellationToken cancel);

    /// <summary>Ends every session and every unused link, but for one browser and what was made in it.</summary>
    /// <param name="who">Whose chat.</param>
    /// <param name="browser">The browser that stays, as <see cref="InboundEvent.Browser"/> says it; null for none.</param>
    /// <param name="cancel">Cancels between two of them.</param>
    /// <returns>Whether there was any.</returns>
    Task<bool> EndOthersAsync(ChatAddress who, string? browser, CancellationToken cancel);

    /// <summary>Whether anybody is in: a browser, or a link that can still let one in.</summary>
    Task<bool> IsOpenAsync(ChatAddress who, CancellationToken cancel);

    /// <summary>Lets an address that has been confirmed read the channels that the person's other addresses read.</summary>
    Task ShareChannelsAsync(IReadOnlyList<ChatAddress> from, ChatAddress to, CancellationToken cancel);

    /// <summary>Notes in which browser a room was confirmed, as <see cref="InboundEvent.Browser"/> says it: the room is shut along with that one.</summary>
    Task ConfirmedInAsync(ChatAddress room, string browser, CancellationToken cancel);

    /// <summary>
    /// Ends everything that was opened with a person's links: open links, sessions, tokens and live connections. A room, confirmed or not, goes
    /// with all that was written in it.
    /// </summary>
    Task RevokeAsync(ChatAddress who, CancellationToken cancel);
}

/// <summary>What goes with a link that somebody else makes.</summary>
/// <param name="By">The name of who makes it, for the person; null where nobody's name is known.</param>
/// <param name="Channel">The id of a web channel that the person comes to read once they are in; null for none.</param>
public sealed record LinkTerms(string? By = null, string? Channel = null);
