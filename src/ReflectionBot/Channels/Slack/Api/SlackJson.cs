using System.Text.Json.Serialization;

namespace ReflectionBot.Channels.Slack.Api;

// The parts of Slack's answers that the bot reads; the rest is ignored. These are classes, because records print their values and some hold tokens.

/// <summary>The fields of every answer.</summary>
internal class SlackAnswer
{
    public bool? Ok { get; init; }

    public string? Error { get; init; }

    /// <summary>For <c>missing_scope</c>: the missing scope.</summary>
    public string? Needed { get; init; }

    public SlackAnswerMetadata? ResponseMetadata { get; init; }
}

/// <summary>For a list: where the next page begins; empty at the end.</summary>
internal sealed class SlackAnswerMetadata
{
    public string? NextCursor { get; init; }
}

/// <summary><c>auth.test</c>.</summary>
internal sealed class IdentityAnswer : SlackAnswer
{
    public string? Url { get; init; }

    public string? Team { get; init; }

    public string? TeamId { get; init; }

    public string? UserId { get; init; }

    public string? BotId { get; init; }

    public bool? IsEnterpriseInstall { get; init; }
}

/// <summary><c>chat.*</c>. A message that only one person sees has its id in <c>message_ts</c>.</summary>
internal sealed class MessageAnswer : SlackAnswer
{
    public string? Channel { get; init; }

    public string? Ts { get; init; }

    public string? MessageTs { get; init; }
}

/// <summary><c>conversations.open</c> and <c>conversations.info</c>.</summary>
internal sealed class ConversationAnswer : SlackAnswer
{
    public ConversationJson? Channel { get; init; }
}

/// <summary>A conversation.</summary>
internal sealed class ConversationJson
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public bool? IsIm { get; init; }

    public bool? IsArchived { get; init; }

    public bool? IsMember { get; init; }

    public bool? IsExtShared { get; init; }

    public string? User { get; init; }
}

/// <summary><c>conversations.members</c>.</summary>
internal sealed class MembersAnswer : SlackAnswer
{
    public IReadOnlyList<string?>? Members { get; init; }
}

/// <summary><c>users.info</c> and <c>users.lookupByEmail</c>.</summary>
internal sealed class UserAnswer : SlackAnswer
{
    public UserJson? User { get; init; }
}

/// <summary><c>users.list</c>.</summary>
internal sealed class UsersAnswer : SlackAnswer
{
    public IReadOnlyList<UserJson?>? Members { get; init; }
}

/// <summary>A user.</summary>
internal sealed class UserJson
{
    public string? Id { get; init; }

    public string? TeamId { get; init; }

    public string? Name { get; init; }

    public string? RealName { get; init; }

    public string? Tz { get; init; }

    public string? Locale { get; init; }

    public bool? IsBot { get; init; }

    public bool? Deleted { get; init; }

    public bool? IsRestricted { get; init; }

    public bool? IsUltraRestricted { get; init; }

    public ProfileJson? Profile { get; init; }
}

/// <summary>What users say about themselves.</summary>
internal sealed class ProfileJson
{
    public string? DisplayName { get; init; }

    public string? RealName { get; init; }
}

/// <summary><c>views.*</c>.</summary>
internal sealed class ViewAnswer : SlackAnswer
{
    public ViewJson? View { get; init; }
}

/// <summary>A view.</summary>
internal sealed class ViewJson
{
    public string? Id { get; init; }

    public string? Hash { get; init; }
}

/// <summary><c>files.getUploadURLExternal</c>. The address is a credential.</summary>
internal sealed class UploadAnswer : SlackAnswer
{
    public string? UploadUrl { get; init; }

    public string? FileId { get; init; }
}

/// <summary><c>oauth.v2.access</c>.</summary>
internal sealed class GrantAnswer : SlackAnswer
{
    public string? AccessToken { get; init; }

    public string? Scope { get; init; }

    public string? BotUserId { get; init; }

    public string? AppId { get; init; }

    public NamedJson? Team { get; init; }

    public NamedJson? AuthedUser { get; init; }

    public bool? IsEnterpriseInstall { get; init; }

    /// <summary>Seconds; present only if tokens are rotated.</summary>
    public long? ExpiresIn { get; init; }
}

/// <summary>Something with an id and perhaps a name.</summary>
internal sealed class NamedJson
{
    public string? Id { get; init; }

    public string? Name { get; init; }
}

/// <summary><c>apps.connections.open</c>. The address is a credential.</summary>
internal sealed class ConnectionAnswer : SlackAnswer
{
    public string? Url { get; init; }
}

/// <summary>The JSON of the Web API's answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SlackAnswer))]
[JsonSerializable(typeof(IdentityAnswer))]
[JsonSerializable(typeof(MessageAnswer))]
[JsonSerializable(typeof(ConversationAnswer))]
[JsonSerializable(typeof(MembersAnswer))]
[JsonSerializable(typeof(UserAnswer))]
[JsonSerializable(typeof(UsersAnswer))]
[JsonSerializable(typeof(ViewAnswer))]
[JsonSerializable(typeof(UploadAnswer))]
[JsonSerializable(typeof(GrantAnswer))]
[JsonSerializable(typeof(ConnectionAnswer))]
internal sealed partial class SlackJson : JsonSerializerContext;
