using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ReflectionBot.Channels.Mail;

/// <summary>Degraded while mail cannot be sent; everything else works. The reason is only in the log, because the health endpoint is public.</summary>
internal sealed class MailHealth(MailWay way) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(way.Trouble is null ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded());
}
