using System.Globalization;
using NodaTime;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Digests;

/// <summary>Posts the digest of one occurrence, or plans that; a scheduled one plans the next.</summary>
public sealed class PublishDigestJob(DigestSources sources, DigestStore digests, ReflectionSources reading, UnitOfWork unitOfWork, DueRows due, Codings codings, PeopleStore people, DigestPictures pictures) : IJobHandler<PublishDigest>
{
    /// <inheritdoc/>
    public async Task RunAsync(PublishDigest job, CancellationToken cancel)
    {
        var scheduled = job.Schedule != -1;
        var project = await reading.Projects.FindAsync(job.Project, cancel);
        if (project is null || project.ClosedAt is not null || (scheduled && project.Digest?.Version != job.Schedule))
        {
            return;
        }

        var now = reading.Time.GetUtcNow();
        if (scheduled && DigestWeek.Of(project, Parse(job.Occurrence)).LooksAt > now)
        {
            await PlanAsync(project, job, now, cancel);
            return;
        }

        if (scheduled && RoundCalendar.DigestAt(project, project.Digest!, now) is var working && working > now)
        {
            await due.PlanAsync(job, working, $"digest {job.Project} {job.Schedule} late", cancel);
            return;
        }

        if (await PostAsync(project, job, now, cancel) is { } later)
        {
            await PutOffAsync(project, job, later, cancel);
        }
        else if (scheduled)
        {
            // From now on, not from the occurrence: after a long stop the missed weeks are one digest, not a pile of them.
            var free = project.Settings.AnyHour ? now : now + DigestTimes.OncePer;
            var next = RoundCalendar.NextDigest(project, project.Digest!, Parse(job.Occurrence) is var at && at > free ? at : free);
            await PlanAsync(project, job with { Occurrence = Keys.Time(next) }, now, cancel);
        }
    }

    /// <summary>Plans the steps of a weekly digest. Where the time for asking authors is past, their quotes wait for the next one.</summary>
    private async Task PlanAsync(Project project, PublishDigest job, DateTimeOffset now, CancellationToken cancel)
    {
        var week = DigestWeek.Of(project, Parse(job.Occurrence));
        await due.PlanAsync(job, week.LooksAt, $"digest {job.Project} {job.Schedule}", cancel);
        if (week.AsksAt is { } asks && asks > now)
        {
            await due.PlanAsync(new AskAboutQuotes(job.Project, job.Occurrence, job.Schedule), asks, $"quote check {job.Project} {job.Schedule}", cancel);
        }
    }

    /// <summary>Another digest came first: a scheduled one comes later, and whoever asked for one is told.</summary>
    private async Task PutOffAsync(Project project, PublishDigest job, DateTimeOffset later, CancellationToken cancel)
    {
        if (job.Schedule != -1)
        {
            await due.PlanAsync(job, later, $"digest {job.Project} {job.Schedule} late", cancel);
        }
        else if (job.AskedBy is { } who)
        {
            static NoticeMessage Notice() => NoticeMessage.Of(NewsWording.FormatAnotherDigestCameJustBeforeSo(DigestText.OneADay));
            var letter = new WriteToPerson(Ids.New(reading.Time), who, await reading.Projects.ForReaderAsync(people, project, who, Notice, cancel));
            await unitOfWork.CommitOnceAsync(Keys.Project(project.Id), $"digest {job.Occurrence} put off", () => Task.FromResult<PartitionChange?>(new([], [letter])), cancel);
        }
    }

    /// <returns>Null where it stands, else when it can be posted.</returns>
    private async Task<DateTimeOffset?> PostAsync(Project project, PublishDigest job, DateTimeOffset now, CancellationToken cancel)
    {
        DateTimeOffset? later = null;
        var id = job.Occurrence;
        await unitOfWork.CommitOnceAsync(Keys.Project(project.Id), $"digest {id}", async () =>
        {
            var posted = await digests.ListAsync(project.Id, cancel);
            later = posted is [.., var last] && last.Id == id ? null : DigestTimes.TooSoon(project, posted, now);
            return later is not null ? null
                : posted is [.., { Waits: true } waits] ? new PartitionChange([], [new RunJob(Ids.New(reading.Time), new ShowPreview(project.Id, waits.Id, $"again {id}", Anew: true))])
                : await StepAsync(project, job, posted, now, cancel);
        }, cancel);
        return later;
    }

