using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.People;

/// <summary>
/// A request to be contacted. If it fails, nobody else is asked instead, and no other person's address is shown: the person may have picked
/// this contact to avoid another one.
/// </summary>
public sealed class ContactRequests(ProjectStore projects, PeopleStore people, UnitOfWork unitOfWork, TimeProvider time)
{
    internal async Task<(Member Asking, Project Project, ContactPerson? Picked)?> FindAsync(AskForContact job, CancellationToken cancel)
    {
        var project = await projects.FindAsync(job.Project, cancel);
        if (project is null || await projects.EverMemberAsync(job.Project, job.Person, cancel) is not { } asking)
        {
            return null;
        }

        var members = await projects.MembersAsync(job.Project, cancel);
        var contacts = await people.WithReachAsync(project, ContactPeople.Of(project.Settings, members), cancel);
        return (asking, project, contacts.FirstOrDefault(c => c.Id == job.Who && c.Name == job.Name));
    }

    internal static NoticeMessage Failed(AskForContact job, Project project, ContactPerson? picked)
    {
        var who = job.Name ?? NewsWording.ThePersonYouPicked;
        var what = picked is null ? NewsWording.FormatIHaveNotAskedTheyAre(who) : NewsWording.FormatICouldNotReachSoThey(who);
        LinkedText way = LinkedText.Of(NewsWording.YouReachThemAt, ("to", Reference.To(picked?.Reach)));
        LinkedText sentence = $"{what}{(picked?.Reach is null ? "" : way)} {HelpDialog.Emergency(project)}";
        return job.Round is null ? NoticeMessage.Linked([sentence], SomeoneElse(job)) : NoticeMessage.Linked(
            [sentence, NewsWording.WhatYouWroteStaysHeldBack],
            SomeoneElse(job), new Button(NewsWording.CarryOnAsBefore, new ButtonAction(CollaboratorAction.CarryOn.Verb(), job.Round)));
    }

    internal static Button SomeoneElse(AskForContact job) => new(NewsWording.AskSomeoneElse, new ButtonAction(CollaboratorAction.ContactMe.Verb(), job.Round));

    /// <summary>A person waits for this, so a recipient who has only the web page must not hear of it only by chance.</summary>
    internal RunJob Letter(string person, LetterKind kind) => new(Ids.New(time), new TellByMail(person, kind, Ids.New(time), time.GetUtcNow()));

    internal Task<bool> OnceAsync(AskForContact job, string key, IReadOnlyList<Effect> effects, CancellationToken cancel) =>
        unitOfWork.CommitOnceAsync(Keys.Person(job.Person), key, () => Task.FromResult<PartitionChange?>(new([], effects)), cancel);
}
