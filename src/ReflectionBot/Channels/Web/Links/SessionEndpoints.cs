using Microsoft.Extensions.Primitives;
using ReflectionBot.Channels.Web.DirectLine;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Web.Links;

/// <summary>
/// The page's own endpoints: find a link's owner, trade the link for a session, read the current session, go back to the person from before, leave.
/// All are POSTs from the bot's own page only.
/// </summary>
internal static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var web = app.MapGroup("/web").AddEndpointFilter<DirectLineErrors>().AddEndpointFilter(OwnPageAsync);
        web.MapPost("/link", LookAsync);
        web.MapPost("/join", JoinAsync);
        web.MapPost("/session", SessionAsync);
        web.MapPost("/back", BackAsync);
        web.MapPost("/leave", LeaveAsync);
        RecoveryEndpoints.Map(web);
    }

    /// <summary>
    /// Protects against requests that another site makes a browser send: the origin must be the bot's own, and a body must be JSON, which no HTML
    /// form can send.
    /// </summary>
    private static async ValueTask<object?> OwnPageAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (!request.HttpContext.RequestServices.GetRequiredService<WebAddresses>().IsSameOrigin(request))
        {
            throw DirectLineException.Elsewhere();
        }

        return (request.ContentLength ?? 0) == 0 && StringValues.IsNullOrEmpty(request.ContentType) || request.HasJsonContentType()
            ? await next(context)
            : throw DirectLineException.Malformed("Send JSON, with Content-Type: application/json.");
    }

    /// <summary>Finds a link's owner. Only <c>/web/join</c> uses up the link, after the user has said that they are that person.</summary>
    private static async Task<IResult> LookAsync(HttpContext context, Redemptions redemptions, WebSessions sessions, CancellationToken cancel)
    {
        var body = await PostedJson.ReadAsync(context.Request, DirectLineJson.Default.JoinRequest, cancel);
        var (owner, refusal) = await redemptions.LookAsync(body.Invite, context.Request.Cookies[sessions.Cookie], cancel);
        return owner is null
            ? DirectLineErrors.Error(StatusCodes.Status403Forbidden, refusal!.Code, refusal.Sentence)
            : Results.Json(new LinkBody(owner.Name, owner.IsOpenHere, owner.HereAs), DirectLineJson.Default.LinkBody);
    }

    private static async Task<IResult> JoinAsync(HttpContext context, Redemptions redemptions, WebSessions sessions, SessionAnswers answers, CancellationToken cancel)
    {
        var body = await PostedJson.ReadAsync(context.Request, DirectLineJson.Default.JoinRequest, cancel);
        return await redemptions.RedeemAsync(body.Invite, context.Request.Cookies[sessions.Cookie], body.Instead, cancel) switch
        {
            Redemption.Welcome welcome => await answers.JoinedAsync(context, welcome.Session, cancel),
            Redemption.Refused { Code: "NotSaved" } failed => throw DirectLineException.NotSaved(failed.Sentence),
            Redemption.Refused { Code: "SomebodyElse" } asked => DirectLineErrors.Error(StatusCodes.Status409Conflict, asked.Code, asked.Sentence),
            Redemption.Refused refused => DirectLineErrors.Error(StatusCodes.Status403Forbidden, refused.Code, refused.Sentence),
            _ => throw DirectLineException.BadToken(),
        };
    }

    private static async Task<IResult> SessionAsync(HttpContext context, WebSessions sessions, SessionAnswers answers, CancellationToken cancel)
    {
        var cookie = context.Request.Cookies[sessions.Cookie];
        if (await sessions.FindAsync(cookie, cancel) is not { } session)
        {
            // A browser that was never let in gets no error; one whose cookie is no longer valid does.
            return await answers.BackAsync(context, cancel) ?? (cookie is null ? Results.NoContent() : DirectLineErrors.Error(StatusCodes.Status401Unauthorized, "NoSession", WebWording.OpenYourPersonalLinkToCome));
        }

        await sessions.TouchAsync(session, cancel);
        return await answers.WelcomeAsync(context, session, cancel);
    }

    private static async Task<IResult> BackAsync(HttpContext context, SessionAnswers answers, CancellationToken cancel) =>
        await answers.BackAsync(context, cancel) ?? DirectLineErrors.Error(StatusCodes.Status401Unauthorized, "NoSession", WebWording.NobodyElsesChatIsOpenIn);

    private static async Task<IResult> LeaveAsync(HttpContext context, WebSessions sessions, SessionAnswers answers, WebPeople people, CancellationToken cancel)
    {
        if (await sessions.FindAsync(context.Request.Cookies[sessions.Cookie], cancel) is { } session)
        {
            await sessions.EndAsync(session, cancel);
            await people.WakeAsync(session.User, cancel);
        }

        answers.Forget(context);
        return Results.NoContent();
    }
}
