using System.Globalization;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Digests;

/// <summary>The jobs of digests: posting one, bringing it to everybody's own chat, and taking quotes out of posted ones.</summary>
public sealed class DigestJobs : IJobHandler<PublishDigest>, IJobHandler<ShareDigest>, IJobHandler<CheckDigest>, IJobHandler<ReviseDigests>
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
    public async Task RunAsync(PublishDigest job, CancellationToken cancel)
    {
        var scheduled = job.Schedule != -1;
        var project = await _reading.Projects.FindAsync(job.Project, cancel);
        if (project is null || project.ClosedAt is not null || (scheduled && project.Digest?.Version != job.Schedule))
        {
            return;
        }

        var now = _reading.Time.GetUtcNow();
        if (scheduled && Parse(job.Occurrence) is var at && at > now)
        {
            await _due.PlanAsync(job, at, $"digest {job.Project} {job.Schedule}", cancel);
            return;
        }

        if (scheduled && RoundCalendar.DigestAt(project, project.Digest!, now) is var working && working > now)
        {
            await _due.PlanAsync(job, working, $"digest {job.Project} {job.Schedule} late", cancel);
            return;
        }

        if (await PostAsync(project, job, now, cancel) is { } later)
        {
            await PutOffAsync(project, job, later, cancel);
        }
        else if (scheduled)
        {
            // From now on, not from the occurrence: after a long stop the missed weeks are one digest, not a pile of them.
            var next = RoundCalendar.NextDigest(project, project.Digest!, project.Settings.AnyHour ? now : now + OncePer);
            await _due.PlanAsync(job with { Occurrence = Keys.Time(next) }, next, $"digest {job.Project} {job.Schedule}", cancel);
        }
    }

    /// <summary>Another digest came first: a scheduled one comes later, and whoever asked for one is told.</summary>
    private async Task PutOffAsync(Project project, PublishDigest job, DateTimeOffset later, CancellationToken cancel)
    {
        if (job.Schedule != -1)
        {
            await _due.PlanAsync(job, later, $"digest {job.Project} {job.Schedule} late", cancel);
        }
        else if (job.AskedBy is { } who)
        {
            var notice = NoticeMessage.Of($"Another digest came just before, so I have posted none. {DigestText.OneADay}");
            await _ledger.TakeAsync(Keys.Project(project.Id), $"digest {job.Occurrence} put off", () => Task.FromResult<Step?>(new([], [new WriteToPerson(Ids.New(_reading.Time), who, notice)])), cancel);
        }
    }

    /// <summary>Brings a digest to the chats of its recipients, or the copies there up to date.</summary>
    public async Task RunAsync(ShareDigest job, CancellationToken cancel)
    {
        if (await _digests.FindAsync(job.Project, job.Digest, cancel) is not { } digest)
        {
            return;
        }

        var key = job.Revised ? $"digest {job.Project} {job.Digest} {digest.Revision}" : $"digest {job.Project} {job.Digest}";
        var name = DigestStore.Remember($"{job.Project} {job.Digest}");
        foreach (var person in digest.Recipients)
        {
            var id = Ids.New(_reading.Time);
            Effect[] effects = job.Revised ? [new UpdateMessage(id, null, null, name, digest.Record.Message)] : [new WriteToPerson(id, person, digest.Record.Message, name), .. Letter(job, digest.Record.Message, person)];
            await _ledger.TakeAsync(Keys.Person(person), key, () => Task.FromResult<Step?>(new([], effects)), cancel);
        }
    }

    /// <summary>A digest that shows something is worth a letter; "nothing new" every week is not.</summary>
    private RunJob[] Letter(ShareDigest job, DigestMessage message, string person) => message is { Sections.Count: 0, Said.Count: 0 } ? []
        : [new RunJob(Ids.New(_reading.Time), new TellByMail(person, LetterKind.Digest, Ids.New(_reading.Time), _reading.Time.GetUtcNow(), job.Project))];

    /// <summary>Whoever took something back between the reading and the writing of a digest found none to revise: look once more.</summary>
    public async Task RunAsync(CheckDigest job, CancellationToken cancel)
    {
        var quotes = (await _digests.FindAsync(job.Project, job.Digest, cancel))?.Record.Quotes ?? [];
        foreach (var (person, round) in quotes.Select(q => (q.PersonId, q.RoundId)).Distinct())
        {
            await ReviseAsync(job.Project, job.Digest, person, round, cancel);
        }
    }

    /// <summary>Takes the quotes that their author does not release any more out of every digest that has them.</summary>
    public async Task RunAsync(ReviseDigests job, CancellationToken cancel)
    {
        foreach (var id in await _digests.WithAsync(job.Person, job.Project, cancel))
        {
            await ReviseAsync(job.Project, id, job.Person, job.Round, cancel);
        }
    }

    private Task<bool> ReviseAsync(string project, string id, string person, string round, CancellationToken cancel) =>
        _ledger.TakeAsync(Keys.Project(project), null, async () =>
        {
            if (await _digests.FindAsync(project, id, cancel) is not { } digest)
            {
                return null;
            }

            var reflection = await _reading.Reflections.FindAsync(person, round, cancel);

            // Held because its author asked to be contacted: nothing new is coded, but what was said stays said.
            var released = (reflection is null ? null : reflection with { Held = false })?.Released().ToDictionary(a => (int)a.Stage, a => a.ApprovedQuote) ?? [];
            var record = DigestRevision.Without(digest.Record, q => q.PersonId == person && q.RoundId == round && released.GetValueOrDefault(q.Stage) != q.Exact);
            return ReferenceEquals(record, digest.Record) ? null : Revision(project, digest with { Record = record, Revision = digest.Revision + 1 });
        }, cancel);

    /// <returns>Null where it stands, else when it can be posted.</returns>
    private async Task<DateTimeOffset?> PostAsync(Project project, PublishDigest job, DateTimeOffset now, CancellationToken cancel)
    {
        DateTimeOffset? later = null;
        var id = job.Occurrence;
        await _ledger.TakeAsync(Keys.Project(project.Id), $"digest {id}", async () =>
        {
            var posted = await _digests.ListAsync(project.Id, cancel);
            later = posted is [.., var last] && last.Id == id ? null : TooSoon(project, posted, now);
            return later is null ? await StepAsync(project, job, [.. posted.Select(d => d.Record)], now, cancel) : null;
        }, cancel);
        return later;
    }

    private async Task<Step> StepAsync(Project project, PublishDigest job, IReadOnlyList<DigestRecord> previous, DateTimeOffset now, CancellationToken cancel)
    {
        var (material, frame) = await _sources.GatherAsync(project, previous, now, cancel);
        var record = DigestBuilder.Build(material, frame, _coding, new DigestSettings(project.Settings.Minimum));
        var id = job.Occurrence;
        foreach (var person in record.Used.Select(u => u.PersonId).Concat(record.Quotes.Select(q => q.PersonId)).Distinct())
        {
            await _digests.ReferAsync(person, project.Id, id, cancel);
        }

        var members = await _reading.Projects.MembersAsync(project.Id, cancel);
        string NewId() => Ids.New(_reading.Time);
        if (!record.HasThemeContent && job.AskedBy is { } asker)
        {
            return new Step([DigestStore.ToRow(new StoredDigest(id, record, 1, []))], NothingYet(project, job, asker));
        }

        string[] recipients = [.. members.Where(m => m.Roles != Roles.None && !m.Quiet && !m.Unreachable).Select(m => m.Person)];
        return new Step([DigestStore.ToRow(new StoredDigest(id, record, 1, recipients))],
        [
            new PostMessage(NewId(), project.Home, record.Message, DigestStore.Remember(id)),
            new RunJob(NewId(), new ShareDigest(project.Id, id, false)),
            new RunJob(NewId(), new CheckDigest(project.Id, id)),
        ]);
    }

    /// <summary>
    /// Asked for, with nothing to share: posting an empty one would tell the channel that enough people have handed in. Only whoever asked is told.
    /// What was looked at is kept like a posted digest, so that asking again and again shows nothing either.
    /// </summary>
    private Effect[] NothingYet(Project project, PublishDigest job, string asker)
    {
        var minimum = English.Number(project.Settings.Minimum);
        string[] said = ["There is nothing to share yet, so I have posted nothing.", $"A digest shows a topic only where three people wrote about it, from {minimum} people on whose answers count."];
        var notice = new WriteToPerson(Ids.New(_reading.Time), asker, NoticeMessage.Of(project.Settings.AnyHour ? said : [.. said, $"I have looked now. {DigestText.OneADay}"]));
        return job.AskedIn is { } place ? [notice, new PostMessage(Ids.New(_reading.Time), place, NoticeMessage.InOwnChat)] : [notice];
    }

    private Step Revision(string project, StoredDigest digest)
    {
        string NewId() => Ids.New(_reading.Time);
        return new Step([DigestStore.ToRow(digest)],
        [
            new UpdateMessage(NewId(), null, null, DigestStore.Remember(digest.Id), digest.Record.Message),
            new RunJob(NewId(), new ShareDigest(project, digest.Id, true)),
        ]);
    }

    /// <summary>
    /// One digest a day, however it is asked for: a new one every few minutes would show whose answer made the difference. A try-out may.
    /// </summary>
    /// <returns>Null where one may be posted, else when.</returns>
    internal static DateTimeOffset? TooSoon(Project project, IReadOnlyList<StoredDigest> posted, DateTimeOffset now) =>
        !project.Settings.AnyHour && posted is [.., var last] && last.Record.WindowEnd + OncePer > now ? last.Record.WindowEnd + OncePer : null;

    /// <summary>The next day and hour of a weekly schedule, after those that come too soon after the last digest.</summary>
    internal static DateTimeOffset Next(Project project, DigestSchedule schedule, IReadOnlyList<StoredDigest> posted, DateTimeOffset now) =>
        RoundCalendar.NextDigest(project, schedule, TooSoon(project, posted, now) ?? now);

    private static DateTimeOffset Parse(string occurrence) =>
        DateTimeOffset.ParseExact(occurrence, "yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
