using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Teams.Connector;

/// <summary>Registers the Bot Connector's client. It needs, from elsewhere: <c>TeamsOptions</c>, bound and checked.</summary>
internal static class ConnectorSetup
{
    /// <summary>Posts, updates, deletes: with the token, sent once.</summary>
    internal const string Writes = "TeamsConnector.Writes";

    /// <summary>Questions: with the token, asked again if need be.</summary>
    internal const string Reads = "TeamsConnector.Reads";

    /// <summary>Files that somebody consented to: without the token.</summary>
    internal const string Uploads = "TeamsConnector.Uploads";

    /// <summary>Somebody waits for an answer to a question; being told to wait longer than this is an answer.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Adds <see cref="ConnectorClient"/> and <see cref="ServiceUrls"/>.</summary>
    public static IServiceCollection AddTeamsConnector(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ServiceUrls>().AddSingleton<BotTokens>().AddSingleton<SendingPace>();
        services.AddSingleton<ConnectorHttp>().AddSingleton<ConnectorClient>();
        services.AddTransient<BotTokenHandler>();
        services.AddOutboundClient(Writes).AddHttpMessageHandler<BotTokenHandler>();
        var reads = services.AddOutboundClient(Reads);
        reads.AddResilienceHandler("reads", Retries);
        reads.AddHttpMessageHandler<BotTokenHandler>();
        services.AddOutboundClient(Uploads);
        return services;
    }

    /// <summary>Up to three more attempts, each of 6 seconds at most, about 0.5, 1 and 2 seconds apart; the whole within <see cref="ConnectorHttp.Limit"/>.</summary>
    private static void Retries(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, ResilienceHandlerContext context)
    {
        pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
        pipeline.AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = 3,
            Delay = TimeSpan.FromSeconds(0.5),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldRetryAfterHeader = true,
            ShouldHandle = attempt => ValueTask.FromResult(IsPassing(attempt.Outcome)),
        });
        pipeline.AddTimeout(TimeSpan.FromSeconds(6));
    }

    private static bool IsPassing(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        { Result: { } answer } => answer.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.PreconditionFailed or HttpStatusCode.TooManyRequests
            or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
            && !(answer.Headers.RetryAfter?.Delta > LongestRetryAfter) && answer.Headers.RetryAfter?.Date is null,
        _ => false,
    };
}
