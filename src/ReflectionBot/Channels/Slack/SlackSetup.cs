using Microsoft.Extensions.DependencyInjection.Extensions;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Inbound;
using ReflectionBot.Channels.Slack.Install;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Slack;

/// <summary>Registers Slack. If nothing is configured, its addresses exist but refuse everything, and no connection is opened.</summary>
internal static class SlackSetup
{
    /// <summary>Adds the services. Settings are checked when the host starts.</summary>
    public static IServiceCollection AddSlack(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<SlackOptions, SlackOptionsCheck>(configuration.GetSection(SlackOptions.Section));
        services.TryAddSingleton<ChatPlaces>();
        services.TryAddSingleton<ReaderLanguage>();
        services.AddSlackApi().AddSlackInstall(configuration).AddSlackInbound();
        services.AddSingleton<SlackDirectory>().AddSingleton<SlackPeople>().AddSingleton<SlackHome>().AddSingleton<SlackWindows>();
        services.AddSingleton<SlackMembership>().AddSingleton<SlackEventHandler>().AddSingleton<SlackDispatcher>();
        services.AddSingleton<SlackReceive>(s => s.GetRequiredService<SlackDispatcher>().ReceiveAsync);
        services.AddSingleton(s => new SlackAbsence(s.GetRequiredService<ChatPlaces>(), s.GetRequiredService<ITurnHandler>, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SlackSending>().AddSingleton<SlackChats>().AddSingleton<SlackChannel>().AddSingleton<IChatChannel>(s => s.GetRequiredService<SlackChannel>());
        return services;
    }

    /// <summary>Adds the addresses.</summary>
    public static WebApplication MapSlack(this WebApplication app)
    {
        app.MapSlackInbound();
        app.MapSlackInstall();
        return app;
    }
}
