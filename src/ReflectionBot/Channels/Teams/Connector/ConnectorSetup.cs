using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Teams.Connector;

/// <summary>Registers the Bot Connector's client. The caller must register <c>TeamsOptions</c>, bound and checked.</summary>
internal static class ConnectorSetup
{
    /// <summary>Posts, updates, deletes: with the token, never retried.</summary>
    internal const string Writes = "TeamsConnector.Writes";

    /// <summary>Reads: with the token, retried if needed.</summary>
    internal const string Reads = "TeamsConnector.Reads";

    /// <summary>Uploads of files that a person consented to: without the token.</summary>
    internal const string Uploads = "TeamsConnector.Uploads";

    /// <summary>The longest Retry-After that a read obeys. A caller waits for the result, so an answer that asks for a longer wait is returned as it is.</summary>
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
        reads.AddRetries(3, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(6), IsPassing, asTold: true); // All attempts together are within ConnectorHttp.Limit.
        reads.AddHttpMessageHandler<BotTokenHandler>();
        services.AddOutboundClient(Uploads);
        return services;
    }

    private static bool IsPassing(HttpResponseMessage answer) =>
        (OutboundHttp.IsFailure(answer.StatusCode) || answer.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.PreconditionFailed or HttpStatusCode.TooManyRequests)
        && !(answer.Headers.RetryAfter?.Delta > LongestRetryAfter) && answer.Headers.RetryAfter?.Date is null;
}
