using System.Globalization;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Storage;
using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Work;

namespace ReflectionBot.Core.Digests;

/// <summary>The jobs of digests: posting one, bringing it to each collaborator, and taking out of posted ones what was taken back.</summary>
public sealed class DigestJobs
{
    private const int Tries = 10;

    private readonly DigestSources _sources;
    private readonly DigestStore _digests;
    private readonly ReflectionSources _reading;
    private readonly Ledger _ledger;
    private readonly DueRows _due;
    private readonly DigestCoding _coding;

    /// <summary>Jobs over these stores.</summary>
    public DigestJobs(DigestSources sources, DigestStore digests, ReflectionSources reading, Ledger ledger, DueRows due, DigestCoding coding)
    {
        _sources = sources;
        _digests = digests;
        _reading = reading;
        _ledger = ledger;
        _due = due;
        _coding = coding;
    }

    /// <summary>Posts the digest of one occurrence, or plans that; a scheduled one plans the next.</summary>
    public async Task PublishAsync(PublishDigest job, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(job);
        var scheduled = job.Schedule != -1;
        var project = await _reading.Projects.FindAsync(job.Project, cancel).ConfigureAwait(false);
        if (project is null || project.ClosedAt is not null || (scheduled && project.Digest?.Version != job.Schedule))
        {
            return;
        }

        var now = _reading.Time.GetUtcNow();
        if (scheduled && Parse(job.Occurrence) is var at && at > now)
        {
            await _due.PlanAsync(job, at, $"digest {job.Project} {job.Schedule}", cancel).ConfigureAwait(false);
            return;
        }

        await PostAsync(project, job.Occurrence, now, cancel).ConfigureAwait(false);
        if (scheduled)
        {
            // From now on, not from the occurrence: after a long stop the missed weeks are one digest, not a pile of them.
            var next = RoundCalendar.NextDigest(project, project.Digest!, now);
            await _due.PlanAsync(job with { Occurrence = Keys.Time(next) }, next, $"digest {job.Project} {job.Schedule}", cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Brings a digest to one collaborator's own chat, or the copy there up to date.</summary>
    public async Task DeliverAsync(DeliverDigest job, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (await _digests.FindAsync(job.Project, job.Digest, cancel).ConfigureAwait(false) is not { } digest)
        {
            return;
        }

        var partition = Keys.Person(job.Person);
        var key = job.Revised ? $"digest {job.Digest} {digest.Revision}" : $"digest {job.Digest}";
        var name = DigestStore.Remember(job.Digest);
        var id = Ids.New(_reading.Time);
        Effect effect = job.Revised ? new UpdateMessage(id, null, null, name, digest.Record.Message) : new WriteToPerson(id, job.Person, digest.Record.Message, name);
        await CommitAsync(partition, key, _ => Task.FromResult<(IReadOnlyList<TableWrite>, IReadOnlyList<Effect>)?>(([], [effect])), cancel).ConfigureAwait(false);
    }

    /// <summary>Compares the digests that speak of a person with what that person releases now, and takes out what they do not.</summary>
    public async Task ReviseAsync(ReviseDigests job, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(job);
        foreach (var id in await _digests.WithAsync(job.Person, job.Project, cancel).ConfigureAwait(false))
        {
            await CommitAsync(Keys.Project(job.Project), null, async _ =>
            {
                if (await _digests.FindAsync(job.Project, id, cancel).ConfigureAwait(false) is not { } digest)
                {
                    return null;
                }

                var reflection = await _reading.Reflections.FindAsync(job.Person, job.Round, cancel).ConfigureAwait(false);
                var (record, changed) = Compare(digest.Record, job.Person, job.Round, reflection);
                return ReferenceEquals(record, digest.Record) ? null : await RevisionAsync(job.Project, digest with { Record = record, Revision = digest.Revision + 1 }, changed, cancel).ConfigureAwait(false);
            }, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>The record without what this reflection no longer releases, and whether its message changed: pure.</summary>
    internal static (DigestRecord Record, bool Changed) Compare(DigestRecord record, string person, string round, Reflection? reflection)
    {
        var released = reflection?.Released().ToDictionary(a => (int)a.Stage) ?? [];
        var changed = false;
        var stages = record.Used.Where(u => u.PersonId == person && u.RoundId == round).SelectMany(u => u.Stages)
            .Concat(record.Quotes.Where(q => q.PersonId == person && q.RoundId == round).Select(q => q.Stage)).Distinct().ToList();
        foreach (var stage in stages.Where(s => !released.ContainsKey(s)))
        {
            var revised = DigestRevision.Withdraw(record, person, round, stage);
            (record, changed) = (revised.Record, changed | revised.MessageChanged);
        }

        foreach (var quote in record.Quotes.Where(q => q.PersonId == person && q.RoundId == round && released[q.Stage].ApprovedQuote != q.Exact).ToList())
        {
            var revised = DigestRevision.DropQuote(record, quote);
            (record, changed) = (revised.Record, changed | revised.MessageChanged);
        }

        return (record, changed);
    }

    private async Task PostAsync(Project project, string id, DateTimeOffset now, CancellationToken cancel)
    {
        await CommitAsync(Keys.Project(project.Id), $"digest {id}", async _ =>
        {
            var (material, frame) = await _sources.GatherAsync(project, now, cancel).ConfigureAwait(false);
            var record = DigestBuilder.Build(material, frame, _coding.Codebook, _coding.Coder.Version, _coding.Settings);
            foreach (var person in record.Used.Select(u => u.PersonId).Concat(record.Quotes.Select(q => q.PersonId)).Distinct())
            {
                await _digests.ReferAsync(person, project.Id, id, cancel).ConfigureAwait(false);
            }

            var members = await _reading.Projects.MembersAsync(project.Id, cancel).ConfigureAwait(false);
            string NewId() => Ids.New(_reading.Time);
            var letters = members.Where(m => m.Roles.HasFlag(Roles.Collaborator) && !m.Quiet && !m.Unreachable)
                .Select(m => new RunJob(NewId(), new DeliverDigest(project.Id, id, m.Person, false)));

            // Whoever took something back between our reading and our writing found no digest to revise: look once more.
            var checks = record.Used.Select(u => (u.PersonId, u.RoundId)).Concat(record.Quotes.Select(q => (q.PersonId, q.RoundId))).Distinct()
                .Select(k => new RunJob(NewId(), new ReviseDigests(project.Id, k.PersonId, k.RoundId)));
            return ([DigestStore.ToRow(new StoredDigest(id, record, 1))],
                [new PostMessage(NewId(), project.Home, record.Message, DigestStore.Remember(id)), .. letters, .. checks]);
        }, cancel).ConfigureAwait(false);
    }

    private async Task<(IReadOnlyList<TableWrite>, IReadOnlyList<Effect>)> RevisionAsync(string project, StoredDigest digest, bool changed, CancellationToken cancel)
    {
        if (!changed)
        {
            return ([DigestStore.ToRow(digest)], []);
        }

        string NewId() => Ids.New(_reading.Time);
        var members = await _reading.Projects.MembersAsync(project, cancel).ConfigureAwait(false);
        var letters = members.Where(m => m.Roles.HasFlag(Roles.Collaborator)).Select(m => new RunJob(NewId(), new DeliverDigest(project, digest.Id, m.Person, true)));
        return ([DigestStore.ToRow(digest)], [new UpdateMessage(NewId(), null, null, DigestStore.Remember(digest.Id), digest.Record.Message), .. letters]);
    }

    /// <summary>Commits what is computed from the newest rows; computes again where somebody was first. Null computes to nothing to do.</summary>
    private async Task CommitAsync(string partition, string? key, Func<Mailbox, Task<(IReadOnlyList<TableWrite> Writes, IReadOnlyList<Effect> Effects)?>> compute, CancellationToken cancel)
    {
        for (var tries = Tries; ; tries--)
        {
            var box = await _ledger.OpenAsync(partition, cancel).ConfigureAwait(false);
            if (key is not null && await _ledger.HasSeenAsync(partition, key, cancel).ConfigureAwait(false))
            {
                return;
            }

            if (await compute(box).ConfigureAwait(false) is not { } computed)
            {
                return;
            }

            try
            {
                await _ledger.CommitAsync(box, key, computed.Writes, computed.Effects, cancel).ConfigureAwait(false);
                return;
            }
            catch (TableConflictException) when (tries > 1)
            {
                // Somebody was first: read again.
            }
        }
    }

    private static DateTimeOffset Parse(string occurrence) =>
        DateTimeOffset.ParseExact(occurrence, "yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}

/// <summary>What digests are made with.</summary>
/// <param name="Codebook">The themes.</param>
/// <param name="Coder">What coded the answers.</param>
/// <param name="Settings">The minima.</param>
public sealed record DigestCoding(Codebook Codebook, ICoder Coder, DigestSettings Settings);
