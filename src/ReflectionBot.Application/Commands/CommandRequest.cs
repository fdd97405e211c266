using ReflectionBot.Application.Delivery;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Commands;

/// <summary>A command on its way: who gave it, where, and under which event.</summary>
/// <param name="Key">The event's key.</param>
/// <param name="Place">Where it was given, and where the answer goes.</param>
/// <param name="Person">Who gave it.</param>
/// <param name="Alongside">The channel's own effects.</param>
/// <param name="Mentions">The people mentioned in it by the channel's own means.</param>
public sealed record CommandRequest(string Key, ConversationAddress Place, Person Person, IReadOnlyList<Effect> Alongside, IReadOnlyList<ChatMember> Mentions)
{
    /// <summary>Whoever gave it is on several projects: the answer says which one it is about.</summary>
    public bool IsOfSeveral { get; init; }

    /// <summary>What a project is called for whoever gave it.</summary>
    public Func<Project, string> NameOf { get; init; } = project => project.Name;

    /// <summary>The request that an event gives.</summary>
    public static CommandRequest Of(InboundEvent inbound, Person person, IReadOnlyList<Effect> alongside)
    {
        return new(inbound.Key, inbound.Conversation, person, alongside, inbound is MessagePosted posted ? posted.Mentions : []);
    }
}
