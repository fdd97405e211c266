using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Timeout;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Api.Pace;

namespace ReflectionBot.Channels.Slack.Api;

/// <summary>Registers the client of Slack's Web API. It needs, from elsewhere: <see cref="SlackOptions"/>, bound and checked.</summary>
internal static class SlackApiSetup
{
    /// <summary>What changes something: sent once, for the outbox repeats it and knows what that means.</summary>
    internal const string Writes = "SlackApi.Writes";

    /// <summary>Questions: asked again if need be.</summary>
    internal const string Reads = "SlackApi.Reads";

    /// <summary>Addresses that Slack gave, each a permission of its own (uploads, <c>response_url</c>): never with a token.</summary>
    internal const string Given = "SlackApi.Given";

    /// <summary>Adds <see cref="SlackApi"/>.</summary>
    public static IServiceCollection AddSlackApi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SlackAddresses>().AddSingleton<SlackHolds>().AddSingleton<SlackPace>().AddSingleton<SlackHttp>().AddSingleton<SlackApi>();
        services.AddOutboundClient(Writes).ConfigureHttpClient(AtTheApi);
        services.AddOutboundClient(Reads).ConfigureHttpClient(AtTheApi).AddResilienceHandler("reads", Retries);
        services.AddOutboundClient(Given);
        return services;
    }

    private static void AtTheApi(IServiceProvider services, HttpClient client) =>
        client.BaseAddress = new Uri(services.GetRequiredService<IOptions<SlackOptions>>().Value.ApiUrl);

    /// <summary>
    /// Up to two more attempts, each of 4 seconds at most, about 0.3 and 0.6 seconds apart; the whole within <see cref="SlackHttp.Limit"/>. Not
    /// after a 429: that is an answer.
    /// </summary>
    private static void Retries(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, ResilienceHandlerContext context)
    {
        pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
        pipeline.AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromSeconds(0.3),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldRetryAfterHeader = false,
            ShouldHandle = attempt => ValueTask.FromResult(IsPassing(attempt.Outcome)),
        });
        pipeline.AddTimeout(TimeSpan.FromSeconds(4));
    }

    private static bool IsPassing(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        { Result.StatusCode: HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout } => true,
        _ => false,
    };
}
