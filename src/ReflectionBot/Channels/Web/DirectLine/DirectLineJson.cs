using System.Text.Json.Serialization;

namespace ReflectionBot.Channels.Web.DirectLine;

/// <summary>The bodies of the web chat's endpoints. Field names are those of Direct Line 3.0 where it has them.</summary>
internal sealed record ErrorBody(ErrorDetail Error);

internal sealed record ErrorDetail(string Code, string Message);

/// <param name="ExpiresIn">Seconds.</param>
internal sealed record ConversationBody(string ConversationId, string Token, [property: JsonPropertyName("expires_in")] int ExpiresIn, string? StreamUrl = null);

internal sealed record IdBody(string Id);

/// <param name="Instead">Whether it may let in another person than the one whose chat is open in this browser.</param>
internal sealed record JoinRequest(string? Invite, bool Instead = false);

internal sealed record RecoverRequest(string? Words);

/// <param name="Open">Whether there is nothing to ask, because this browser already belongs to that person.</param>
/// <param name="HereAs">The name of another person whose chat is open in this browser.</param>
internal sealed record LinkBody(string Name, bool Open, string? HereAs);

internal sealed record WordsBody(string Words);

/// <param name="Code">The code that identifies this room in the person's other chats.</param>
/// <param name="Words">Whether it can be confirmed with recovery words.</param>
internal sealed record RoomBody(string Code, bool Words);

internal sealed record TryOutTokenRequest(string? User, string? Conversation);

internal sealed record PersonBody(string Id, string Name, string? Role = null, string? About = null);

/// <param name="Token">A Direct Line token for this conversation; null where it must be requested.</param>
internal sealed record ConversationInfo(string Id, string Name, bool Shared, string? Token = null);

/// <param name="Room">The room, where this is an empty room that waits to be confirmed.</param>
/// <param name="Recovery">The person's recovery words, shown only once.</param>
/// <param name="Before">The name of another person whose chat was open in this browser, for the way back.</param>
internal sealed record SessionBody(
    PersonBody User, IReadOnlyList<ConversationInfo> Conversations, [property: JsonPropertyName("expires_in")] int ExpiresIn, RoomBody? Room = null, string? Recovery = null, string? Before = null);

internal sealed record TryOutBody(string Project, IReadOnlyList<PersonBody> People, IReadOnlyList<ConversationInfo> Channels, IReadOnlyDictionary<string, SampleBody> Samples);

/// <param name="Says">The texts that the person types, in order.</param>
/// <param name="Quoted">Whether it ends with a quote to check.</param>
internal sealed record SampleBody(IReadOnlyList<string> Says, bool Quoted);

/// <summary>What has happened in the try-out's project.</summary>
/// <param name="Started">Whether a round was opened.</param>
/// <param name="Submitted">How many people have submitted.</param>
/// <param name="Quoted">Whether a person agreed to be quoted, or was quoted.</param>
/// <param name="Digest">Whether a digest with topics was posted.</param>
/// <param name="TakenBack">Whether a person took an answer back.</param>
/// <param name="Begun">The people who have begun to answer, or declined: nothing is to be filled in for them.</param>
internal sealed record ProgressBody(bool Started, int Submitted, bool Quoted, bool Digest, bool TakenBack, IReadOnlyList<string> Begun);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(ConversationBody))]
[JsonSerializable(typeof(IdBody))]
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(RecoverRequest))]
[JsonSerializable(typeof(LinkBody))]
[JsonSerializable(typeof(WordsBody))]
[JsonSerializable(typeof(TryOutTokenRequest))]
[JsonSerializable(typeof(SessionBody))]
[JsonSerializable(typeof(TryOutBody))]
[JsonSerializable(typeof(ProgressBody))]
internal sealed partial class DirectLineJson : JsonSerializerContext;
