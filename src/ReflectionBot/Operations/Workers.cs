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

/// <summary>Looks for due work. A timer for one process; the due rows are the truth, so another wake-up can take its place.</summary>
internal sealed class DueWorker(DueRunner runner, IOptions<WorkOptions> options) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => runner.RunAsync(options.Value.Tick, stoppingToken);
}

/// <summary>Degraded while work stands aside that this version cannot read. How much, the log and the doctors say.</summary>
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
            return HealthCheckResult.Healthy(); // The store's own check says that.
        }
    }
}
