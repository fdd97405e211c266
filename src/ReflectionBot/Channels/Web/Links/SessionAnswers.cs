using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Web.DirectLine;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Channels.Web.Links;

/// <summary>Writes the answers about a session: the user and their conversations, with a token for each; and the cookies.</summary>
internal sealed class SessionAnswers(WebDirectory directory, WebSessions sessions, WebGate gate, WebAddresses addresses, WebPersons persons, Recovery recovery, ITurnHandler turns, TimeProvider time)
{
    /// <summary>Lets a browser in by a link. Another person who was in this browser stays signed in, for the way back.</summary>
    public async Task<IResult> JoinedAsync(HttpContext context, WebSession session, CancellationToken cancel)
    {
        if (context.Request.Cookies[sessions.Cookie] is { } cookie && await sessions.FindAsync(cookie, cancel) is { } before
            && !await persons.AreOneAsync(before.User, session.User, cancel))
        {
            context.Response.Cookies.Append(sessions.Before, cookie, Cookie(context, sessions.Lasts));
            return await WelcomeAsync(context, session, before, cancel);
        }

        return await WelcomeAsync(context, session, cancel);
    }

    /// <summary>The answer that lets a browser in.</summary>
    public async Task<IResult> WelcomeAsync(HttpContext context, WebSession session, CancellationToken cancel) =>
        await WelcomeAsync(context, session, await sessions.FindAsync(context.Request.Cookies[sessions.Before], cancel), cancel);

    /// <summary>Switches back to the person who was in this browser before, and remembers the current one as the one before; null where there was none.</summary>
    public async Task<IResult?> BackAsync(HttpContext context, CancellationToken cancel)
    {
        if (await sessions.FindAsync(context.Request.Cookies[sessions.Before], cancel) is not { } before)
        {
            return null;
        }

        var now = await sessions.FindAsync(context.Request.Cookies[sessions.Cookie], cancel);
        if (now is null)
        {
            context.Response.Cookies.Delete(sessions.Before, Cookie(context, null));
        }
        else
        {
            context.Response.Cookies.Append(sessions.Before, sessions.Token(now), Cookie(context, sessions.Lasts));
        }

        await sessions.TouchAsync(before, cancel);
        return await WelcomeAsync(context, before, now, cancel);
    }

    /// <summary>Deletes the cookie.</summary>
    public void Forget(HttpContext context) => context.Response.Cookies.Delete(sessions.Cookie, Cookie(context, null));

    private async Task<IResult> WelcomeAsync(HttpContext context, WebSession session, WebSession? before, CancellationToken cancel)
    {
        var conversations = await directory.ConversationsOfAsync(session.User, cancel);
        var infos = conversations.Select(c => new ConversationInfo(c.Address.Id, c.Name, c.Address.Shared, gate.Token(new(session.User, c, session.Id))));
        context.Response.Cookies.Append(sessions.Cookie, sessions.Token(session), Cookie(context, sessions.Lasts));
        var room = await persons.RoomAsync(session.User, cancel);
        var person = await persons.FindAsync(session.User, cancel);
        var body = new SessionBody(
            new(session.User.Id, session.User.Name), [.. infos], gate.Seconds,
            room is null ? null : new(room.Code, await recovery.HasAsync(room.Person, cancel)),
            person is null ? null : await WordsAsync(person.Id, session, cancel),
            before?.User.Name);
        return Results.Json(body, DirectLineJson.Default.SessionBody);
    }

    /// <summary>Recovery words for a person who has none. If their words were invalidated, they are told, since the first person to open the page is shown the new ones.</summary>
    private async Task<string?> WordsAsync(string person, WebSession session, CancellationToken cancel)
    {
        if (await recovery.HasLostAsync(person, cancel))
        {
            await RecoveryEndpoints.TellAsync(session, turns, time);
        }

        return await recovery.MakeFirstAsync(person, session.Browser, cancel);
    }

    private CookieOptions Cookie(HttpContext context, TimeSpan? lasts) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = addresses.IsSecure(context.Request),
        Path = "/",
        MaxAge = lasts,
    };
}
