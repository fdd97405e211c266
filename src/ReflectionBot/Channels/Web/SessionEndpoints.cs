using Microsoft.Extensions.Primitives;

namespace ReflectionBot.Channels.Web;

/// <summary>The page's own endpoints: trade a link for a session, ask who one is, leave. All are POSTs from the bot's own page only.</summary>
internal static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var web = app.MapGroup("/web").AddEndpointFilter<DirectLineErrors>().AddEndpointFilter(OwnPageAsync);
        web.MapPost("/join", JoinAsync);
        web.MapPost("/session", SessionAsync);
        web.MapPost("/leave", LeaveAsync);
    }

    /// <summary>
    /// Against requests that another site makes a browser send: the origin must be ours, and a body must be JSON, which no HTML form can send.
    /// </summary>
    private static async ValueTask<object?> OwnPageAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (!request.HttpContext.RequestServices.GetRequiredService<WebAddresses>().IsSameOrigin(request))
        {
            throw DirectLineException.Elsewhere();
        }

        return (request.ContentLength ?? 0) == 0 && StringValues.IsNullOrEmpty(request.ContentType) || request.HasJsonContentType()
            ? await next(context).ConfigureAwait(false)
            : throw DirectLineException.Malformed("Send JSON, with Content-Type: application/json.");
    }

    private static async Task<IResult> JoinAsync(HttpContext context, Invitations invitations, SessionAnswers answers, CancellationToken cancel)
    {
        var body = await BoundedBody.ReadAsync(context.Request, DirectLineJson.Default.JoinRequest, cancel).ConfigureAwait(false);
        return await invitations.RedeemAsync(body.Invite, context.Request.Cookies[WebSessions.Cookie], cancel).ConfigureAwait(false) switch
        {
            Redemption.Welcome welcome => await answers.WelcomeAsync(context, welcome.Session, cancel).ConfigureAwait(false),
            Redemption.Refused refused => DirectLineErrors.Error(StatusCodes.Status403Forbidden, refused.Code, refused.Sentence),
            _ => throw DirectLineException.BadToken(),
        };
    }

    private static async Task<IResult> SessionAsync(HttpContext context, WebSessions sessions, SessionAnswers answers, CancellationToken cancel)
    {
        if (await sessions.FindAsync(context.Request.Cookies[WebSessions.Cookie], cancel).ConfigureAwait(false) is not { } session)
        {
            return DirectLineErrors.Error(StatusCodes.Status401Unauthorized, "NoSession", "Open your personal link to come in.");
        }

        await sessions.TouchAsync(session, cancel).ConfigureAwait(false);
        return await answers.WelcomeAsync(context, session, cancel).ConfigureAwait(false);
    }

    private static async Task<IResult> LeaveAsync(HttpContext context, WebSessions sessions, SessionAnswers answers, WebPeople people, CancellationToken cancel)
    {
        if (await sessions.FindAsync(context.Request.Cookies[WebSessions.Cookie], cancel).ConfigureAwait(false) is { } session)
        {
            await sessions.EndAsync(session, cancel).ConfigureAwait(false);
            await people.WakeAsync(session.User, cancel).ConfigureAwait(false);
        }

        answers.Forget(context);
        return Results.NoContent();
    }
}

/// <summary>Who somebody is and which conversations they have, with a token for each; and the cookie.</summary>
internal sealed class SessionAnswers(WebDirectory directory, WebSessions sessions, WebGate gate, WebAddresses addresses)
{
    /// <summary>The answer that lets a browser in.</summary>
    public async Task<IResult> WelcomeAsync(HttpContext context, WebSession session, CancellationToken cancel)
    {
        var conversations = await directory.ConversationsOfAsync(session.User, cancel).ConfigureAwait(false);
        var infos = conversations.Select(c => new ConversationInfo(c.Address.Id, c.Name, c.Address.Shared, gate.Token(new(session.User, c, session.Id))));
        context.Response.Cookies.Append(WebSessions.Cookie, sessions.Token(session), Cookie(context, sessions.Lasts));
        var body = new SessionBody(new(session.User.Id, session.User.Name), [.. infos], gate.Seconds);
        return Results.Json(body, DirectLineJson.Default.SessionBody);
    }

    /// <summary>Takes the cookie away.</summary>
    public void Forget(HttpContext context) => context.Response.Cookies.Delete(WebSessions.Cookie, Cookie(context, null));

    private CookieOptions Cookie(HttpContext context, TimeSpan? lasts) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = addresses.IsSecure(context.Request),
        Path = "/",
        MaxAge = lasts,
    };
}
