using Microsoft.Extensions.DependencyInjection.Extensions;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Security;

namespace ReflectionBot.Channels.Slack.Install;

/// <summary>
/// Registers the installations of Slack. It needs from elsewhere: <see cref="SlackOptions"/> bound to its section and validated at start,
/// <see cref="SlackApi"/>, <see cref="TimeProvider"/>, and what <see cref="KeyRingSetup"/> needs.
/// </summary>
internal static class SlackInstallSetup
{
    /// <summary>Adds <see cref="SlackInstallations"/>, and with <c>Slack:ClientId</c> also what installing in several workspaces needs.</summary>
    public static IServiceCollection AddSlackInstall(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<ConfiguredInstallation>();
        services.TryAddSingleton<SlackInstallations>();
        if (configuration[$"{SlackOptions.Section}:{nameof(SlackOptions.ClientId)}"] is { Length: > 0 })
        {
            services.AddKeyRing(configuration);
            services.TryAddSingleton<TokenSeal>();
            services.TryAddSingleton<StoredInstallations>();
            services.TryAddSingleton<InstallState>();
            services.TryAddSingleton<SlackInstallEndpoints>();
        }

        return services;
    }

    /// <summary>Adds the two addresses.</summary>
    public static WebApplication MapSlackInstall(this WebApplication app)
    {
        SlackInstallEndpoints.Map(app);
        return app;
    }
}
