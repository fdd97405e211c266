using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace ReflectionBot.Storage;

/// <summary>
/// Checks whether the disk of the SQLite file has room. A nearly full disk still accepts small writes for a while, because the log's old pages
/// are reused, so a probe alone would find out too late.
/// </summary>
internal sealed partial class DiskSpaceHealth(IOptions<StorageOptions> options, IHostEnvironment host, ILogger<DiskSpaceHealth> log) : IHealthCheck
{
    /// <summary>Below this, in bytes, it is time to free some space.</summary>
    internal const long Little = 100L * 1024 * 1024;

    /// <summary>Below this, in bytes, storing answers may fail at any moment; it is the size of a few of the largest batches.</summary>
    internal const long Full = 16L * 1024 * 1024;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (options.Value.Azure() is not null || Free() is not { } free || Judge(free) is HealthStatus.Healthy)
        {
            return Task.FromResult(HealthCheckResult.Healthy());
        }

        LogLittle(options.Value.Folder, free / (1024 * 1024));
        return Task.FromResult(new HealthCheckResult(Judge(free)));
    }

    /// <summary>The health status for this many free bytes.</summary>
    internal static HealthStatus Judge(long free) => free < Full ? HealthStatus.Unhealthy : free < Little ? HealthStatus.Degraded : HealthStatus.Healthy;

    // Null if the system does not say; then only the store's probe decides.
    private long? Free()
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(options.Value.Folder, host.ContentRootPath)).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The disk of the data folder {Folder} has {Megabytes} MB left. Free some space, or set Storage:Folder to another disk; nothing that was stored is lost.")]
    private partial void LogLittle(string folder, long megabytes);
}
