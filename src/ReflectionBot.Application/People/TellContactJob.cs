using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Phases;

namespace ReflectionBot.Application.People;

/// <summary>Tells whoever asked what became of it.</summary>
public sealed class TellContactJob(ProjectStore projects, PeopleStore people, ContactRequests requests, TimeProvider time) : IJobHandler<TellContact>
{
    /// <inheritdoc/>
    public async Task RunAsync(TellContact job, CancellationToken cancel)
    {
        if (await requests.FindAsync(job.Asked, cancel) is not var (asking, project, picked))
        {
            return;
        }

        var message = job.Outcome switch
        {
            // A page that nobody has open shows nothing to anybody: the name stands there, and they do not have it yet.
            ContactOutcome.Delivered when picked?.Person is { } helper && await people.GetAsync(helper, cancel) is { HasOnlyPage: true } page => page.SeenAt is null
                ? NoticeMessage.Linked([$"Your name, nothing else, waits for {job.Asked.Name} in their web chat. They have not been there yet, so I cannot say whether they will see it. {HelpDialog.Emergency(project)}"], ContactRequests.SomeoneElse(job.Asked))
                : NoticeMessage.Linked([$"Your name, nothing else, waits for {job.Asked.Name} in their web chat. They see it when they next open it; I cannot say when that is. {HelpDialog.Emergency(project)}"]),
            ContactOutcome.Delivered => NoticeMessage.Of($"{job.Asked.Name} has your name now, nothing else. I cannot say when they will write."),
            ContactOutcome.NotYet => NoticeMessage.Linked([$"I could not reach {job.Asked.Name} yet. I go on trying, and tell you when they have your name. {HelpDialog.Emergency(project)}"], ContactRequests.SomeoneElse(job.Asked)),
            _ => ContactRequests.Failed(job.Asked, project, picked),
        };
        Effect[] letter = job.Outcome is ContactOutcome.NotDelivered ? [requests.Letter(job.Asked.Person, LetterKind.Notice)] : [];
        await requests.OnceAsync(job.Asked, $"{Ledger.Once}contact {job.Asked.Request} {job.Outcome}", [new WriteToPerson(Ids.New(time), asking.Person, await projects.ForReaderAsync(people, project, asking.Person, message, cancel)), .. letter], cancel);
    }
}
