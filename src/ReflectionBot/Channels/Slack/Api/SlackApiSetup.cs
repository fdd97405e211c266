using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Timeout;

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
        Client(services, Writes).ConfigureHttpClient(AtTheApi);
        Client(services, Reads).ConfigureHttpClient(AtTheApi).AddResilienceHandler("reads", Retries);
        Client(services, Given);
        return services;
    }

    private static void AtTheApi(IServiceProvider services, HttpClient client) =>
        client.BaseAddress = new Uri(services.GetRequiredService<IOptions<SlackOptions>>().Value.ApiUrl);

    /// <summary>No logger: some addresses are permissions. No limit of its own: <see cref="SlackHttp"/> has one.</summary>
    private static IHttpClientBuilder Client(IServiceCollection services, string name) => services.AddHttpClient(name)
        .ConfigureHttpClient(client =>
        {
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.DefaultRequestHeaders.UserAgent.ParseAdd("ReflectionBot");
        })
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // The token, or the bytes, were meant for the first address only.
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // Names move.
        })
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();

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
