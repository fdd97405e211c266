using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Rest;
using ReflectionBot.Channels.Teams.Connector;

namespace ReflectionBot.BotBuilder;

/// <summary>
/// Makes the Bot Framework's clients for the Bot Connector: on our HTTP client, whose handler adds the bot's token, and only for addresses on our
/// list. The bot itself sends through its outbox; these clients are for an organisation's middleware.
/// </summary>
internal sealed class KnownServices(IHttpClientFactory clients, ServiceUrls urls) : ConnectorFactory
{
    /// <inheritdoc/>
    /// <exception cref="UnauthorizedAccessException">The address is not a Teams address.</exception>
    public override Task<IConnectorClient> CreateAsync(string serviceUrl, string audience, CancellationToken cancellationToken)
    {
        var service = urls.Known(serviceUrl) ?? throw new UnauthorizedAccessException("A service URL that is not known");
        var client = new Microsoft.Bot.Connector.ConnectorClient(service, new TokenFromHandler(), clients.CreateClient(ConnectorSetup.Writes), disposeHttpClient: true);
        client.SerializationSettings.ContractResolver = WireActivities.Resolver;
        client.DeserializationSettings.ContractResolver = WireActivities.Resolver;
        return Task.FromResult<IConnectorClient>(client);
    }

    /// <summary>Adds nothing: <see cref="BotTokenHandler"/> does.</summary>
    private sealed class TokenFromHandler : ServiceClientCredentials;
}
