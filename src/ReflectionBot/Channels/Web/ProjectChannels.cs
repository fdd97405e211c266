using System.Runtime.CompilerServices;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Channels.Web;

/// <summary>
/// Decides who sees a web project's channel: its current facilitators and leads. This is looked up each time and never stored, so that a person who
/// loses the role also loses the channel. In the try-out everybody sees everything, and a channel without a project is for the users who were added
/// to it.
/// </summary>
internal sealed class ProjectChannels(ITableStore tables)
{
    private const Roles Running = Roles.Facilitator | Roles.Lead;

    private readonly ProjectStore _projects = new(tables);
    private readonly PeopleStore _people = new(tables, new(WebKeys.Channel), new());

    /// <summary>Whether a user sees a channel; null where no project decides that.</summary>
    public async Task<bool?> SeesAsync(ConversationAddress channel, ChatAddress who, CancellationToken cancel)
    {
        if (channel.Workspace == TryOutOptions.Workspace || await _projects.AtAsync(channel, cancel) is not { } project)
        {
            return null;
        }

        return await _people.FindAsync(who, cancel) is { } person && await RunsAsync(project, person, cancel);
    }

    /// <summary>The channels that a user sees because of their role in a project.</summary>
    public async IAsyncEnumerable<ConversationAddress> OfAsync(ChatAddress who, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (who.Workspace == TryOutOptions.Workspace || await _people.FindAsync(who, cancel) is not { } person)
        {
            yield break;
        }

        foreach (var id in await _people.ProjectsOfAsync(person.Id, cancel))
        {
            if (await _projects.FindAsync(id, cancel) is { Home: { Channel: WebKeys.Channel } home } project
                && home.Workspace == who.Workspace && await RunsAsync(project, person, cancel))
            {
                yield return home;
            }
        }
    }

    private async Task<bool> RunsAsync(Project project, Person person, CancellationToken cancel) =>
        await _projects.MemberAsync(project.Id, person.Id, cancel) is { } member && (member.Roles & Running) != 0;
}
