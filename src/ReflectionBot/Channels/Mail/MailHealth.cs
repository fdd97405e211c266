using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ReflectionBot.Channels.Mail;

/// <summary>Degraded while mail cannot go out: everything else works. Why, the log says; health is open to everybody.</summary>
internal sealed class MailHealth(MailWay way) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(way.Trouble is null ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded());
}
