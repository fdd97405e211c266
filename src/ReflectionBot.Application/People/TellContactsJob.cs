using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.People;

/// <summary>Tells the people who had asked a contact person that this person can no longer be asked; also people who have left the project meanwhile.</summary>
public sealed class TellContactsJob(ProjectStore projects, PeopleStore people, ConversationRunner turns) : IJobHandler<TellContacts>
{
    /// <inheritdoc/>
    public async Task RunAsync(TellContacts job, CancellationToken cancel)
    {
        foreach (var member in await projects.EverMembersAsync(job.Project, cancel))
        {
            if ((await turns.SessionAsync(member.Person, cancel)).Picked.ContainsKey(job.Project) && await people.GetAsync(member.Person, cancel) is { } person)
            {
                await turns.StepAsync(person, $"contacts {job.Change}", new ContactsChanged(job.Project), null, [], cancel);
            }
        }
    }
}
