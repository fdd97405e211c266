using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;

namespace ReflectionBot.Application.Digests;

/// <summary>Takes the quotes that their author does not release any more out of every digest that has them.</summary>
public sealed class ReviseDigestsJob(DigestStore digests, DigestRevising revising) : IJobHandler<ReviseDigests>
{
    /// <inheritdoc/>
    public async Task RunAsync(ReviseDigests job, CancellationToken cancel)
    {
        foreach (var id in await digests.WithAsync(job.Person, job.Project, cancel))
        {
            await revising.ReviseAsync(job.Project, id, job.Person, job.Round, cancel);
        }
    }
}
