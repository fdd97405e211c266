using System.Globalization;
using System.Text;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Channels.Web.Transcripts;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Web.DirectLine;

/// <summary>
/// Direct Line 3.0 (learn.microsoft.com, "Direct Line API 3.0 reference"; behaviour checked against botframework-directlinejs 0.15.8). Conversations
/// exist before a client starts them: a token names the conversation it opens.
/// </summary>
internal static class DirectLineEndpoints
{
    /// <summary>The most activities in one answer or frame; the watermark leads to the next ones.</summary>
    public const int PageSize = 100;

    public static void Map(IEndpointRouteBuilder app)
    {
        var line = app.MapGroup("/v3/directline").AddEndpointFilter<DirectLineErrors>();
        line.MapPost("/tokens/generate", GenerateAsync);
        line.MapPost("/tokens/refresh", RefreshAsync);
        line.MapPost("/conversations", StartAsync);
        line.MapGet("/conversations/{id}", ReconnectAsync);
        line.MapGet("/conversations/{id}/activities", ReadAsync);
        line.MapPost("/conversations/{id}/activities", PostAsync);
        line.MapPost("/conversations/{id}/upload", DirectLineUploads.UploadAsync);
        line.MapGet("/conversations/{id}/stream", DirectLineStreams.OpenAsync);
        line.MapGet("/session/getsessionid", () => Results.Json(new IdBody(""), DirectLineJson.Default.IdBody));
        line.MapFallback(() => DirectLineErrors.Error(404, "NotFound", WebWording.ThereIsNothingHere));
    }

    /// <summary>The watermark, 0 where there is none: clients without one send an empty text, <c>undefined</c> or <c>null</c>.</summary>
    public static long Watermark(HttpRequest request)
    {
        var text = request.Query["watermark"].ToString();
        return text is "" or "undefined" or "null" or "-" ? 0
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw DirectLineException.Malformed("The watermark must be one that this conversation gave out.");
    }

    /// <summary>The frame <c>{"activities": [...], "watermark": "..."}</c>.</summary>
    public static string Frame(TranscriptPage page)
    {
        var frame = new StringBuilder("{\"activities\":[").AppendJoin(',', page.Activities);
        return frame.Append(CultureInfo.InvariantCulture, $"],\"watermark\":\"{page.Watermark}\"}}").ToString();
    }

    private static async Task<IResult> GenerateAsync(
        HttpContext context, Redemptions redemptions, WebSessions sessions, WebGate gate, WebAddresses addresses, CancellationToken cancel)
    {
        var bearer = WebGate.Bearer(context.Request);
        var cookie = addresses.IsSameOrigin(context.Request) ? context.Request.Cookies[sessions.Cookie] : null;
        var session = await SessionAsync(bearer, cookie, redemptions, sessions, cancel);
        var who = await gate.PlaceAsync(session.User, session.Id, session.User.Direct.Id, cancel);
        return Conversation(new(who.Id, gate.Token(who), gate.Seconds));
    }

    private static async Task<WebSession> SessionAsync(
        string? bearer, string? cookie, Redemptions redemptions, WebSessions sessions, CancellationToken cancel)
    {
        if (bearer is not null)
        {
            return await redemptions.RedeemAsync(bearer, cookie, false, cancel) switch
            {
                Redemption.Welcome welcome => welcome.Session,
                Redemption.Refused refused => throw new DirectLineException(403, refused.Code, refused.Sentence),
                _ => throw DirectLineException.BadToken(),
            };
        }

        return await sessions.FindAsync(cookie, cancel) ?? throw DirectLineException.BadToken();
    }

    private static async Task<IResult> RefreshAsync(HttpRequest request, WebGate gate, CancellationToken cancel)
    {
        var who = await gate.AdmitAsync(request, null, cancel);
        return Conversation(new(who.Id, gate.Token(who), gate.Seconds));
    }

    private static async Task<IResult> StartAsync(
        HttpRequest request, WebGate gate, WebTranscript transcript, DirectLinePosts posts, WebPersons persons, WebAddresses addresses, CancellationToken cancel)
    {
        var who = await gate.AdmitAsync(request, null, cancel);
        var isNew = await transcript.IsNewAsync(who.Id, cancel);
        if (!who.Place.Shared && (isNew || !await persons.IsMetAsync(who.User, cancel)))
        {
            await TellAsync(posts, who, isGreeted: !isNew && await transcript.BeginsWithAsync(who.Id, WebPeople.Hello, cancel));
        }

        return Conversation(Body(who, gate, addresses, 0), isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task TellAsync(DirectLinePosts posts, Admission who, bool isGreeted)
    {
        try
        {
            await posts.JoinedAsync(who, isGreeted);
        }
        catch (DirectLineException)
        {
            // A greeting that cannot be stored must not keep a person out of their chat; it is tried again while the chat is empty.
        }
    }

    private static async Task<IResult> ReconnectAsync(HttpRequest request, string id, WebGate gate, WebAddresses addresses, CancellationToken cancel)
    {
        var who = await gate.AdmitAsync(request, id, cancel);
        return Conversation(Body(who, gate, addresses, Watermark(request)));
    }

    private static async Task<IResult> ReadAsync(HttpRequest request, string id, WebGate gate, WebTranscript transcript, CancellationToken cancel)
    {
        var who = await gate.AdmitAsync(request, id, cancel);
        var page = await transcript.ReadAsync(who.Id, Watermark(request), PageSize, cancel);
        return Results.Text(Frame(page), "application/json", Encoding.UTF8);
    }

    private static Task<IResult> PostAsync(HttpRequest request, string id, WebGate gate, DirectLinePosts posts, CancellationToken cancel) =>
        posts.InOrderAsync(request, async () =>
        {
            var who = await gate.AdmitAsync(request, id, cancel);
            var activity = await PostedJson.ReadAsync(request, ActivityJson.Wire.Activity, cancel);
            var message = await posts.PostAsync(who, activity);
            return Results.Json(new IdBody(message), DirectLineJson.Default.IdBody);
        }, cancel);

    private static ConversationBody Body(Admission who, WebGate gate, WebAddresses addresses, long watermark)
    {
        var stream = string.Create(
            CultureInfo.InvariantCulture, $"/v3/directline/conversations/{who.Id}/stream?watermark={watermark}&t={gate.StreamToken(who)}");
        return new(who.Id, gate.Token(who), gate.Seconds, new Uri(addresses.SocketBase(), stream).AbsoluteUri);
    }

    private static IResult Conversation(ConversationBody body, int status = StatusCodes.Status200OK) =>
        Results.Json(body, DirectLineJson.Default.ConversationBody, statusCode: status);
}
