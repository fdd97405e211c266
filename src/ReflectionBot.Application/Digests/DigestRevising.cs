using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Application.Digests;

/// <summary>Takes quotes that are not released any more out of digests that were posted.</summary>
public sealed class DigestRevising(DigestStore digests, ReflectionSources reading, UnitOfWork unitOfWork)
{
    internal Task<bool> ReviseAsync(string project, string id, string person, string round, CancellationToken cancel) =>
        unitOfWork.CommitOnceAsync(Keys.Project(project), null, async () =>
        {
            if (await digests.FindAsync(project, id, cancel) is not { } digest)
            {
                return null;
            }

            var reflection = await reading.Reflections.FindAsync(person, round, cancel);

            // Held because its author asked to be contacted: nothing new is coded, but what a digest had then stays, as they were told. What came into one at the same moment does not.
            var released = reflection is null ? [] : (reflection with { Held = false }).Released().Where(a => !reflection.Held || reflection.StaysQuoted?.Contains(a.Stage) != false).ToDictionary(a => a.Stage, a => a.ApprovedQuote);
            var record = DigestRevision.Without(digest.Record, q => q.PersonId == person && q.RoundId == round && released.GetValueOrDefault(q.Stage) != q.Exact);
            return ReferenceEquals(record, digest.Record) ? null : Revision(project, digest with { Record = record, Revision = digest.Revision + 1 });
        }, cancel);

    private PartitionChange Revision(string project, StoredDigest digest)
    {
        string NewId() => Ids.New(reading.Time);
        return digest.Waits ? new PartitionChange([DigestStore.ToRow(digest)], [new RunJob(NewId(), new ShowPreview(project, digest.Id, $"revised {digest.Revision}"))]) : new PartitionChange([DigestStore.ToRow(digest)],
        [
            new UpdateMessage(NewId(), null, null, DigestStore.Remember(digest.Id), digest.Record.Message),
            new RunJob(NewId(), new ShareDigest(project, digest.Id, true)),
        ]);
    }
}
