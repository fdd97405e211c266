using System.Text.Json.Serialization;

namespace ReflectionBot.Channels.Web;

/// <summary>The bodies of the web chat's endpoints. Field names are Direct Line 3.0's where it has them.</summary>
internal sealed record ErrorBody(ErrorDetail Error);

internal sealed record ErrorDetail(string Code, string Message);

/// <param name="ExpiresIn">Seconds.</param>
internal sealed record ConversationBody(string ConversationId, string Token, [property: JsonPropertyName("expires_in")] int ExpiresIn, string? StreamUrl = null);

internal sealed record IdBody(string Id);

internal sealed record JoinRequest(string? Invite);

internal sealed record TryOutTokenRequest(string? User, string? Conversation);

internal sealed record PersonBody(string Id, string Name, string? Role = null, string? About = null);

/// <param name="Token">A Direct Line token for this conversation; null where it must be asked for.</param>
internal sealed record ConversationInfo(string Id, string Name, bool Shared, string? Token = null);

internal sealed record SessionBody(PersonBody User, IReadOnlyList<ConversationInfo> Conversations, [property: JsonPropertyName("expires_in")] int ExpiresIn);

internal sealed record TryOutBody(string Project, IReadOnlyList<PersonBody> People, IReadOnlyList<ConversationInfo> Channels);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(ConversationBody))]
[JsonSerializable(typeof(IdBody))]
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(TryOutTokenRequest))]
[JsonSerializable(typeof(SessionBody))]
[JsonSerializable(typeof(TryOutBody))]
internal sealed partial class DirectLineJson : JsonSerializerContext;
