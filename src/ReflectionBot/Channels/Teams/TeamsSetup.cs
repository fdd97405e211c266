using Microsoft.Extensions.DependencyInjection.Extensions;
using ReflectionBot.Application.Ports;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Teams.Connector;
using ReflectionBot.Channels.Teams.Inbound;
using ReflectionBot.Channels.Teams.People;
using ReflectionBot.Channels.Teams.Reading;
using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Teams;

/// <summary>Registers Microsoft Teams. With nothing configured, the endpoint exists and refuses every request.</summary>
internal static class TeamsSetup
{
    /// <summary>Adds the services. Settings are checked when the host starts.</summary>
    public static IServiceCollection AddTeams(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<TeamsOptions, TeamsOptionsCheck>(configuration.GetSection(TeamsOptions.Section));
        services.TryAddSingleton<ChatPlaces>();
        services.TryAddSingleton<ReaderLanguage>();
        services.AddTeamsAuthentication().AddTeamsConnector();
        services.AddSingleton<TeamsDirectory>().AddSingleton<TeamsFiles>().AddSingleton<TeamsWindows>().AddSingleton<TeamsGreetings>().AddSingleton<TeamsArrivals>().AddSingleton<TeamsTurns>();
        services.AddSingleton<TeamsOrder>().AddSingleton<ITeamsTurns>(s => s.GetRequiredService<TeamsTurns>());
        services.AddSingleton<TeamsChannel>().AddSingleton<IChatChannel>(s => s.GetRequiredService<TeamsChannel>());
        return services;
    }

    /// <summary>Adds the endpoint.</summary>
    public static WebApplication MapTeams(this WebApplication app)
    {
        TeamsEndpoint.Map(app);
        return app;
    }
}
