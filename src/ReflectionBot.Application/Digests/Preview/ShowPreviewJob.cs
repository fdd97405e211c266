using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Digests.Preview;

/// <summary>Writes the preview of a digest into facilitators' chats. There is one in each chat: a new one takes the words out of the one before.</summary>
public sealed class ShowPreviewJob(DigestStore digests, ReflectionSources reading, PeopleStore people, UnitOfWork unitOfWork) : IJobHandler<ShowPreview>
{
    /// <inheritdoc/>
    public async Task RunAsync(ShowPreview job, CancellationToken cancel)
    {
        if (await reading.Projects.FindAsync(job.Project, cancel) is not { } project || await digests.FindAsync(job.Project, job.Digest, cancel) is not { Preview: { } preview } digest)
        {
            return;
        }

        var facilitators = (await reading.Projects.MembersAsync(job.Project, cancel)).Where(m => m.Roles.HasFlag(Roles.Facilitator)).ToList();
        var runs = facilitators.Select(m => m.Person).ToHashSet(StringComparer.Ordinal);
        var reads = facilitators.Where(m => OpeningRule.IsReader(m, project.Settings)).Select(m => m.Person).ToHashSet(StringComparer.Ordinal);
        var name = DigestStore.RememberPreview(job.Project, job.Digest);
        foreach (var person in preview.ShownTo.Where(p => job.Person is null || p == job.Person))
        {
            // Whoever is no facilitator any more sees no more of it.
            OutboundMessage Message() => !runs.Contains(person) ? NoticeMessage.Of(NewsWording.ThisPreviewIsForFacilitators)
                : digest.Waits ? Of(project, digest, preview, reads.Contains(person), reading.Time.GetUtcNow())
                : NoticeMessage.Of(digest.Record.Unposted ? NewsWording.ThisDigestIsNotPosted : NewsWording.ThisDigestIsPosted);
            var message = await reading.Projects.ForReaderAsync(people, project, person, Message, cancel);
            Effect[] effects = !job.Anew ? [new UpdateMessage(NewId(), null, null, name, message, Forget: !digest.Waits)]
                : runs.Contains(person) ? [new UpdateMessage(NewId(), null, null, name, NoticeMessage.Of(NewsWording.ThePreviewIsFurtherDown), Forget: true), new WriteToPerson(NewId(), person, message, name)] : [];
            await unitOfWork.CommitOnceAsync(Keys.Person(person), $"preview {job.Project} {job.Digest} {job.Occasion}", () => Task.FromResult<PartitionChange?>(new([], effects)), cancel);
        }
    }

    private static DigestMessage Of(Project project, StoredDigest digest, DigestPreview preview, bool reads, DateTimeOffset now)
    {
        var shown = DigestText.After(digest.Record.Message, preview);
        var when = preview.PostsAt is { } at && at > now ? Spoken.DayAndTime(at, Zones.Of(project)) : null;
        var lead = (preview.State, when) switch
        {
            (PreviewState.Approved, { } day) => NewsWording.FormatReleasedItIsPostedOn(day),
            (_, { } day) => NewsWording.FormatOnlyFacilitatorsSeeThisPostedOn(day),
            _ => NewsWording.OnlyFacilitatorsSeeThis,
        };
        Button[] buttons =
        [
            .. preview.State == PreviewState.Waiting || when is null ? new[] { CommandButton.In(project.Id, NewsWording.PostIt, "digest post", primary: true) } : [],
            CommandButton.In(project.Id, NewsWording.HoldBackATopic, "digest hold"),
            .. DigestRevision.Quoted(shown).Any() ? new[] { CommandButton.In(project.Id, NewsWording.DropAQuote, "drop quote") } : [],
            CommandButton.In(project.Id, NewsWording.WhatIBring, "digest memo"),
            CommandButton.In(project.Id, NewsWording.DoNotPostIt, "digest skip"),
            .. reads ? preview.PossibleTopics.SelectMany(t => new[] { CommandButton.In(project.Id, NewsWording.FormatKeepTheTopic(t), $"topic keep \"{t}\""), CommandButton.In(project.Id, NewsWording.FormatIsNoTopic(t), $"topic drop \"{t}\"") }) : [],
        ];
        string[] topics = !reads ? [] :
        [
            .. preview.OwnTopics.Count == 0 ? Array.Empty<string>() : [NewsWording.FormatOfYourOwnTopics(Spoken.List(preview.OwnTopics))],
            .. preview.PossibleTopics.Count == 0 ? Array.Empty<string>() : [NewsWording.FormatPossibleNewTopics(Spoken.List([.. preview.PossibleTopics.Select(t => $"\"{t}\"")]))],
        ];
        return shown with { Title = NewsWording.FormatPreviewOf(shown.Title), Lead = [lead, .. shown.Lead], Notes = [.. shown.Notes, .. topics, .. preview.Memo is { } memo ? new[] { NewsWording.FormatWhatYouBroughtToThisReading(memo) } : []], Buttons = buttons };
    }

    private string NewId() => Ids.New(reading.Time);
}
