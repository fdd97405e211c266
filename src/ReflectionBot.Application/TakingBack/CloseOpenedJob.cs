using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.TakingBack;

/// <summary>Removes the answers a reader has opened from their chat once they may no longer read them, and the numbers of rounds and a preview of a digest once they are no longer a facilitator.</summary>
public sealed class CloseOpenedJob(ProjectStore projects, ReflectionStore reflections, DigestStore digests, UnitOfWork unitOfWork, TimeProvider time) : IJobHandler<CloseOpened>
{
    /// <summary>
    /// Replaces the messages in which the reader opened answers, in every author's partition, and those with the numbers of rounds. A person who
    /// became a reader again meanwhile keeps what they have opened since.
    /// </summary>
    public async Task RunAsync(CloseOpened job, CancellationToken cancel)
    {
        var member = await projects.MemberAsync(job.Project, job.Reader, cancel);
        var project = await projects.FindAsync(job.Project, cancel);
        var isFacilitator = member?.Roles.HasFlag(Roles.Facilitator) == true;
        var since = member is null || project is null ? null : ReaderRule.Since(member, project.Settings);
        if (project is not null && !isFacilitator)
        {
            var rounds = await projects.RoundsAsync(job.Project, cancel);
            string NewId() => Ids.New(time);
            var previews = (await digests.ListAsync(job.Project, cancel)).Where(d => d.Waits && d.Preview!.ShownTo.Contains(job.Reader, StringComparer.Ordinal))
                .Select(d => new RunJob(NewId(), new ShowPreview(project.Id, d.Id, NewId(), job.Reader)));
            await unitOfWork.CommitOnceAsync(Keys.Project(job.Project), null, () => Task.FromResult<PartitionChange?>(new([], [.. Hidden(project, rounds, job.Reader, NewId), .. previews])), cancel);
        }

        var notice = NoticeMessage.Of(isFacilitator
            ? NewsWording.TheConsentTextDidNotName
            : NewsWording.YouAreNotAFacilitatorOf);
        foreach (var author in await projects.EverMembersAsync(job.Project, cancel))
        {
            var openings = await reflections.OpeningIdsAsync(author.Person, job.Project, job.Reader, since, cancel);
            foreach (var some in openings.Chunk(50))
            {
                var box = await unitOfWork.OpenAsync(Keys.Person(author.Person), cancel);
                await unitOfWork.CommitAsync(box, null, [], [.. some.Select(o => new UpdateMessage(Ids.New(time), null, null, ReflectionStore.Opened(o), notice))], cancel);
            }
        }
    }

    /// <summary>The updates that replace the numbers in the chat of a person who is no longer a facilitator.</summary>
    private static IEnumerable<Effect> Hidden(Project project, IReadOnlyList<Round> rounds, string reader, Func<string> newId)
    {
        var notice = NoticeMessage.Of(NewsWording.FormatYouAreNotAFacilitatorOfAny(project.Name));
        return rounds.SelectMany(r => new[] { RoundStatus.Remember(r.Id, reader), RoundStatus.RememberClosed(r.Id, reader) }).Select(name => new UpdateMessage(newId(), null, null, name, notice, Forget: true));
    }
}
