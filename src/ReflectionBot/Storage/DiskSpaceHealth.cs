using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace ReflectionBot.Storage;

/// <summary>
/// Whether the disk of the SQLite file has room. A nearly full disk still takes small writes for a while, since the log's old pages are used
/// again, so that a probe alone would find out too late.
/// </summary>
internal sealed partial class DiskSpaceHealth(IOptions<StorageOptions> options, IHostEnvironment host, ILogger<DiskSpaceHealth> log) : IHealthCheck
{
    /// <summary>Below this it is time to make room, in bytes.</summary>
    internal const long Little = 100L * 1024 * 1024;

    /// <summary>Below this answers may fail to be stored at any moment, in bytes: a few of the largest batches.</summary>
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

    /// <summary>What so many free bytes mean.</summary>
    internal static HealthStatus Judge(long free) => free < Full ? HealthStatus.Unhealthy : free < Little ? HealthStatus.Degraded : HealthStatus.Healthy;

    // Null where the system does not say: then the probe of the store decides alone.
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