    private async Task<PartitionChange> StepAsync(Project project, PublishDigest job, IReadOnlyList<StoredDigest> previous, DateTimeOffset now, CancellationToken cancel)
    {
        var (material, frame) = await sources.GatherAsync(project, [.. previous.Select(d => d.Record)], now, cancel);
        frame = frame with { LastOne = await sources.LastOneAsync(project, previous, cancel) };
        if (project.Settings.PreviewsDigests && job.Schedule != -1)
        {
            frame = frame with { On = Dates.Local(Parse(job.Occurrence), Zones.Of(project)).Date };
        }

        var record = DigestBuilder.Build(material, frame, codings.Of(project), new DigestSettings(project.Settings.Minimum));
        var id = job.Occurrence;
        foreach (var person in record.Used.Select(u => u.PersonId).Concat(record.Quotes.Select(q => q.PersonId)).Distinct())
        {
            await digests.ReferAsync(person, project.Id, id, cancel);
        }

        var members = await reading.Projects.MembersAsync(project.Id, cancel);
        string NewId() => Ids.New(reading.Time);
        if (!record.HasThemeContent && (job.AskedBy is not null || project.Settings.SkipsQuietWeeks))
        {
            return new PartitionChange([DigestStore.ToRow(new StoredDigest(id, record with { Unposted = true }, 1, []))], job.AskedBy is { } asker ? await NothingYetAsync(project, job, asker, cancel) : []);
        }

        var stored = new StoredDigest(id, record, 1, []);
        return project.Settings.PreviewsDigests
            ? await PreviewedAsync(project, stored, members, job.Schedule == -1 ? null : Parse(job.Occurrence), [.. previous.Select(d => d.Record)], cancel)
            : DigestPosting.Of(project, stored with { Record = await pictures.AddAsync(project, id, record, cancel) }, members, NewId);
    }

    /// <summary>A digest with topics waits for a facilitator; one without waits for its hour only, since there is nothing to be said about it.</summary>
    private async Task<PartitionChange> PreviewedAsync(Project project, StoredDigest digest, IReadOnlyList<Member> members, DateTimeOffset? postsAt, IReadOnlyList<DigestRecord> previous, CancellationToken cancel)
    {
        var now = digest.Record.WindowEnd;
        string NewId() => Ids.New(reading.Time);
        string[] facilitators = digest.Record.HasThemeContent ? [.. members.Where(m => m.Roles.HasFlag(Roles.Facilitator)).Select(m => m.Person)] : [];
        var preview = new DigestPreview(digest.Record.HasThemeContent ? PreviewState.Waiting : PreviewState.Approved, postsAt > now ? postsAt : null, facilitators);
        preview = digest.Record.HasThemeContent ? await sources.WithTopicsAsync(project, digest.Record, preview, previous, cancel) : preview;
        return new([DigestStore.ToRow(digest with { Record = digest.Record with { Unposted = true, Printed = [] }, Preview = preview })],
        [
            .. digest.Record.HasThemeContent ? new[] { new RunJob(NewId(), new ShowPreview(project.Id, digest.Id, "first", Anew: true)) } : [],
            .. preview.PostsAt is not null || preview.State == PreviewState.Approved ? new[] { new RunJob(NewId(), new PostPreviewed(project.Id, digest.Id)) } : [],
        ]);
    }

    /// <summary>
    /// Asked for, with nothing to share: posting an empty one would tell the channel that enough people have handed in. Only whoever asked is told.
    /// What was looked at is kept like a posted digest, so that asking again and again shows nothing either.
    /// </summary>
    private async Task<Effect[]> NothingYetAsync(Project project, PublishDigest job, string asker, CancellationToken cancel)
    {
        var notice = new WriteToPerson(Ids.New(reading.Time), asker, await reading.Projects.ForReaderAsync(people, project, asker, Told, cancel));
        return job.AskedIn is { } place ? [notice, new PostMessage(Ids.New(reading.Time), place, NoticeMessage.InOwnChat)] : [notice];

        NoticeMessage Told()
        {
            var minimum = Spoken.Number(project.Settings.Minimum);
            string[] said = [NewsWording.ThereIsNothingToShareYet, NewsWording.FormatADigestShowsATopicOnly(minimum), NewsWording.FormatAnswersThatShowedNoTopic(minimum)];
            return NoticeMessage.Of(project.Settings.AnyHour ? said : [.. said, NewsWording.FormatIHaveLookedNow(DigestText.OneADay)]);
        }
    }

    internal static DateTimeOffset Parse(string occurrence) =>
        DateTimeOffset.ParseExact(occurrence, "yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
