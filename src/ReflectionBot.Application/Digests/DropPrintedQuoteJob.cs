using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Conversation;

namespace ReflectionBot.Application.Digests;

/// <summary>Drops a quote in its author's partition; from there it leaves the digests as one that its author takes back.</summary>
public sealed class DropPrintedQuoteJob(DigestStore digests, PeopleStore people, ConversationRunner turns) : IJobHandler<DropPrintedQuote>
{
    /// <inheritdoc/>
    public async Task RunAsync(DropPrintedQuote job, CancellationToken cancel)
    {
        var quote = (await digests.FindAsync(job.Project, job.Digest, cancel))?.Record.Quotes.FirstOrDefault(q => q.PersonId == job.Person && q.RoundId == job.Round && $"{q.Stage}" == job.Stage);
        if (quote is not null && await people.GetAsync(job.Person, cancel) is { } person)
        {
            await turns.StepAsync(person, $"dropped {job.Digest} {job.Round} {job.Stage}", new QuoteDropped(job.Round, quote.Stage, quote.Exact), null, [], cancel);
        }
    }
}
