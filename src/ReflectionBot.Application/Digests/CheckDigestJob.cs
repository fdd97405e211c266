using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;

namespace ReflectionBot.Application.Digests;

/// <summary>Whoever took something back between the reading and the writing of a digest found none to revise: look once more.</summary>
public sealed class CheckDigestJob(DigestStore digests, DigestRevising revising) : IJobHandler<CheckDigest>
{
    /// <inheritdoc/>
    public async Task RunAsync(CheckDigest job, CancellationToken cancel)
    {
        var quotes = (await digests.FindAsync(job.Project, job.Digest, cancel))?.Record.Quotes ?? [];
        foreach (var (person, round) in quotes.Select(q => (q.PersonId, q.RoundId)).Distinct())
        {
            await revising.ReviseAsync(job.Project, job.Digest, person, round, cancel);
        }
    }
}
