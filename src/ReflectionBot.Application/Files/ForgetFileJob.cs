using ReflectionBot.Application.Delivery;

namespace ReflectionBot.Application.Files;

/// <summary>Erases a file whose time is over, or one that was never finished; leaves any other alone.</summary>
public sealed class ForgetFileJob(FileStore files) : IJobHandler<ForgetFile>
{
    /// <inheritdoc/>
    public Task RunAsync(ForgetFile job, CancellationToken cancel) => files.ForgetAsync(job, cancel);
}
