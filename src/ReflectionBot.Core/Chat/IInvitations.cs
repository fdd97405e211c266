using NodaTime;

namespace ReflectionBot.Core.Chat;

/// <summary>A personal link.</summary>
/// <param name="Link">Whoever has it can use it.</param>
/// <param name="WorksFrom">From when; null for at once.</param>
public sealed record Invitation(Uri Link, DateTimeOffset? WorksFrom);

/// <summary>
/// Personal links that let somebody without an account into their own web chat and nothing else. A link is signed, expires, and belongs to
/// the first browser that opens it.
/// </summary>
public interface IInvitations
{
    /// <summary>
    /// Makes a new link for a person of the web chat, who is made known to it under this name. Links made before stay good until they are
    /// used, expire, or are revoked.
    /// </summary>
    /// <param name="who">The person's address in the web chat; the user id is letters, digits, <c>.</c> and <c>-</c>, at most 64 characters.</param>
    /// <param name="name">The name shown beside their messages.</param>
    /// <param name="cancel">Cancels the writing of the row; then no link exists.</param>
    /// <returns>The link. Whoever has it can use it: give it to nobody but the person.</returns>
    /// <exception cref="ArgumentException">The address is not one of the web chat, or the user id belongs to another workspace.</exception>
    Task<Uri> CreateAsync(ChatAddress who, string name, CancellationToken cancel);

    /// <summary>
    /// Makes a new link as a facilitator asks for one. For somebody who has been in their chat before it works only a day later, and opening
    /// it ends their other sessions and links and begins with an empty view of the chat: whoever holds it is taken for them.
    /// </summary>
    /// <param name="who">As in <see cref="CreateAsync"/>.</param>
    /// <param name="name">As in <see cref="CreateAsync"/>.</param>
    /// <param name="zone">In which the page says from when it works.</param>
    /// <param name="known">They have talked to the bot elsewhere: then too the link works only a day later.</param>
    /// <param name="cancel">Cancels the writing of the row; then no link exists.</param>
    /// <exception cref="ArgumentException">As in <see cref="CreateAsync"/>.</exception>
    Task<Invitation> InviteAsync(ChatAddress who, string name, DateTimeZone zone, bool known, CancellationToken cancel);

    /// <summary>Whether somebody has been in their chat before: opened a link, or written there.</summary>
    Task<bool> HasJoinedAsync(ChatAddress who, CancellationToken cancel);

    /// <summary>Ends the links that nobody has used yet. Whoever is in stays in.</summary>
    /// <returns>How many there were.</returns>
    Task<int> RevokeLinksAsync(ChatAddress who, CancellationToken cancel);

    /// <summary>Ends everything that was opened with a person's links: open links, sessions, tokens and live connections.</summary>
    Task RevokeAsync(ChatAddress who, CancellationToken cancel);
}
