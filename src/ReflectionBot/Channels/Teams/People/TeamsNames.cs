using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Teams.People;

/// <summary>Maps Teams' ids to channel-independent addresses and back.</summary>
internal static class TeamsNames
{
    /// <summary>The channel's name in addresses.</summary>
    public const string Channel = "teams";

    /// <summary>The prefix of bots' ids.</summary>
    public const string BotPrefix = "28:";

    private const string Message = ";messageid=";

    /// <summary>A person, by their object id in Entra, which is the same in every team; by their id in Teams where there is none.</summary>
    public static ChatAddress Person(string tenant, string? entraId, string teamsId) =>
        new(Channel, tenant, string.IsNullOrEmpty(entraId) ? teamsId : entraId.ToLowerInvariant());

    /// <summary>A conversation. In a channel, the id of a message's conversation names its thread too.</summary>
    public static ConversationAddress Place(string tenant, string conversation, bool shared)
    {
        var at = shared ? conversation.IndexOf(Message, StringComparison.Ordinal) : -1;
        return at < 0
            ? new(Channel, tenant, conversation, shared)
            : new(Channel, tenant, conversation[..at], shared, conversation[(at + Message.Length)..]);
    }

    /// <summary>The id of a place for the connector, thread included.</summary>
    public static string Conversation(ConversationAddress place) => place.Thread is { } thread ? place.Id + Message + thread : place.Id;
}
