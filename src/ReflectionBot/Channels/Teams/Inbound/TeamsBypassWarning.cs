using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Teams.Inbound;

/// <summary>
/// Warns at every start that unsigned requests are accepted, and stops the start if the bot listens on addresses outside this machine. The settings
/// were checked before; this checks the addresses that are really bound, however they were configured.
/// </summary>
internal sealed partial class TeamsBypassWarning(IOptions<TeamsOptions> options, IServer server, ILogger<TeamsBypassWarning> log) : IHostedLifecycleService
{
    /// <inheritdoc/>
    /// <exception cref="CannotStartException">An address is not on this machine.</exception>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.DangerouslyBelieveUnsignedRequestsFromThisMachine)
        {
            return Task.CompletedTask;
        }

        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (addresses.FirstOrDefault(address => !LocalHosts.IsUrl(address)) is { } elsewhere)
        {
            throw new CannotStartException($"The configuration is wrong. Teams:{nameof(TeamsOptions.DangerouslyBelieveUnsignedRequestsFromThisMachine)} is on, and the bot listens on {elsewhere}, where others can reach it. Switch it off, or listen on {Listening.DefaultUrl} only.");
        }

        LogBelieved();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Critical, Message = "DANGER: Teams:DangerouslyBelieveUnsignedRequestsFromThisMachine is on. Any program on this machine can write as anybody and read what anybody wrote. Never use it with real people's answers; switch it off when you are done with the Agents Playground.")]
    private partial void LogBelieved();
}
