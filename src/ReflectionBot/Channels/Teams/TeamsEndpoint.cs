using System.Text.Json;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Teams.Inbound;

namespace ReflectionBot.Channels.Teams;

/// <summary>
/// <c>POST /api/messages</c>: the sender is proved before any of the body is read, the body is limited in size, and an answer of 200 means that the
/// activity is stored.
/// </summary>
internal static partial class TeamsEndpoint
{
    /// <summary>The path that the Azure Bot's "Messaging endpoint" ends with.</summary>
    public const string Path = "/api/messages";

    /// <summary>The largest body, in bytes: enough for a form with six long answers, each character escaped.</summary>
    private const int MostBytes = 1024 * 1024;

    /// <summary>The time limit of a turn. Azure Bot Service gives up after 15 seconds, and a button press is shown as failed after about 10.</summary>
    private static readonly TimeSpan TurnLimit = TimeSpan.FromSeconds(8);

    /// <summary>How long an activity waits for the same person's earlier ones. After that, Azure Bot Service has given up and sends it again.</summary>
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(15);

    /// <summary>Maps the endpoint.</summary>
    public static void Map(WebApplication app) => app.MapPost(Path, HandleAsync);

    private static async Task<IResult> HandleAsync(HttpContext context, TeamsAuthentication authentication, ITeamsTurns turns, TeamsOrder order, TimeProvider time, ILoggerFactory logs)
    {
        if (await authentication.AuthenticateAsync(context, context.RequestAborted) is not { } token)
        {
            return Results.StatusCode(401);
        }

        var (body, refusal) = context.Request.HasJsonContentType() ? await BoundedBody.ReadAsync(context, MostBytes) : (null, 415);
        if (body is null || Parse(body) is not { } activity)
        {
            return Results.StatusCode(body is null ? refusal : 400);
        }

        return authentication.Covers(token, activity) ? await TurnAsync(new ProvedActivity(activity, body, token), turns, order, time, logs) : Results.StatusCode(403);
    }

    private static async Task<IResult> TurnAsync(ProvedActivity proved, ITeamsTurns turns, TeamsOrder order, TimeProvider time, ILoggerFactory logs)
    {
        using var waits = new CancellationTokenSource(WaitLimit, time);
        try
        {
            var reply = await order.AfterAsync(proved.Activity, async () =>
            {
                using var ends = new CancellationTokenSource(TurnLimit, time); // Not the request's token: a disconnect must not stop a turn halfway.
                return await turns.HandleAsync(proved, time, ends.Token);
            }, waits.Token);
            return reply.Body is { } body
                ? Results.Text(body.ToJsonString(ActivityJson.Wire.Options), "application/json", statusCode: reply.Status)
                : Results.StatusCode(reply.Status);
        }
        catch (Exception e) when (e is StoreUnavailableException or TableConflictException or OperationCanceledException)
        {
            LogNotTaken(logs.CreateLogger(typeof(TeamsEndpoint)), e.GetType().Name);
            return Results.StatusCode(503);
        }
        catch (TableLimitException e)
        {
            LogNotTaken(logs.CreateLogger(typeof(TeamsEndpoint)), e.GetType().Name);
            return Results.StatusCode(400); // The ids cannot be stored in a row; a retry would give the same result.
        }
    }

    private static Activity? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ActivityJson.Wire.Activity);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // Not JSON, or text that is not valid Unicode.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An activity of Teams was not taken ({Error}); it is not acknowledged")]
    private static partial void LogNotTaken(ILogger logger, string error);
}
