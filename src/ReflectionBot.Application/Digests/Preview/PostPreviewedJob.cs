using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.People;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Digests.Preview;

/// <summary>
/// Posts a digest that a facilitator released, at its hour or at once where that is past. Where nobody released it by its hour, the channel and the
/// facilitators are told that there is none; it can still be released afterwards.
/// </summary>
public sealed class PostPreviewedJob(DigestStore digests, ReflectionSources reading, PeopleStore people, UnitOfWork unitOfWork, DueRows due, DigestSources sources, DigestPictures pictures) : IJobHandler<PostPreviewed>
{
    /// <inheritdoc/>
    public async Task RunAsync(PostPreviewed job, CancellationToken cancel)
    {
        if (await reading.Projects.FindAsync(job.Project, cancel) is not { ClosedAt: null } project || await digests.FindAsync(job.Project, job.Digest, cancel) is not { Record.Unposted: true, Preview: { } preview })
        {
            return;
        }

        if (preview.PostsAt is not null && project.Digest is null)
        {
            return; // The weekly digest was switched off meanwhile: nothing comes by itself. `digest post` still posts it.
        }

        var now = reading.Time.GetUtcNow();
        // A day that has become a day off meanwhile is put off to the next working day.
        var at = preview.PostsAt is { } planned && RoundCalendar.DigestAt(project, project.Digest!, now) is var working && working > planned ? working : preview.PostsAt;
        if (at > now)
        {
            await due.PlanAsync(job, at.Value, $"post digest {job.Project} {job.Digest}", cancel);
            return;
        }

        var members = await reading.Projects.MembersAsync(job.Project, cancel);
        var letters = await ProjectLetters.ToAsync(reading.Projects, people, project, members.Where(m => m.Roles.HasFlag(Roles.Facilitator)), () => NotReleased(project), NewId, cancel);
        var key = preview.State == PreviewState.Approved ? $"post digest {job.Digest}" : $"no digest {job.Digest}";
        await unitOfWork.CommitOnceAsync(Keys.Project(job.Project), key, async () => await digests.ListAsync(job.Project, cancel) is var all && all.FirstOrDefault(d => d.Id == job.Digest) is { Record.Unposted: true, Preview: { } said } digest && said.State == preview.State
            ? said.State switch
            {
                // One without topics is news only as long as nothing was looked at after it.
                PreviewState.Approved => digest.Record.HasThemeContent || all[^1].Id == digest.Id ? await PostedAsync(project, digest, said, members, cancel) : null,
                PreviewState.Waiting when said.PostsAt is not null => new([], [new PostMessage(NewId(), project.Home, NoticeMessage.Of(NewsWording.NoDigestIsPostedToday)), .. letters]),
                PreviewState.Skipped when said.PostsAt is not null => new([], [new PostMessage(NewId(), project.Home, NoticeMessage.Of(NewsWording.NoDigestIsPostedToday))]),
                _ => null,
            }
            : null, cancel);
    }

    private async Task<PartitionChange> PostedAsync(Project project, StoredDigest digest, DigestPreview preview, IReadOnlyList<Member> members, CancellationToken cancel)
    {
        var record = await pictures.AddAsync(project, digest.Id, DigestRevision.Posted(digest.Record, preview, await sources.StillShownAsync(project, digest.Record, cancel), project.Name), cancel);
        var change = DigestPosting.Of(project, digest with { Record = record, Revision = digest.Revision + 1 }, members, NewId);
        return preview.ShownTo.Count == 0 ? change : change with { Effects = [.. change.Effects, new RunJob(NewId(), new ShowPreview(project.Id, digest.Id, "posted"))] };
    }

    private static NoticeMessage NotReleased(Project project) => new([NewsWording.NobodyReleasedTheDigest], [CommandButton.In(project.Id, NewsWording.ShowThePreview, "digest preview"), CommandButton.In(project.Id, NewsWording.PostIt, "digest post")]);

    private string NewId() => Ids.New(reading.Time);
}
