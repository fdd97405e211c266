namespace ReflectionBot.Core.Chat;

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

    /// <summary>Ends everything that was opened with a person's links: open links, sessions, tokens and live connections.</summary>
    Task RevokeAsync(ChatAddress who, CancellationToken cancel);
}
