using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Tables;
using ReflectionBot.Work;

namespace ReflectionBot.Operations;

/// <summary>Sends outboxes after their commits.</summary>
internal sealed class OutboxWorker(OutboxPump pump) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => pump.RunAsync(stoppingToken);
}

/// <summary>Looks for due work, with a timer for one process. The due rows are the source of truth, so another trigger can replace the timer.</summary>
internal sealed class DueWorker(DueRunner runner, IOptions<WorkOptions> options) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => runner.RunAsync(options.Value.Tick, stoppingToken);
}

/// <summary>Degraded while work is set aside that this version cannot read. The log and the doctors say how much.</summary>
internal sealed class UnreadableWorkHealth(DueRows due) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await due.UnreadableAsync(cancellationToken) == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded();
        }
        catch (StoreUnavailableException)
        {
            return HealthCheckResult.Healthy(); // The store's own check reports that.
        }
    }
}
