using Microsoft.Bot.Builder;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ReflectionBot.Channels.Teams;

namespace ReflectionBot.BotBuilder;

/// <summary>Registers the Bot Framework between the endpoint of Teams and the bot.</summary>
internal static class BotBuilderSetup
{
    /// <summary>
    /// Adds the adapter with the bot inside. All else stays as it is: the endpoint proves the sender and bounds the body before the Bot Framework
    /// sees either, and what the bot has to say goes by the outbox.
    /// </summary>
    public static IServiceCollection AddBotBuilder(this IServiceCollection services)
    {
        services.AddSingleton<ConnectorFactory, KnownServices>().AddSingleton<BotFrameworkAuthentication, TeamsOnlyAuthentication>();
        services.AddSingleton<IBot, ReflectionActivityBot>().AddSingleton<ReflectionAdapter>();
        return services.Replace(ServiceDescriptor.Singleton<ITeamsTurns, AdapterTurns>());
    }
}
