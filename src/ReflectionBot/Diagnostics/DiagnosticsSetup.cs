using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ReflectionBot.Core.Storage;

namespace ReflectionBot.Diagnostics;

/// <summary>Health, and where to look after the start.</summary>
internal static partial class DiagnosticsSetup
{
    public static IServiceCollection AddDiagnostics(this IServiceCollection services, IConfiguration configuration)
    {
        _ = configuration;
        services.AddHostedService<WhereToLook>();
        return AddHealth(services);
    }

    /// <summary>The check alone; it needs the store.</summary>
    internal static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<StoreHealth>("store");
        return services;
    }

    /// <summary><c>GET /health</c>: 200 "Healthy", 200 "Degraded" while a channel is not connected or work cannot be read, or 503 "Unhealthy" while the store is away. It says no more than that to anybody.</summary>
    public static void MapDiagnostics(this WebApplication app) => app.MapHealthChecks("/health", new HealthCheckOptions());

    private sealed partial class StoreHealth(ITableStore store, ILogger<StoreHealth> log) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await store.GetAsync("health", "health", cancellationToken).ConfigureAwait(false);
                return HealthCheckResult.Healthy();
            }
            catch (StoreUnavailableException e)
            {
                LogAway(e.Message);
                return HealthCheckResult.Unhealthy();
            }
        }

        [LoggerMessage(Level = LogLevel.Error, Message = "{Sentence}")]
        private partial void LogAway(string sentence);
    }
}
