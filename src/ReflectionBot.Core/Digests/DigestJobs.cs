using ReflectionBot.Core.Work;
namespace ReflectionBot.Core.Digests;
/// <summary>s</summary>
public sealed class DigestStore;
/// <summary>s</summary>
public sealed class DigestJobs
{
    /// <summary>s</summary>
    public Task PublishAsync(PublishDigest job, CancellationToken cancel) => Task.CompletedTask;
    /// <summary>s</summary>
    public Task DeliverAsync(DeliverDigest job, CancellationToken cancel) => Task.CompletedTask;
    /// <summary>s</summary>
    public Task ReviseAsync(ReviseDigests job, CancellationToken cancel) => Task.CompletedTask;
}
/// <summary>s</summary>
public sealed class ProjectPurge
{
    /// <summary>s</summary>
    public Task RunAsync(PurgeProject job, CancellationToken cancel) => Task.CompletedTask;
}
