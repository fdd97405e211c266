using Microsoft.Extensions.Options;
using ReflectionBot.Core.Work;

namespace ReflectionBot.Work;

/// <summary>Sends outboxes after their commits.</summary>
internal sealed class OutboxWorker(Dispatcher dispatcher) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => dispatcher.RunAsync(stoppingToken);
}

/// <summary>Looks for due work. A timer for one process; the due rows are the truth, so another wake-up can take its place.</summary>
internal sealed class DueWorker(DueRunner runner, IOptions<WorkOptions> options) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => runner.RunAsync(options.Value.Tick, stoppingToken);
}
