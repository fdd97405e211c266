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
    /// <summary>The least time between two digests of a project.</summary>
    public static readonly TimeSpan OncePer = TimeSpan.FromHours(20);


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

        if (await TooSoonAsync(project, job, now, cancel).ConfigureAwait(false) is { } later)
        {
            if (scheduled)
            {
                await _due.PlanAsync(job, later, $"digest {job.Project} {job.Schedule} late", cancel).ConfigureAwait(false);
            }

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

    /// <summary>Brings a digest to the chats of its recipients, or the copies there up to date.</summary>
    public async Task ShareAsync(ShareDigest job, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (await _digests.FindAsync(job.Project, job.Digest, cancel).ConfigureAwait(false) is not { } digest)
        {
            return;
        }

        var key = job.Revised ? $"digest {job.Project} {job.Digest} {digest.Revision}" : $"digest {job.Project} {job.Digest}";
        var name = DigestStore.Remember($"{job.Project} {job.Digest}");
        foreach (var person in digest.Recipients)
        {
            var id = Ids.New(_reading.Time);
            Effect effect = job.Revised ? new UpdateMessage(id, null, null, name, digest.Record.Message) : new WriteToPerson(id, person, digest.Record.Message, name);
            await _ledger.TakeAsync(Keys.Person(person), key, () => Task.FromResult<Step?>(new([], [effect])), cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Whoever took something back between the reading and the writing of a digest found none to revise: look once more.</summary>
    public async Task CheckAsync(CheckDigest job, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(job);
        var record = (await _digests.FindAsync(job.Project, job.Digest, cancel).ConfigureAwait(false))?.Record;
        var speaksOf = record?.Used.Select(u => (u.PersonId, u.RoundId)).Concat(record.Quotes.Select(q => (q.PersonId, q.RoundId))).Distinct() ?? [];
        foreach (var (person, round) in speaksOf)
        {
            await ReviseAsync(new ReviseDigests(job.Project, person, round), cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Compares the digests that speak of a person with what that person releases now, and takes out what they do not.</summary>
    public async Task ReviseAsync(ReviseDigests job, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(job);
        foreach (var id in await _digests.WithAsync(job.Person, job.Project, cancel).ConfigureAwait(false))
        {
            await _ledger.TakeAsync(Keys.Project(job.Project), null, async () =>
            {
                if (await _digests.FindAsync(job.Project, id, cancel).ConfigureAwait(false) is not { } digest)
                {
                    return null;
                }

                var reflection = await _reading.Reflections.FindAsync(job.Person, job.Round, cancel).ConfigureAwait(false);
                var (record, changed) = Compare(digest.Record, job.Person, job.Round, reflection);
                return ReferenceEquals(record, digest.Record) ? null : Revision(job.Project, digest with { Record = record, Revision = digest.Revision + 1 }, changed);
            }, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>The record without what this reflection no longer releases, and whether its message changed: pure.</summary>
    internal static (DigestRecord Record, bool Changed) Compare(DigestRecord record, string person, string round, Reflection? reflection)
    {
        // Held because its author asked to be contacted: nothing new is coded, but what was said stays said.
        var released = (reflection is null ? null : reflection with { Held = false })?.Released().ToDictionary(a => (int)a.Stage) ?? [];
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
        await _ledger.TakeAsync(Keys.Project(project.Id), $"digest {id}", async () =>
        {
            var (material, frame) = await _sources.GatherAsync(project, now, cancel).ConfigureAwait(false);
            var record = DigestBuilder.Build(material, frame, _coding.Codebook, _coding.Coder.Version, _coding.Settings);
            foreach (var person in record.Used.Select(u => u.PersonId).Concat(record.Quotes.Select(q => q.PersonId)).Distinct())
            {
                await _digests.ReferAsync(person, project.Id, id, cancel).ConfigureAwait(false);
            }

            var members = await _reading.Projects.MembersAsync(project.Id, cancel).ConfigureAwait(false);
            string NewId() => Ids.New(_reading.Time);
            string[] recipients = [.. members.Where(m => m.Roles.HasFlag(Roles.Collaborator) && !m.Quiet && !m.Unreachable).Select(m => m.Person)];
            return new Step([DigestStore.ToRow(new StoredDigest(id, record, 1, recipients))],
            [
                new PostMessage(NewId(), project.Home, record.Message, DigestStore.Remember(id)),
                new RunJob(NewId(), new ShareDigest(project.Id, id, false)),
                new RunJob(NewId(), new CheckDigest(project.Id, id)),
            ]);
        }, cancel).ConfigureAwait(false);
    }

    private Step Revision(string project, StoredDigest digest, bool changed)
    {
        string NewId() => Ids.New(_reading.Time);
        return new Step([DigestStore.ToRow(digest)], !changed ? [] :
        [
            new UpdateMessage(NewId(), null, null, DigestStore.Remember(digest.Id), digest.Record.Message),
            new RunJob(NewId(), new ShareDigest(project, digest.Id, true)),
        ]);
    }

    /// <summary>
    /// One digest a day, however it is asked for: a new one every few minutes would show whose answer made the difference. A try-out may.
    /// </summary>
    /// <returns>Null where it may be posted, else when.</returns>
    private async Task<DateTimeOffset?> TooSoonAsync(Project project, PublishDigest job, DateTimeOffset now, CancellationToken cancel)
    {
        var posted = await _digests.ListAsync(project.Id, cancel).ConfigureAwait(false);
        return !project.Settings.AnyHour && posted is [.., var last] && last.Id != job.Occurrence && last.Record.WindowEnd + OncePer > now ? last.Record.WindowEnd + OncePer : null;
    }

    private static DateTimeOffset Parse(string occurrence) =>
        DateTimeOffset.ParseExact(occurrence, "yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}

/// <summary>What digests are made with.</summary>
/// <param name="Codebook">The themes.</param>
/// <param name="Coder">What coded the answers.</param>
/// <param name="Settings">The minima.</param>
public sealed record DigestCoding(Codebook Codebook, ICoder Coder, DigestSettings Settings);
