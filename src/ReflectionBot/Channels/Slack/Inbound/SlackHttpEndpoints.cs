using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Slack.Inbound;

/// <summary>
/// The three addresses that Slack posts to. A body is not parsed before its signature is verified, its size is limited, and an answer of
/// 200 means that its content is stored. (Source: Slack's pages "The Events API", "Handling user interaction" and "Enabling interactivity with
/// Slash commands".)
/// </summary>
internal static partial class SlackHttpEndpoints
{
    /// <summary>"Event Subscriptions", "Request URL".</summary>
    public const string Events = "/slack/events";

    /// <summary>"Interactivity &amp; Shortcuts", "Request URL".</summary>
    public const string Interactions = "/slack/interactions";

    /// <summary>"Slash Commands", "Request URL".</summary>
    public const string Commands = "/slack/commands";

    /// <summary>The largest body, in bytes: a view has 250 KB at most, and a form may encode each byte as three.</summary>
    internal const int MostBytes = 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Maps them.</summary>
    public static void Map(WebApplication app)
    {
        Map(app, Events, SlackArrivalKind.Event);
        Map(app, Interactions, SlackArrivalKind.Interaction);
        Map(app, Commands, SlackArrivalKind.Command);
    }

    private static void Map(WebApplication app, string path, SlackArrivalKind kind) =>
        app.MapPost(path, (HttpContext context, SlackReceive receive, IOptions<SlackOptions> options, TimeProvider time, IHostApplicationLifetime host, ILoggerFactory logs) =>
            HandleAsync(context, kind, new Receiver(receive, options.Value, time, host, logs.CreateLogger(typeof(SlackHttpEndpoints)))));

    private static async Task<IResult> HandleAsync(HttpContext context, SlackArrivalKind kind, Receiver to)
    {
        if (to.Options.Transport != SlackTransport.Http || string.IsNullOrWhiteSpace(to.Options.SigningSecret))
        {
            LogRefused(to.Log, to.Options.Transport != SlackTransport.Http ? SlackRules.Off : SlackRules.NotConfigured);
            return Results.StatusCode(401);
        }

        var (body, refusal) = await BoundedBody.ReadAsync(context, MostBytes);
        if (body is null)
        {
            return Results.StatusCode(refusal);
        }

        var headers = context.Request.Headers;
        if (SlackSignature.RefusedBy(to.Options.SigningSecret, headers[SlackSignature.TimestampHeader], headers[SlackSignature.Header], body, to.Time.GetUtcNow()) is { } rule)
        {
            LogRefused(to.Log, rule);
            return Results.StatusCode(401);
        }

        return SlackRequest.Read(kind, context.Request.ContentType, body) switch
        {
            SlackRequest.Arrived arrived => await ReceiveAsync(new SlackArrival(kind, arrived.Payload, Retry(headers)), to),
            SlackRequest.Verification verification => Results.Json(new JsonObject { ["challenge"] = verification.Challenge }, Json),
            SlackRequest.CertificateCheck => Results.Ok(),
            SlackRequest.Malformed malformed => Results.StatusCode(malformed.Status),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }

    private static async Task<IResult> ReceiveAsync(SlackArrival arrival, Receiver to)
    {
        try
        {
            // Not the request's token: a caller that disconnects must not undo half a turn. A host that stops lets running requests finish first.
            var ack = await to.Receive(arrival, to.Host.ApplicationStopped);
            if (!ack.Taken)
            {
                LogNotTaken(to.Log, arrival.Kind, "not stored");
            }

            return Answer(arrival.Kind, ack);
        }
        catch (Exception e) when (e is not OutOfMemoryException) // It should not throw. If it does, answer 503, so that Slack sends again, and not 500.
        {
            LogNotTaken(to.Log, arrival.Kind, e.GetType().Name);
            return Results.StatusCode(503);
        }
    }

    /// <summary>Asks Slack to send again what was not taken. Slack repeats events only, so a person who clicked or typed is told, if there is a text for it.</summary>
    private static IResult Answer(SlackArrivalKind kind, SlackAck ack) =>
        !ack.Taken && (kind == SlackArrivalKind.Event || ack.Payload is null) ? Results.StatusCode(503)
        : ack.Payload is { } payload ? Results.Json(payload, Json)
        : Results.Ok();

    private static int Retry(IHeaderDictionary headers) => headers["X-Slack-Retry-Num"] is { Count: 1 } retry ? SlackInboundJson.Retry(retry[0]) : 0;

    [LoggerMessage(Level = LogLevel.Information, Message = "A request that claimed to come from Slack was refused: {Rule}.")]
    private static partial void LogRefused(ILogger logger, string rule);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request of Slack was not taken ({Kind}: {Error}); it is not acknowledged")]
    private static partial void LogNotTaken(ILogger logger, SlackArrivalKind kind, string error);

    private sealed record Receiver(SlackReceive Receive, SlackOptions Options, TimeProvider Time, IHostApplicationLifetime Host, ILogger Log);
}
