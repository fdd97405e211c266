using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.People;

/// <summary>
/// Passes a wish to be contacted on, and tells whoever asked what became of it. Where it fails, nobody else is asked in their place, and no
/// address of anybody else is shown: they may have picked this person to avoid another.
/// </summary>
public sealed class ContactJobs : IJobHandler<AskForContact>, IJobHandler<TellContact>, IJobHandler<TellContacts>
{
    private readonly ProjectStore _projects;
    private readonly PeopleStore _people;
    private readonly PersonTurns _turns;
    private readonly Ledger _ledger;
    private readonly TimeProvider _time;

    /// <summary>Jobs over these stores.</summary>
    public ContactJobs(ProjectStore projects, PeopleStore people, PersonTurns turns, Ledger ledger, TimeProvider time)
    {
        _turns = turns;
        _projects = projects;
        _people = people;
        _ledger = ledger;
        _time = time;
    }

    /// <summary>Writes to the person who was picked, if they are still the one: the name of whoever asks, nothing else.</summary>
    public async Task RunAsync(AskForContact job, CancellationToken cancel)
    {
        if (await FindAsync(job, cancel) is not var (asking, project, picked))
        {
            return;
        }

        var id = Ids.New(_time);
        Effect effect = picked is { Writable: true, Person: { } helper }
            ? new WriteToPerson(id, helper, NoticeMessage.Of($"{asking.Name} asks you to get in touch with them. I know no more than that."), Contact: job)
            : new WriteToPerson(id, job.Person, Failed(job, project, picked));
        var letter = effect is WriteToPerson { Contact: not null, Person: var asked } ? Letter(asked, LetterKind.Contact) : Letter(job.Person, LetterKind.Notice);
        await OnceAsync(job, $"{Ledger.Once}contact {job.Request}", [effect, letter], cancel);
    }

    /// <summary>Tells whoever asked what became of it.</summary>
    public async Task RunAsync(TellContact job, CancellationToken cancel)
    {
        if (await FindAsync(job.Asked, cancel) is not var (_, project, picked))
        {
            return;
        }

        var message = job.Outcome switch
        {
            // A page that nobody has open shows nothing to anybody: the name stands there, and they do not have it yet.
            ContactOutcome.Delivered when picked?.Person is { } helper && await _people.GetAsync(helper, cancel) is { HasOnlyPage: true } page => page.SeenAt is null
                ? NoticeMessage.Linked([$"Your name, nothing else, waits for {job.Asked.Name} in their web chat. They have not been there yet, so I cannot say whether they will see it. {HelpDialog.Emergency(project)}"], SomeoneElse(job.Asked))
                : NoticeMessage.Linked([$"Your name, nothing else, waits for {job.Asked.Name} in their web chat. They see it when they next open it; I cannot say when that is. {HelpDialog.Emergency(project)}"]),
            ContactOutcome.Delivered => NoticeMessage.Of($"{job.Asked.Name} has your name now, nothing else. I cannot say when they will write."),
            ContactOutcome.NotYet => NoticeMessage.Linked([$"I could not reach {job.Asked.Name} yet. I go on trying, and tell you when they have your name. {HelpDialog.Emergency(project)}"], SomeoneElse(job.Asked)),
            _ => Failed(job.Asked, project, picked),
        };
        Effect[] letter = job.Outcome is ContactOutcome.NotDelivered ? [Letter(job.Asked.Person, LetterKind.Notice)] : [];
        await OnceAsync(job.Asked, $"{Ledger.Once}contact {job.Asked.Request} {job.Outcome}", [new WriteToPerson(Ids.New(_time), job.Asked.Person, message), .. letter], cancel);
    }

    /// <summary>Tells whoever had asked somebody who can be asked no more; also those who are off the project meanwhile.</summary>
    public async Task RunAsync(TellContacts job, CancellationToken cancel)
    {
        foreach (var member in await _projects.EverMembersAsync(job.Project, cancel))
        {
            if ((await _turns.SessionAsync(member.Person, cancel)).Picked.ContainsKey(job.Project) && await _people.GetAsync(member.Person, cancel) is { } person)
            {
                await _turns.StepAsync(person, $"contacts {job.Change}", new ContactsChanged(job.Project), null, [], cancel);
            }
        }
    }

    private async Task<(Member Asking, Project Project, ContactPerson? Picked)?> FindAsync(AskForContact job, CancellationToken cancel)
    {
        var project = await _projects.FindAsync(job.Project, cancel);
        if (project is null || await _projects.EverMemberAsync(job.Project, job.Person, cancel) is not { } asking)
        {
            return null;
        }

        var members = await _projects.MembersAsync(job.Project, cancel);
        var contacts = await _people.WithReachAsync(project, ContactPeople.Of(project.Settings, members), cancel);
        return (asking, project, contacts.FirstOrDefault(c => c.Id == job.Who && c.Name == job.Name));
    }

    private static NoticeMessage Failed(AskForContact job, Project project, ContactPerson? picked)
    {
        var who = job.Name ?? "the person you picked";
        var what = picked is null ? $"I have not asked {who}: they are not a contact here any more." : $"I could not reach {who}, so they do not have your name.";
        LinkedText way = $" You reach them at {Reference.To(picked?.Reach)}.";
        LinkedText sentence = $"{what}{(picked?.Reach is null ? "" : way)} {HelpDialog.Emergency(project)}";
        return job.Round is null ? NoticeMessage.Linked([sentence], SomeoneElse(job)) : NoticeMessage.Linked(
            [sentence, "What you wrote stays held back, and I send no reminders, until you write `carry on`."],
            SomeoneElse(job), new Button("Carry on as before", new ButtonAction(DialogWord.CarryOn.Verb(), job.Round)));
    }

    private static Button SomeoneElse(AskForContact job) => new("Ask someone else", new ButtonAction(DialogWord.ContactMe.Verb(), job.Round));

    /// <summary>Somebody waits for this: whoever has only a page must not hear of it by chance.</summary>
    private RunJob Letter(string person, LetterKind kind) => new(Ids.New(_time), new TellByMail(person, kind, Ids.New(_time), _time.GetUtcNow()));

    private Task<bool> OnceAsync(AskForContact job, string key, IReadOnlyList<Effect> effects, CancellationToken cancel) =>
        _ledger.TakeAsync(Keys.Person(job.Person), key, () => Task.FromResult<Step?>(new([], effects)), cancel);
}
