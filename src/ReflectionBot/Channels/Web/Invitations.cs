using Microsoft.Extensions.Options;
using NodaTime;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
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
/// browser that redeems it owns it; that browser may open it again, others are refused. A link to a chat that somebody has been in works only
/// after a day, in which they can stop it; opening it ends what was open before and shows nothing of what was written before.
/// </summary>
public sealed class Invitations(
    ITableStore tables, WebPeople people, WebTokens tokens, WebSessions sessions, WebAddresses addresses, InvitationTerms terms) : IInvitations
{
    private const string AskAgain = "Ask the person who invited you for a new one.";

    private static readonly TimeSpan Delay = TimeSpan.FromHours(24);

    /// <inheritdoc/>
    public async Task<Uri> CreateAsync(ChatAddress who, string name, CancellationToken cancel) =>
        (await MakeAsync(who, name, null, null, true, cancel).ConfigureAwait(false)).Link;

    /// <inheritdoc/>
    public async Task<Invitation> InviteAsync(ChatAddress who, string name, DateTimeZone zone, bool known, CancellationToken cancel)
    {
        // To the second, as the token has it.
        DateTimeOffset? from = known || await HasJoinedAsync(who, cancel).ConfigureAwait(false)
            ? DateTimeOffset.FromUnixTimeSeconds((tokens.Now + Delay).ToUnixTimeSeconds())
            : null;
        return await MakeAsync(who, name, from, zone, false, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> HasJoinedAsync(ChatAddress who, CancellationToken cancel)
    {
        NeedWeb(who);
        return await people.Directory.FindUserAsync(who.User, cancel).ConfigureAwait(false) is { } user && user.Workspace == who.Workspace
            && await people.HasBeenInAsync(user, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<int> RevokeLinksAsync(ChatAddress who, CancellationToken cancel)
    {
        NeedWeb(who);
        var user = await people.Directory.FindUserAsync(who.User, cancel).ConfigureAwait(false);
        return user is null || user.Workspace != who.Workspace ? 0 : await people.RevokeLinksAsync(user, tokens.Now, cancel).ConfigureAwait(false);
    }

    private async Task<Invitation> MakeAsync(ChatAddress who, string name, DateTimeOffset? from, DateTimeZone? zone, bool forSeen, CancellationToken cancel)
    {
        NeedWeb(who);
        await people.Directory.AddUserAsync(who.Workspace, who.User, name, cancel).ConfigureAwait(false);
        var user = await people.Directory.FindUserAsync(who.User, cancel).ConfigureAwait(false) ?? throw new TableConflictException("the user was removed meanwhile");
        var token = new WebToken(TokenPurpose.Invitation, user.Id, [], tokens.Now.AddDays(terms.Days).ToUnixTimeSeconds(), WebTokens.NewId(), user.Generation, NotBefore: from?.ToUnixTimeSeconds());
        var row = Columns.Empty.With("ExpiresAt", token.Expires).With("WorksFrom", from).With("Zone", zone?.Id)
            .With("Seen", forSeen && await terms.IsOvertakenAsync(user, cancel).ConfigureAwait(false));
        await tables.CommitAsync(WebKeys.User(user.Id), [new InsertRow(Key(token), row)], cancel).ConfigureAwait(false);
        return new(new Uri(addresses.Base(), $"/#invite={tokens.Write(token)}"), from);
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

        return await RedeemAsync(token, cookie, cancel).ConfigureAwait(false);
    }

    private async Task<Redemption> RedeemAsync(WebToken token, string? cookie, CancellationToken cancel)
    {
        while (true)
        {
            var user = await people.Directory.FindUserAsync(token.User, cancel).ConfigureAwait(false);
            var row = await tables.GetAsync(WebKeys.User(token.User), Key(token), cancel).ConfigureAwait(false);
            if (user is null || row is null || user.Generation != (row.Columns.Number("Generation") ?? token.Generation))
            {
                return new Redemption.Refused("InvitationRevoked", $"This link does not work any more. {AskAgain}");
            }

            if (row.Columns.Text("Session") is { } owner)
            {
                return await AgainAsync(owner, user, cookie, cancel).ConfigureAwait(false);
            }

            if (token.NotBefore is null && !row.Columns.Flag("Seen") && await terms.IsOvertakenAsync(user, cancel).ConfigureAwait(false))
            {
                return new Redemption.Refused("InvitationOvertaken", $"This link was made before its person had been here or written to the bot elsewhere, so it does not work any more. {AskAgain}");
            }

            if (token.WorksFrom > tokens.Now)
            {
                return new Redemption.Refused("InvitationTooEarly", $"This link works from {When(token, row)}. Please open it again then.");
            }

            if (await LetInAsync(user, token, row, cancel).ConfigureAwait(false) is { } session)
            {
                return new Redemption.Welcome(session);
            }
        }
    }

    /// <summary>Uses the link up; null where somebody else was first.</summary>
    private async Task<WebSession?> LetInAsync(WebUser user, WebToken token, Row row, CancellationToken cancel)
    {
        var (profile, raised) = await people.Directory.JoinedAsync(user, anew: token.NotBefore is not null, cancel).ConfigureAwait(false);
        if (profile is null)
        {
            return null;
        }

        if (token.NotBefore is not null)
        {
            // Before anybody is in, so that nothing is shown for a moment.
            await people.Transcript.HideAsync(user.Direct.Id, cancel).ConfigureAwait(false);
        }

        var session = new WebSession(raised, WebTokens.NewId());
        var used = row.Columns.With("UsedAt", tokens.Now).With("Session", session.Id).With("Generation", raised.Generation);
        if (!await WebRows.TryAsync(tables, row.Partition, [profile, new ReplaceRow(row.Key, used, row.ETag), sessions.Row(session.Id)], cancel).ConfigureAwait(false))
        {
            return null;
        }

        if (token.NotBefore is not null)
        {
            await people.WakeAsync(raised, cancel).ConfigureAwait(false);
        }

        return session;
    }

    private static string When(WebToken token, Row row)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(row.Columns.Text("Zone") ?? "") ?? DateTimeZone.Utc;
        return $"{English.DayAndTime(token.WorksFrom!.Value, zone)} ({zone.Id})";
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
