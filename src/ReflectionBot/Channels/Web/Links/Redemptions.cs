using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Core.Chat;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Web.Links;

/// <summary>The result of opening a link; a closed set.</summary>
public abstract record Redemption
{
    /// <summary>The browser is let in.</summary>
    public sealed record Welcome(WebSession Session) : Redemption;

    /// <summary>The browser is not let in, for this reason.</summary>
    /// <param name="Code">The reason, for programs.</param>
    /// <param name="Sentence">What to do, for people.</param>
    public sealed record Refused(string Code, string Sentence) : Redemption;
}

/// <summary>The owner of a link, before it is used.</summary>
/// <param name="Name">The name of the person it is for.</param>
/// <param name="IsOpenHere">Whether this browser has opened it before, or already belongs to that person: there is nothing to ask.</param>
/// <param name="HereAs">The name of another person whose chat is open in this browser; null for none.</param>
public sealed record LinkOwner(string Name, bool IsOpenHere, string? HereAs);

/// <summary>
/// Lets browsers in by personal links. The first browser that redeems a link owns it; that browser may open it again, others are refused. What a link
/// opens is decided at that moment: see <see cref="IInvitations"/>. The person's other chats are told before the browser is let in.
/// </summary>
public sealed class Redemptions(ITableStore tables, WebPeople people, WebTokens tokens, WebSessions sessions, WebPersons persons, ITurnHandler turns, TimeProvider time)
{
    private static readonly TimeSpan TurnLimit = TimeSpan.FromSeconds(10);

    /// <summary>Finds the owner of a link. This changes nothing.</summary>
    /// <param name="invitation">The token of the link.</param>
    /// <param name="cookie">The session cookie the browser has, if any.</param>
    /// <param name="cancel">Cancels the reading.</param>
    /// <returns>The owner; or null and the reason why the link cannot be opened.</returns>
    public async Task<(LinkOwner? Owner, Redemption.Refused? Refusal)> LookAsync(string? invitation, string? cookie, CancellationToken cancel)
    {
        var link = await FindAsync(invitation, cancel);
        if (link.Refusal is not null)
        {
            return (null, link.Refusal);
        }

        var here = await sessions.FindAsync(cookie, cancel);
        if (link.Row!.Columns.Text("Session") is { } owner)
        {
            return here?.Id == owner ? (new(link.User!.Name, true, null), null) : (null, Used);
        }

        var own = here is not null && await persons.AreOneAsync(here.User, link.User!, cancel);
        return (new(link.User!.Name, own, own ? null : here?.User.Name), null);
    }

    /// <summary>Lets a browser in.</summary>
    /// <param name="invitation">The token of the link.</param>
    /// <param name="cookie">The session cookie the browser already has, if any.</param>
    /// <param name="instead">Whether it may let in another person than the session's: the user was asked.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    public async Task<Redemption> RedeemAsync(string? invitation, string? cookie, bool instead, CancellationToken cancel)
    {
        while (true)
        {
            var link = await FindAsync(invitation, cancel);
            if (link is not { Id: { } id, User: { } user, Row: { } row })
            {
                return link.Refusal!;
            }

            var here = await sessions.FindAsync(cookie, cancel);
            if (row.Columns.Text("Session") is { } owner)
            {
                return here is not null && here.Id == owner ? new Redemption.Welcome(here) : Used;
            }

            if (here is not null && await persons.AreOneAsync(here.User, user, cancel))
            {
                if (await ClaimAsync(row, here, cancel))
                {
                    return new Redemption.Welcome(here); // They are already in, so no one has to be let in.
                }
            }
            else if (here is not null && !instead)
            {
                return new Redemption.Refused("SomebodyElse", here.User.Name == user.Name
                    ? WebWording.FormatAChatOfIsOpenHere(user.Name)
                    : WebWording.FormatYouAreInThisChatAs(here.User.Name, user.Name));
            }
            else if (await LetInAsync(user, id, row, cancel) is { } result)
            {
                return result;
            }
        }
    }

    private static Redemption.Refused Expired => new("InvitationExpired", WebWording.ThisLinkHasRunOut);

    private static Redemption.Refused Used => new("InvitationUsed", WebWording.ThisLinkWasUsedAlready);

    private async Task<(string? Id, WebUser? User, Row? Row, Redemption.Refused? Refusal)> FindAsync(string? invitation, CancellationToken cancel)
    {
        if (InvitationWords.Read(invitation) is { } words)
        {
            return await FindAsync(words.User, words.Id, null, cancel);
        }

        // Older links, which were signed and longer.
        var reading = tokens.Read(invitation, TokenPurpose.Invitation);
        return reading is TokenReading.Good { Token: var token } ? await FindAsync(token.User, token.Id, token.Generation, cancel)
            : reading is TokenReading.Expired ? Refuse(Expired)
            : Refuse(new("BadInvitation", WebWording.ThisLinkIsNotCompleteOr));
    }

