using System.Text.Json;
using System.Text.Json.Serialization;
using ReflectionBot.Channels.Activities;

namespace ReflectionBot.Channels.Teams.Connector;

/// <summary>A conversation to open: <c>ConversationParameters</c> of the Connector REST API.</summary>
/// <param name="Bot">The bot, <c>28:</c> and its app id.</param>
/// <param name="Members">The other members: for a personal chat one person, by their <c>29:</c> id or their object id in Entra.</param>
/// <param name="TenantId">The Entra tenant.</param>
/// <param name="ChannelData">At least <c>{"tenant": {"id": …}}</c>.</param>
/// <param name="IsGroup">Always false: bots cannot open group chats in Teams.</param>
internal sealed record NewConversation(ChannelAccount Bot, IReadOnlyList<ChannelAccount> Members, string TenantId, JsonElement? ChannelData, bool IsGroup = false);

/// <summary>A member of a conversation or team, as Teams describes them. Everything but the id may be missing.</summary>
internal sealed record TeamsMember(string Id)
{
    /// <summary>The name shown.</summary>
    public string? Name { get; init; }

    /// <summary>Given name.</summary>
    public string? GivenName { get; init; }

    /// <summary>Family name.</summary>
    public string? Surname { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The name they sign in with.</summary>
    public string? UserPrincipalName { get; init; }

    /// <summary>Their Entra tenant.</summary>
    public string? TenantId { get; init; }

    /// <summary><c>user</c>, <c>guest</c>, <c>owner</c>, or <c>anonymous</c> in meetings.</summary>
    public string? UserRole { get; init; }

    /// <summary>Object id in Entra, under the name that most answers use.</summary>
    public string? AadObjectId { get; init; }

    /// <summary>The same, under the name that <c>/members</c> uses.</summary>
    public string? ObjectId { get; init; }

    /// <summary>Object id in Entra, under either name.</summary>
    [JsonIgnore]
    public string? EntraId => AadObjectId ?? ObjectId;

    /// <summary>Whether they are from another organisation. Entra marks a guest's sign-in name.</summary>
    [JsonIgnore]
    public bool IsGuest => string.Equals(UserRole, "guest", StringComparison.OrdinalIgnoreCase) || UserPrincipalName?.Contains("#EXT#", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The id only: names are kept out of logs.</summary>
    public override string ToString() => $"member({Id})";
}

/// <summary>A page of members.</summary>
internal sealed record MemberPage(IReadOnlyList<TeamsMember>? Members, string? ContinuationToken);

/// <summary>What the connector returns for a message or a conversation.</summary>
internal sealed record ConnectorResource(string? Id, string? ServiceUrl);

/// <summary>The JSON types of the Connector REST API other than activities.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NewConversation))]
[JsonSerializable(typeof(ConnectorResource))]
[JsonSerializable(typeof(MemberPage))]
[JsonSerializable(typeof(TeamsMember))]
[JsonSerializable(typeof(IReadOnlyList<TeamsMember>))]
internal sealed partial class ConnectorJson : JsonSerializerContext;
