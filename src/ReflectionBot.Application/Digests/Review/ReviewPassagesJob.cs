using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Digests.Review;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Digests.Review;

/// <summary>
/// Shows a facilitator one answer after the other and keeps what they say it is about. Each answer that is shown leaves an audit entry in its
/// author's partition, as every opening does (trust rule 8), and the message is remembered there, so that taking back reaches it.
/// </summary>
public sealed class ReviewPassagesJob(PassagesInReview passages, ReflectionSources reading, PeopleStore people, UnitOfWork unitOfWork, Codings codings) : IJobHandler<ReviewPassages>
{
    /// <inheritdoc/>
    public async Task RunAsync(ReviewPassages job, CancellationToken cancel)
    {
        if (await reading.Projects.FindAsync(job.Project, cancel) is not { } project || await reading.Projects.MemberAsync(job.Project, job.Reviewer, cancel) is not { } reader || !reader.Roles.HasFlag(Roles.Facilitator))
        {
            return;
        }

        var cards = new ReviewCards(project.Id, codings.Of(project), job.IsBlind);
        var found = await passages.OfAsync(project, reader, cancel);
        var passage = found.Passages.FirstOrDefault(p => p.Id == job.Passage);
        var ask = (project, job, cards, found.Passages);
        await (found.Refusal is { } refusal ? SayAsync(project, job, () => NoticeMessage.Of(refusal()), cancel)
            : job.Passage is null ? ShowNextAsync(ask, null, null, cancel)
            : passage is null ? SayAsync(project, job, () => new NoticeMessage([DigestCommandWording.ThatAnswerIsNotThereToReview], [cards.GoOn]), cancel)
            : job.Then is { } then ? ShowAsync(ask, passage, then, reader, cancel)
            : TakeAsync(ask, passage, reader, cancel));
    }

    private async Task TakeAsync((Project, ReviewPassages Job, ReviewCards Cards, IReadOnlyList<PassageInReview>) ask, PassageInReview passage, Member reader, CancellationToken cancel)
    {
        var (project, job, cards, _) = ask;
        var step = PassageReview.Take(cards.Coding, passage, job.Said ?? "", reader.Person, reading.Time.GetUtcNow(), job.IsBlind);
        if (passage.Answer.About is not null)
        {
            await SayAsync(project, job, () => new NoticeMessage([DigestCommandWording.ItsAuthorHasSaidWhatItIsAbout], [cards.GoOn]), cancel);
        }
        else if (step.Reviewed is { } reviewed)
        {
            await KeepAsync(job, passage, reviewed, step.Shows, cancel);
        }
        else if (step.Shows == ReviewShows.Next)
        {
            await ShowNextAsync(ask, passage, null, cancel);
        }
        else
        {
            await SayAsync(project, job, () => step.Theme is { } theme ? cards.Side(passage, theme)
                : cards.Which(passage, step.Shows == ReviewShows.Unknown && !string.IsNullOrEmpty(job.Said) ? DigestCommandWording.FormatIDoNotKnowThatTopic(job.Said) : DigestCommandWording.FormatWhichTopicForAnswer(passage.Id)), cancel);
        }
    }

    /// <summary>Only if the same words are still there: the author may be writing at this moment.</summary>
    private async Task KeepAsync(ReviewPassages job, PassageInReview passage, ReviewedThemes reviewed, ReviewShows shows, CancellationToken cancel)
    {
        await unitOfWork.CommitOnceAsync(Keys.Person(passage.PersonId), $"review {job.Occasion}", async () =>
        {
            var before = await reading.Reflections.LoadAsync(passage.PersonId, cancel);
            var reflection = before.Reflections.GetValueOrDefault(passage.RoundId);
            var answer = reflection?.Of(passage.Answer.Stage);
            var isThere = answer is { Answered: true, About: null } && (passage with { Answer = answer }).Id == passage.Id;
            var then = new RunJob(Ids.New(reading.Time), job with { Occasion = $"{job.Occasion} then", Then = shows });
            return !isThere ? new([], [then]) : new(
                ReflectionStore.Difference(before, before with { Reflections = before.Reflections.SetItem(passage.RoundId, reflection!.With(answer! with { Reviewed = reviewed })) }),
                [new RunJob(Ids.New(reading.Time), new CodeReflection(job.Project, passage.RoundId, passage.PersonId)), then]);
        }, cancel);
    }

