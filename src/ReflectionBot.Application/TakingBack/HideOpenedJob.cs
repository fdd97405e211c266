using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.TakingBack;

/// <summary>Replaces the messages in which a person's answers were opened, because part of their content was taken back, or because nobody may open it any more.</summary>
public sealed class HideOpenedJob(ReflectionSources sources, UnitOfWork unitOfWork) : IJobHandler<HideOpened>
{
    // A person's answers may have been opened any number of times, and a batch has at most 100 rows.
    private const int TogetherAtMost = 50;

    /// <inheritdoc/>
    public async Task RunAsync(HideOpened job, CancellationToken cancel)
    {
        var partition = Keys.Person(job.Person);
        if (job.Project is { } project && await sources.Projects.MemberAsync(project, job.Person, cancel) is not null)
        {
            return; // They are on it again.
        }

        var notice = NoticeMessage.Of(job.Project is null
            ? NewsWording.TheseAnswersHaveChangedSinceYou
            : NewsWording.WhoeverGaveTheseAnswersIsOff);
        var openings = await (job.Project is null ? sources.Reflections.OpeningIdsAsync(job.Person, cancel) : sources.Reflections.OpeningIdsAsync(job.Person, job.Project, cancel));
        foreach (var some in openings.Chunk(TogetherAtMost))
        {
            IReadOnlyList<Effect> effects = [.. some.Select(o => new UpdateMessage(Ids.New(sources.Time), null, null, ReflectionStore.Opened(o), notice, Forget: true))];
            await unitOfWork.CommitOnceAsync(partition, null, () => Task.FromResult<PartitionChange?>(new([], effects)), cancel);
        }
    }
}
