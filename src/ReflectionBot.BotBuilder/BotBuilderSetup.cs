using Microsoft.Bot.Builder;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ReflectionBot.Channels.Teams;

namespace ReflectionBot.BotBuilder;

/// <summary>Registers the Bot Framework between the Teams endpoint and the bot.</summary>
internal static class BotBuilderSetup
{
    /// <summary>
    /// Adds the adapter with the bot inside. Everything else stays the same: the endpoint authenticates the sender and limits the body size before
    /// the Bot Framework sees the request, and the bot's messages go through the outbox.
    /// </summary>
    public static IServiceCollection AddBotBuilder(this IServiceCollection services)
    {
        services.AddSingleton<ConnectorFactory, KnownServices>().AddSingleton<BotFrameworkAuthentication, TeamsOnlyAuthentication>();
        services.AddSingleton<IBot, ReflectionActivityBot>().AddSingleton<ReflectionAdapter>();
        return services.Replace(ServiceDescriptor.Singleton<ITeamsTurns, AdapterTurns>());
    }
}
