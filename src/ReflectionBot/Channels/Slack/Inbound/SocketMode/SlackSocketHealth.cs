using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace ReflectionBot.Channels.Slack.Inbound.SocketMode;

/// <summary>
/// Degraded while there is no Socket Mode connection: nothing comes from Slack then, and the rest works. The reason is only in the log, because
/// everybody can read the health status.
/// </summary>
internal sealed class SlackSocketHealth(SlackSocketState state, IOptions<SlackOptions> options) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(options.Value is { Transport: SlackTransport.Socket, AppToken.Length: > 0 } && state.Now.Connected == 0 ? HealthCheckResult.Degraded() : HealthCheckResult.Healthy());
}
