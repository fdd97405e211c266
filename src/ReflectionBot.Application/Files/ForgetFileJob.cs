using ReflectionBot.Application.Delivery;

namespace ReflectionBot.Application.Files;

/// <summary>Erases a file that has expired or was never finished; leaves any other file alone.</summary>
public sealed class ForgetFileJob(FileStore files) : IJobHandler<ForgetFile>
{
    /// <inheritdoc/>
    public Task RunAsync(ForgetFile job, CancellationToken cancel) => files.ForgetAsync(job, cancel);
}
