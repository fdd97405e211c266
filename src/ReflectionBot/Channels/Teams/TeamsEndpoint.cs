using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Teams.Inbound;
using ReflectionBot.Core.Storage;

namespace ReflectionBot.Channels.Teams;

/// <summary>
/// <c>POST /api/messages</c>: the sender is proved before anything of the body is read, the body is bounded, and an answer of 200 means that
/// what it said is stored.
/// </summary>
internal static partial class TeamsEndpoint
{
    /// <summary>The path that the Azure Bot's "Messaging endpoint" ends with.</summary>
    public const string Path = "/api/messages";

    /// <summary>The largest body, in bytes: a form of six long answers, each character escaped.</summary>
    private const int MostBytes = 1024 * 1024;

    /// <summary>Azure Bot Service gives up after 15 seconds, and a press of a button is shown as failed after about 10.</summary>
    private static readonly TimeSpan TurnLimit = TimeSpan.FromSeconds(8);

    /// <summary>How long something waits for what the same person did before it: Azure Bot Service has given up by then, and sends it again.</summary>
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(15);

    /// <summary>Maps it.</summary>
    public static void Map(WebApplication app) => app.MapPost(Path, HandleAsync);

    private static async Task<IResult> HandleAsync(HttpContext context, TeamsAuthentication authentication, TeamsTurns turns, TimeProvider time, ILoggerFactory logs)
    {
        if (await authentication.AuthenticateAsync(context, context.RequestAborted).ConfigureAwait(false) is not { } token)
        {
            return Results.StatusCode(401);
        }

        var (activity, refusal) = await ReadAsync(context).ConfigureAwait(false);
        if (activity is null)
        {
            return Results.StatusCode(refusal);
        }

        return authentication.Covers(token, activity) ? await TurnAsync(activity, turns, time, logs).ConfigureAwait(false) : Results.StatusCode(403);
    }

    private static async Task<IResult> TurnAsync(Activity activity, TeamsTurns turns, TimeProvider time, ILoggerFactory logs)
    {
        using var waits = new CancellationTokenSource(WaitLimit, time);
        try
        {
            var reply = await turns.InOrderAsync(activity, async () =>
            {
                using var ends = new CancellationTokenSource(TurnLimit, time); // Not the request's: who hangs up does not undo half a turn.
                return await turns.HandleAsync(activity, time, ends.Token).ConfigureAwait(false);
            }, waits.Token).ConfigureAwait(false);
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
            return Results.StatusCode(400); // Ids that no row can have; asked again it would be the same.
        }
    }

    private static async Task<(Activity? Activity, int Refusal)> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            return (null, 415);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostBytes;
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, ActivityJson.Wire.Activity, context.RequestAborted).ConfigureAwait(false) is { } activity ? (activity, 200) : (null, 400);
        }
        catch (BadHttpRequestException e)
        {
            return (null, e.StatusCode);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or OperationCanceledException)
        {
            return (null, 400); // No JSON, text that is no Unicode, or the client hung up.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An activity of Teams was not taken ({Error}); it is not acknowledged")]
    private static partial void LogNotTaken(ILogger logger, string error);
}
