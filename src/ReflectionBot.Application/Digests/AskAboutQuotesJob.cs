using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Digests;

/// <summary>
/// The quote check of a weekly digest: asks the author of each quote that it could print, each in their own working hours, and once for the same words.
/// Who is off the project or wants fewer messages is not asked, and so not quoted.
/// </summary>
public sealed class AskAboutQuotesJob(DigestSources sources, DigestStore digests, ReflectionSources reading, PeopleStore people, ConversationRunner turns, DueRows due) : IJobHandler<AskAboutQuotes>
{
    /// <inheritdoc/>
    public async Task RunAsync(AskAboutQuotes job, CancellationToken cancel)
    {
        var now = reading.Time.GetUtcNow();
        if (await reading.Projects.FindAsync(job.Project, cancel) is not { ClosedAt: null, Settings.ChecksQuotes: true } project || project.Digest?.Version != job.Schedule)
        {
            return;
        }

        var week = DigestWeek.Of(project, PublishDigestJob.Parse(job.Occurrence));
        if (week.LooksAt <= now)
        {
            return;
        }

        var members = (await reading.Projects.MembersAsync(project.Id, cancel)).Where(m => !m.Quiet && !m.Unreachable).Select(m => m.Person).ToHashSet(StringComparer.Ordinal);
        var previous = (await digests.ListAsync(project.Id, cancel)).Select(d => d.Record).ToList();
        var quotes = (await sources.UncheckedQuotesAsync(project, previous, now, cancel)).Where(q => members.Contains(q.PersonId) && (job.Person is null || job.Person == q.PersonId));
        foreach (var own in quotes.GroupBy(q => q.PersonId))
        {
            if (await people.GetAsync(own.Key, cancel) is not { } person)
            {
                continue;
            }

            if (RoundCalendar.PromptAt(project.Settings, Zones.Of(person, project), now) is var at && at > now)
            {
                await due.PlanAsync(job with { Person = person.Id }, at, $"quote check {job.Project} {job.Schedule} {person.Id}", cancel);
                continue;
            }

            foreach (var quote in own)
            {
                await turns.StepAsync(person, $"quote check {job.Occurrence} {quote.RoundId} {quote.Stage}", new QuoteCheckDue(quote.RoundId, quote.Stage, quote.Exact, week.LooksAt, week.PostsAt), null, [], cancel);
            }
        }
    }
}