    private async Task ShowAsync((Project, ReviewPassages Job, ReviewCards Cards, IReadOnlyList<PassageInReview>) ask, PassageInReview passage, ReviewShows then, Member reader, CancellationToken cancel)
    {
        var (project, job, cards, _) = ask;
        if (passage.Answer.Reviewed?.By != reader.Person)
        {
            await SayAsync(project, job, () => new NoticeMessage([DigestCommandWording.ThatAnswerIsNotThereToReview], [cards.GoOn]), cancel);
        }
        else if (then == ReviewShows.Next)
        {
            await ShowNextAsync(ask, passage, () => cards.Counts(passage), cancel);
        }
        else
        {
            await SayAsync(project, job, () => then == ReviewShows.Themes ? cards.Which(passage, $"{cards.Counts(passage)} {DigestCommandWording.WhichTopicToo}") : cards.Kept(passage), cancel);
        }
    }

    private async Task ShowNextAsync((Project, ReviewPassages, ReviewCards, IReadOnlyList<PassageInReview>) ask, PassageInReview? after, Func<string>? before, CancellationToken cancel)
    {
        var (project, job, cards, all) = ask;
        if (PassageInReview.Next(all, job.Reviewer, after) is not { } next)
        {
            var agreement = PassageReview.AgreementOf(cards.Coding, await passages.ReviewedAsync(project, cancel));
            var left = all.Count(p => p.IsOpen);
            await SayAsync(project, job, () => new NoticeMessage(
                [.. before is null ? [] : new[] { before() }, after is null ? DigestCommandWording.NoAnswerIsThereToReview : DigestCommandWording.TheseWereAll, .. ReviewCards.Agreement(agreement)],
                left > 0 && after is not null ? [cards.GoOn] : []), cancel);
            return;
        }

        var member = await reading.Projects.MemberAsync(project.Id, job.Reviewer, cancel);
        var round = (await reading.Projects.RoundsAsync(project.Id, cancel)).First(r => r.Id == next.RoundId);
        var question = (await reading.Projects.QuestionsAsync(round, cancel)).About(next.Answer.Stage)?.Name ?? $"{next.Answer.Stage}";
        var message = await reading.Projects.ForReaderAsync(people, project, job.Reviewer, () => cards.Of(next, question, before?.Invoke()), cancel);
        using var language = Language.In(await people.LanguageAsync(next.PersonId, cancel));
        await unitOfWork.CommitOnceAsync(Keys.Person(next.PersonId), $"review {job.Occasion} shown", async () =>
        {
            // Read again: its author may have taken it back since.
            var now = (await reading.Reflections.LoadAsync(next.PersonId, cancel)).Reflections.GetValueOrDefault(next.RoundId);
            if (now?.Released().FirstOrDefault(a => a.Stage == next.Answer.Stage) is not { } answer || (next with { Answer = answer }).Id != next.Id)
            {
                return new([], [new RunJob(Ids.New(reading.Time), job with { Occasion = $"{job.Occasion} again", Passage = null, Said = null, Then = null })]);
            }

            var opening = Ids.New(reading.Time);
            return new([ReflectionStore.Opened(opening, member!.Name, member.Person, project.Id, reading.Time.GetUtcNow(), did: DigestCommandWording.ReadOneAnswerWithoutYourName)], [new PostMessage(Ids.New(reading.Time), job.In, message, ReflectionStore.Opened(opening))]);
        }, cancel);
    }

    private async Task SayAsync(Project project, ReviewPassages job, Func<OutboundMessage> message, CancellationToken cancel)
    {
        var written = await reading.Projects.ForReaderAsync(people, project, job.Reviewer, message, cancel);
        await unitOfWork.CommitOnceAsync(Keys.Person(job.Reviewer), $"review {job.Occasion}", () => Task.FromResult<PartitionChange?>(new([], [new PostMessage(Ids.New(reading.Time), job.In, written)])), cancel);
    }
}
