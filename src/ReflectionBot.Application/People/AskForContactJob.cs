using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.People;

/// <summary>Writes to the contact person who was picked, if they still are one: only the name of the person who asks.</summary>
public sealed class AskForContactJob(ContactRequests requests, ProjectStore projects, PeopleStore people, TimeProvider time) : IJobHandler<AskForContact>
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
            ? new WriteToPerson(id, helper, await HelperAsync(helper, asking.Name, cancel), ContactPerson.Remember(job.Project, id), job)
            : new WriteToPerson(id, job.Person, await projects.ForReaderAsync(people, project, job.Person, () => ContactRequests.Failed(job, project, picked), cancel));
        var letter = effect is WriteToPerson { Contact: not null, Person: var asked } ? requests.Letter(asked, LetterKind.Contact) : requests.Letter(job.Person, LetterKind.Notice);
        await requests.OnceAsync(job, $"{UnitOfWork.Once}contact {job.Request}", [effect, letter], cancel);
    }

    /// <summary>The message to the contact person: a name, in their own language.</summary>
    private async Task<OutboundMessage> HelperAsync(string helper, string asking, CancellationToken cancel)
    {
        using var language = Language.In(await people.LanguageAsync(helper, cancel));
        return NoticeMessage.Of(NewsWording.FormatAsksYouToGetInTouch(asking));
    }
}
