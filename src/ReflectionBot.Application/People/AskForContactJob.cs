using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.People;

/// <summary>Writes to the person who was picked, if they are still the one: the name of whoever asks, nothing else.</summary>
public sealed class AskForContactJob(ContactRequests requests, TimeProvider time) : IJobHandler<AskForContact>
{
    /// <inheritdoc/>
    public async Task RunAsync(AskForContact job, CancellationToken cancel)
    {
        if (await requests.FindAsync(job, cancel) is not var (asking, project, picked))
        {
            return;
        }

        var id = Ids.New(time);
        Effect effect = picked is { Writable: true, Person: { } helper }
            ? new WriteToPerson(id, helper, NoticeMessage.Of($"{asking.Name} asks you to get in touch with them. I know no more than that."), Contact: job)
            : new WriteToPerson(id, job.Person, ContactRequests.Failed(job, project, picked));
        var letter = effect is WriteToPerson { Contact: not null, Person: var asked } ? requests.Letter(asked, LetterKind.Contact) : requests.Letter(job.Person, LetterKind.Notice);
        await requests.OnceAsync(job, $"{Ledger.Once}contact {job.Request}", [effect, letter], cancel);
    }
}
