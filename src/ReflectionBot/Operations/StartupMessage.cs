using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ReflectionBot.Channels.Web.TryOut;
using ReflectionBot.Checks;

namespace ReflectionBot.Operations;

/// <summary>Logs the bot's address once it listens.</summary>
internal sealed partial class StartupMessage(IServer server, IHostApplicationLifetime lifetime, TryOutAccess tryOut, ILogger<StartupMessage> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() =>
        {
            var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? Listening.DefaultUrl;
            LogOpen(address, tryOut.IsOn ? " A try-out project is ready there, on this machine only." : "");
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "ReflectionBot is running. Open {Address} in a browser.{TryOut} Stop it with Ctrl+C.")]
    private partial void LogOpen(string address, string tryOut);
}
