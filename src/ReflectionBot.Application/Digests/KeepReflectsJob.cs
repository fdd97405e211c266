using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Application.Digests;

/// <summary>Keeps what a person says about the last digest, in their own partition: one row a project, which the next answer replaces.</summary>
public sealed class KeepReflectsJob(UnitOfWork unitOfWork) : IJobHandler<KeepReflects>
{
    /// <summary>Key prefix of these rows.</summary>
    internal const string Prefix = "reflects";

    /// <inheritdoc/>
    public Task RunAsync(KeepReflects job, CancellationToken cancel) => unitOfWork.CommitOnceAsync(Keys.Person(job.Person), null, () => Task.FromResult<PartitionChange?>(
        new([new PutRow(Keys.Join(Prefix, job.Project), Columns.Empty.With("Digest", job.Digest).With("Answer", job.Answer.ToString()))], [])), cancel);
}
