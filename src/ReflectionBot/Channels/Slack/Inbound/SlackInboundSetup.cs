using Microsoft.Extensions.Options;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Inbound.SocketMode;

namespace ReflectionBot.Channels.Slack.Inbound;

/// <summary>
/// Registers both transports. They need from elsewhere: <see cref="SlackOptions"/>, <see cref="SlackApi"/>, <see cref="SlackReceive"/> and
/// <see cref="TimeProvider"/>.
/// </summary>
internal static class SlackInboundSetup
{
    /// <summary>Adds Socket Mode and its state (<see cref="SlackSocketState"/>). With another transport, or no app token, it does nothing.</summary>
    public static IServiceCollection AddSlackInbound(this IServiceCollection services)
    {
        services.AddSingleton<SlackOpenConnection>(s =>
        {
            var (api, options) = (s.GetRequiredService<SlackApi>(), s.GetRequiredService<IOptions<SlackOptions>>());
            return cancel => api.OpenConnectionAsync(options.Value.AppToken, cancel);
        });
        services.AddSingleton<SlackConnect>(SlackClientSocket.ConnectAsync);
        services.AddSingleton<SlackSocketState>().AddSingleton<SlackSocketUrlCheck>().AddHostedService<SlackSocketWorker>();
        services.AddHealthChecks().AddCheck<SlackSocketHealth>("slack");
        return services;
    }

    /// <summary>Adds the three addresses of HTTP. With another transport, or no secret, they refuse everything.</summary>
    public static WebApplication MapSlackInbound(this WebApplication app)
    {
        SlackHttpEndpoints.Map(app);
        return app;
    }
}
