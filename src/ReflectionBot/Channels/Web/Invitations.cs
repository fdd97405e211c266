using Microsoft.Extensions.Options;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Storage;

namespace ReflectionBot.Channels.Web;

/// <summary>What became of a link that somebody opened; a closed set.</summary>
public abstract record Redemption
{
    /// <summary>They are in.</summary>
    public sealed record Welcome(WebSession Session) : Redemption;

    /// <summary>They are not, for this reason.</summary>
    /// <param name="Code">For programs.</param>
    /// <param name="Sentence">For people: what to do.</param>
    public sealed record Refused(string Code, string Sentence) : Redemption;
}

/// <summary>
/// Personal links: <c>{address}/#invite={token}</c>. The token stands behind the <c>#</c>, so it never reaches a server's log. The first
/// browser that redeems it owns it; that browser may open it again, others are refused.
/// </summary>
public sealed class Invitations(
    ITableStore tables, WebPeople people, WebTokens tokens, WebSessions sessions, WebAddresses addresses, IOptions<WebOptions> options) : IInvitations
{
    private const string AskAgain = "Ask the person who invited you for a new one.";

    /// <inheritdoc/>
    public async Task<Uri> CreateAsync(ChatAddress who, string name, CancellationToken cancel)
    {
        NeedWeb(who);
        await people.Directory.AddUserAsync(who.Workspace, who.User, name, cancel).ConfigureAwait(false);
        var user = await people.Directory.FindUserAsync(who.User, cancel).ConfigureAwait(false) ?? throw new TableConflictException("the user was removed meanwhile");
        var token = new WebToken(TokenPurpose.Invitation, user.Id, [], tokens.Now.AddDays(options.Value.InvitationDays).ToUnixTimeSeconds(), WebTokens.NewId(), user.Generation);
        await tables.CommitAsync(WebKeys.User(user.Id), [new InsertRow(Key(token), Columns.Empty.With("ExpiresAt", token.Expires))], cancel).ConfigureAwait(false);
        return new Uri(addresses.Base(), $"/#invite={tokens.Write(token)}");
    }

    /// <inheritdoc/>
    public async Task RevokeAsync(ChatAddress who, CancellationToken cancel)
    {
        NeedWeb(who);
        if (await people.Directory.FindUserAsync(who.User, cancel).ConfigureAwait(false) is { } user && user.Workspace == who.Workspace)
        {
            await people.RevokeAsync(user, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Lets a browser in.</summary>
    /// <param name="invitation">The token of the link.</param>
    /// <param name="cookie">The session cookie the browser already has, if any.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    public async Task<Redemption> RedeemAsync(string? invitation, string? cookie, CancellationToken cancel)
    {
        var reading = tokens.Read(invitation, TokenPurpose.Invitation);
        if (reading is TokenReading.Expired)
        {
            return new Redemption.Refused("InvitationExpired", $"This link has run out. {AskAgain}");
        }

        if (reading is not TokenReading.Good { Token: var token })
        {
            return new Redemption.Refused("BadInvitation", $"This link is not complete or not one of mine. Copy the whole link. {AskAgain}");
        }

        while (true)
        {
            var user = await people.Directory.FindUserAsync(token.User, cancel).ConfigureAwait(false);
            var row = await tables.GetAsync(WebKeys.User(token.User), Key(token), cancel).ConfigureAwait(false);
            if (user is null || user.Generation != token.Generation || row is null)
            {
                return new Redemption.Refused("InvitationRevoked", $"This link does not work any more. {AskAgain}");
            }

            if (row.Columns.Text("Session") is { } owner)
            {
                return await AgainAsync(owner, user, cookie, cancel).ConfigureAwait(false);
            }

            var session = new WebSession(user, WebTokens.NewId());
            var used = row.Columns.With("UsedAt", tokens.Now).With("Session", session.Id);
            if (await WebRows.TryAsync(tables, row.Partition, [new ReplaceRow(row.Key, used, row.ETag), sessions.Row(session.Id)], cancel).ConfigureAwait(false))
            {
                return new Redemption.Welcome(session);
            }
        }
    }

    private static string Key(WebToken token) => $"invite:{token.Id}";

    private static void NeedWeb(ChatAddress who)
    {
        ArgumentNullException.ThrowIfNull(who);
        if (who.Channel != WebKeys.Channel)
        {
            throw new ArgumentException("links lead into the web chat only", nameof(who));
        }
    }

    private async Task<Redemption> AgainAsync(string owner, WebUser user, string? cookie, CancellationToken cancel) =>
        await sessions.FindAsync(cookie, cancel).ConfigureAwait(false) is { } session && session.Id == owner && session.User.Id == user.Id
            ? new Redemption.Welcome(session)
            : new Redemption.Refused("InvitationUsed", $"This link was used already. {AskAgain}");
}
