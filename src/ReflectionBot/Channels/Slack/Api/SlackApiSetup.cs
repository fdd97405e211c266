using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Api.Pace;

namespace ReflectionBot.Channels.Slack.Api;

/// <summary>Registers the client of Slack's Web API. It needs from elsewhere: <see cref="SlackOptions"/>, bound and checked.</summary>
internal static class SlackApiSetup
{
    /// <summary>Calls that change something: sent once, because the outbox retries them and knows what that means.</summary>
    internal const string Writes = "SlackApi.Writes";

    /// <summary>Read-only calls: retried if necessary.</summary>
    internal const string Reads = "SlackApi.Reads";

    /// <summary>Addresses that Slack gave, each a credential in itself (uploads, <c>response_url</c>): never called with a token.</summary>
    internal const string Given = "SlackApi.Given";

    /// <summary>Adds <see cref="SlackApi"/>.</summary>
    public static IServiceCollection AddSlackApi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SlackAddresses>().AddSingleton<SlackRateHolds>().AddSingleton<SlackRateLimiter>().AddSingleton<SlackHttp>().AddSingleton<SlackApi>();
        services.AddOutboundClient(Writes).ConfigureHttpClient(AtTheApi);
        services.AddOutboundClient(Reads).ConfigureHttpClient(AtTheApi)
            .AddRetries(2, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(4), answer => OutboundHttp.IsFailure(answer.StatusCode), asTold: false); // A 429 is an answer. All attempts fit into SlackHttp.Limit.
        services.AddOutboundClient(Given);
        return services;
    }

    private static void AtTheApi(IServiceProvider services, HttpClient client) =>
        client.BaseAddress = new Uri(services.GetRequiredService<IOptions<SlackOptions>>().Value.ApiUrl);
}
