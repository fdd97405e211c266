using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ReflectionBot.Application.Tables;
using ReflectionBot.Storage;

namespace ReflectionBot.Operations;

/// <summary>Health checks, and the message after the start.</summary>
internal static partial class DiagnosticsSetup
{
    public static IServiceCollection AddDiagnostics(this IServiceCollection services, IConfiguration configuration)
    {
        _ = configuration;
        services.AddHostedService<StartupMessage>();
        return AddHealth(services);
    }

    /// <summary>Only the health check; it needs the store.</summary>
    internal static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<StoreHealth>().AddHealthChecks().AddCheck<StoreHealth>("store");
        return services;
    }

    /// <summary>
    /// <c>GET /health</c>: 200 "Healthy", 200 "Degraded" while a channel is not connected, work cannot be read or disk space is low, or 503 "Unhealthy" while
    /// nothing can be stored. It gives no further details.
    /// </summary>
    public static void MapDiagnostics(this WebApplication app) => app.MapHealthChecks("/health", new HealthCheckOptions());

    /// <summary>
    /// Checks by writing, because reading still works with a full disk, a read-only mount or a read-only key. Anyone may call it, so the store is
    /// queried only once in a while, by one request at a time.
    /// </summary>
    private sealed partial class StoreHealth(ITableStore store, TimeProvider time, ILogger<StoreHealth> log) : IHealthCheck, IDisposable
    {
        private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

        private readonly SemaphoreSlim _one = new(1, 1);
        private (DateTimeOffset At, bool IsThere)? _last;

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await _one.WaitAsync(cancellationToken);
            try
            {
                if (_last is not { } last || time.GetUtcNow() - last.At >= Fresh || time.GetUtcNow() < last.At)
                {
                    _last = last = (time.GetUtcNow(), await IsThereAsync(cancellationToken));
                }

                return last.IsThere ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
            }
            finally
            {
                _one.Release();
            }
        }

        public void Dispose() => _one.Dispose();

        private async Task<bool> IsThereAsync(CancellationToken cancel)
        {
            try
            {
                await StorageProbe.RunAsync(store, cancel);
                return true;
            }
            catch (StoreUnavailableException e)
            {
                LogAway(e.Message);
                return false;
            }
        }

        [LoggerMessage(Level = LogLevel.Error, Message = "{Sentence}")]
        private partial void LogAway(string sentence);
    }
}
