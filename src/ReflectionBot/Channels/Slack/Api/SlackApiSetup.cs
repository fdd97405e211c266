using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
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
        services.AddSingleton<SlackAddresses>().AddSingleton<SlackRateHolds>().AddSingleton<SlackRateLimiter>().AddSingleton<SlackHttp>().AddSingleton<SlackApi>();
        services.AddOutboundClient(Writes).ConfigureHttpClient(AtTheApi);
        services.AddOutboundClient(Reads).ConfigureHttpClient(AtTheApi)
            .AddRetries(2, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(4), answer => OutboundHttp.IsFailure(answer.StatusCode), asTold: false); // A 429 is an answer. The whole is within SlackHttp.Limit.
        services.AddOutboundClient(Given);
        return services;
    }

    private static void AtTheApi(IServiceProvider services, HttpClient client) =>
        client.BaseAddress = new Uri(services.GetRequiredService<IOptions<SlackOptions>>().Value.ApiUrl);
}
