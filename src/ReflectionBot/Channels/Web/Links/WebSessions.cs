using Microsoft.Extensions.Options;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Web.Links;

/// <summary>A browser that was let in.</summary>
/// <param name="User">The user.</param>
/// <param name="Id">The session's id.</param>
/// <param name="Browser">The way by which it came in, as in <see cref="InboundEvent.Browser"/>.</param>
public sealed record WebSession(WebUser User, string Id, string? Browser);

/// <summary>
/// Sessions of browsers: a signed token (in a cookie) and a row in the user's partition. Both must exist, and the token must have the user's current
/// generation.
/// </summary>
public sealed class WebSessions(ITableStore tables, WebDirectory directory, WebTokens tokens, IOptions<WebOptions> options, TimeProvider time)
{
    /// <summary>The cookie's name.</summary>
    public string Cookie => $"{Prefix}reflectionbot-session";

    /// <summary>The cookie of another person who was in this browser before: their chat stays open, for the way back.</summary>
    public string Before => $"{Prefix}reflectionbot-before";

    /// <summary>The cookie prefix. With https, it stops other hosts of the domain from setting such a cookie (RFC 6265bis, 4.1.3.2). Over http, browsers refuse the prefix.</summary>
    private string Prefix => options.Value.PublicAddress?.Scheme == Uri.UriSchemeHttps ? "__Host-" : "";

    /// <summary>How long a session lasts after the last visit.</summary>
    public TimeSpan Lasts => TimeSpan.FromDays(options.Value.SessionDays);

    /// <summary>The write that adds the row of a session.</summary>
    internal TableWrite Row(WebSession session) => new InsertRow($"session:{session.Id}", Columns.Empty.With("ExpiresAt", time.GetUtcNow() + Lasts).With("Browser", session.Browser));

    /// <summary>The token for the cookie, valid from now.</summary>
    public string Token(WebSession session)
    {
        return tokens.Write(new(TokenPurpose.Session, session.User.Id, [], (time.GetUtcNow() + Lasts).ToUnixTimeSeconds(), session.Id, session.User.Generation));
    }

    /// <summary>The session that a cookie belongs to, or null.</summary>
    public async Task<WebSession?> FindAsync(string? cookie, CancellationToken cancel) =>
        tokens.Read(cookie, TokenPurpose.Session) is TokenReading.Good { Token: var token }
        && await directory.FindUserAsync(token.User, cancel) is { } user && user.Generation == token.Generation
        && await ReadAsync(user.Id, token.Id, cancel) is { } row
            ? new(user, token.Id, row.Text("Browser"))
            : null;

    /// <summary>Whether a session still exists.</summary>
    public async Task<bool> ExistsAsync(string user, string session, CancellationToken cancel) =>
        await ReadAsync(user, session, cancel) is not null;

    /// <summary>The row of a session; null for one that has been ended.</summary>
    internal async Task<Columns?> ReadAsync(string user, string session, CancellationToken cancel) =>
        (await tables.GetAsync(WebKeys.User(user), $"session:{session}", cancel))?.Columns;

    /// <summary>Stores a visit, which extends the session.</summary>
    public Task TouchAsync(WebSession session, CancellationToken cancel)
    {
        return RowChange.RunAsync(
            tables, WebKeys.User(session.User.Id), $"session:{session.Id}", old => old?.With("ExpiresAt", time.GetUtcNow() + Lasts), cancel);
    }

    /// <summary>Ends a session.</summary>
    public Task EndAsync(WebSession session, CancellationToken cancel)
    {
        return RowChange.RunAsync(tables, WebKeys.User(session.User.Id), $"session:{session.Id}", _ => null, cancel);
    }
}