    private async Task<(string? Id, WebUser? User, Row? Row, Redemption.Refused? Refusal)> FindAsync(string id, string link, long? generation, CancellationToken cancel)
    {
        var user = await people.Directory.FindUserAsync(id, cancel);
        var row = await tables.GetAsync(WebKeys.User(id), WebKeys.Invitation(link), cancel);
        return user is null || row is null || user.Generation != (row.Columns.Number("Generation") ?? generation)
            ? Refuse(new("InvitationRevoked", WebWording.ThisLinkDoesNotWorkAny))
            : row.Columns.Time("ExpiresAt") <= tokens.Now ? Refuse(Expired)
            : (link, user, row, null);
    }

    private static (string? Id, WebUser? User, Row? Row, Redemption.Refused? Refusal) Refuse(Redemption.Refused refusal) => (null, null, null, refusal);

    /// <summary>Uses up the link; null where another request was first.</summary>
    private async Task<Redemption?> LetInAsync(WebUser user, string link, Row row, CancellationToken cancel)
    {
        var opens = row.Columns.Flag("Own") ? await people.HasBeenInAsync(user, cancel) ? LinkOpens.Browser : LinkOpens.NewChat
            : await persons.IsKnownAsync(user, cancel) ? LinkOpens.Room : LinkOpens.FirstChat;
        var target = opens == LinkOpens.Room ? await RoomAsync(user, link, cancel) : user;
        if ((await tables.GetAsync(row.Partition, row.Key, cancel))?.ETag != row.ETag)
        {
            return null; // The link was used in the meantime. Start again, so that no person is told of a room that was never opened.
        }

        var code = row.Columns.Text("Code") ?? LinkCodes.Alphabet[..LinkCodes.Length];
        if (await TellAsync(new LinkOpened($"link {link}", target.Address, target.Direct, tokens.Now, user.Address, code, row.Columns.Text("By"), opens), cancel) is { } notTold)
        {
            return notTold;
        }

        var session = new WebSession(target, WebTokens.NewId(), opens == LinkOpens.FirstChat ? null : LinkCodes.Way(row.Columns.Text("MadeIn"), code));
        var profile = await people.Directory.JoinedAsync(target, cancel);
        if (profile is null)
        {
            return null;
        }

        if (target.Id == user.Id)
        {
            return await ClaimAsync(row, session, cancel, profile, sessions.Row(session)) ? new Redemption.Welcome(session) : null;
        }

        if (!await ClaimAsync(row, session, cancel))
        {
            return null;
        }

        await tables.CommitAsync(WebKeys.User(target.Id), [profile, sessions.Row(session)], cancel);
        return new Redemption.Welcome(session);
    }

    /// <summary>A room is a separate user, so it contains nothing of the person's. Its id comes from its link, so that opening the link twice at once gives one room.</summary>
    private async Task<WebUser> RoomAsync(WebUser user, string link, CancellationToken cancel)
    {
        var id = WebKeys.RoomPrefix + link;
        await people.Directory.AddUserAsync(user.Workspace, id, user.Name, cancel);
        return await people.Directory.FindUserAsync(id, cancel) ?? throw new TableConflictException("the room was removed meanwhile");
    }

    /// <summary>Uses up the link, together with other writes of its user; false where another request was first.</summary>
    private async Task<bool> ClaimAsync(Row row, WebSession session, CancellationToken cancel, params IReadOnlyList<TableWrite> along)
    {
        if (row.Columns.Text("Channel") is { } channel && !session.User.Id.StartsWith(WebKeys.RoomPrefix, StringComparison.Ordinal))
        {
            await people.Directory.AddMemberAsync(channel, session.User.Id, cancel);
        }

        var used = row.Columns.With("UsedAt", tokens.Now).With("Session", session.Id).With("SessionOf", session.User.Id);
        return await RowChange.TryAsync(tables, row.Partition, [new ReplaceRow(row.Key, used, row.ETag), .. along], cancel);
    }

    private async Task<Redemption.Refused?> TellAsync(InboundEvent inbound, CancellationToken cancel) =>
        await Soon.DoAsync(TurnLimit, time, enough => turns.HandleAsync(inbound, [], enough), cancel) is TurnOutcome.NotStored
            ? new("NotSaved", WebWording.ICouldNotOpenThatJust) : null;
}
