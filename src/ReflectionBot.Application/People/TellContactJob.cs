using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.People;

/// <summary>Tells the person who asked for contact what happened to the request.</summary>
public sealed class TellContactJob(ProjectStore projects, PeopleStore people, ContactRequests requests, TimeProvider time) : IJobHandler<TellContact>
{
    /// <inheritdoc/>
    public async Task RunAsync(TellContact job, CancellationToken cancel)
    {
        if (await requests.FindAsync(job.Asked, cancel) is not var (asking, project, picked))
        {
            return;
        }

        var page = job.Outcome == ContactOutcome.Delivered && picked?.Person is { } helper ? await people.GetAsync(helper, cancel) : null;
        Effect[] letter = job.Outcome is ContactOutcome.NotDelivered ? [requests.Letter(job.Asked.Person, LetterKind.Notice)] : [];
        await requests.OnceAsync(job.Asked, $"{UnitOfWork.Once}contact {job.Asked.Request} {job.Outcome}", [new WriteToPerson(Ids.New(time), asking.Person, await projects.ForReaderAsync(people, project, asking.Person, () => Message(job, project, picked, page), cancel)), .. letter], cancel);
    }

    // The contact person may have only the web page: the name is shown there, but they have not seen it yet.
    private static NoticeMessage Message(TellContact job, Project project, ContactPerson? picked, Person? helper) => job.Outcome switch
    {
        ContactOutcome.Delivered when helper is { HasOnlyPage: true } => helper.SeenAt is null
            ? NoticeMessage.Linked([LinkedText.Of(NewsWording.YourNameNothingElseWaitsFor, ("asked", job.Asked.Name), ("emergency", HelpDialog.Emergency(project)))], ContactRequests.SomeoneElse(job.Asked))
            : NoticeMessage.Linked([LinkedText.Of(NewsWording.YourNameNothingElseWaitsForIn, ("asked", job.Asked.Name), ("emergency", HelpDialog.Emergency(project)))]),
        ContactOutcome.Delivered => NoticeMessage.Of(NewsWording.FormatHasYourNameNowNothingElse(job.Asked.Name)),
        ContactOutcome.NotYet => NoticeMessage.Linked([LinkedText.Of(NewsWording.ICouldNotReachYetI, ("asked", job.Asked.Name), ("emergency", HelpDialog.Emergency(project)))], ContactRequests.SomeoneElse(job.Asked)),
        _ => ContactRequests.Failed(job.Asked, project, picked),
    };
}
