using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ReflectionBot.Channels.Activities;

/// <summary>
/// One Activity, as in the Bot Framework's Activity schema. Only the fields this project uses are typed; the rest is kept as received. (Source:
/// microsoft/botframework-sdk, specs/botframework-activity/botframework-activity.md.)
/// </summary>
public sealed record Activity
{
    /// <summary>E.g. <c>message</c>, <c>messageUpdate</c>, <c>messageDelete</c>, <c>typing</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The message's id. <c>messageUpdate</c> and <c>messageDelete</c> carry the id of the message they are about.</summary>
    public string? Id { get; init; }

    /// <summary>The channel's time of the activity, UTC.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The channel, e.g. <c>directline</c>.</summary>
    public string? ChannelId { get; init; }

    /// <summary>The sender. On an inbound activity this is only a claim: the real sender is the one the token names.</summary>
    public ChannelAccount? From { get; init; }

    /// <summary>The conversation it belongs to.</summary>
    public ConversationAccount? Conversation { get; init; }

    /// <summary>The message an update or deletion is about, where the activity has an id of its own.</summary>
    public string? ReplyToId { get; init; }

    /// <summary>The recipient; the bot, on an inbound activity.</summary>
    public ChannelAccount? Recipient { get; init; }

    /// <summary>The address where the channel accepts replies. Only a claim until the token names the same address.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary>For an <c>invoke</c> or <c>event</c>: what is requested, e.g. <c>task/fetch</c>.</summary>
    public string? Name { get; init; }

    /// <summary>For an <c>installationUpdate</c>: <c>add</c> or <c>remove</c>, perhaps with <c>-upgrade</c>.</summary>
    public string? Action { get; init; }

    /// <summary>For a <c>conversationUpdate</c>.</summary>
    public IReadOnlyList<ChannelAccount>? MembersAdded { get; init; }

    /// <summary>For a <c>conversationUpdate</c>.</summary>
    public IReadOnlyList<ChannelAccount>? MembersRemoved { get; init; }

    /// <summary>Mentions, and other facts from the channel about the text or the client.</summary>
    public IReadOnlyList<JsonElement>? Entities { get; init; }

    /// <summary>The sender's language, e.g. <c>en-GB</c>.</summary>
    public string? Locale { get; init; }

    /// <summary>The sender's IANA time zone.</summary>
    public string? LocalTimezone { get; init; }

    /// <summary>The text.</summary>
    public string? Text { get; init; }

    /// <summary>Always <c>plain</c> on outbound activities: nothing a person wrote is treated as markup.</summary>
    public string? TextFormat { get; init; }

    /// <summary>Text for notifications; always fixed wording.</summary>
    public string? Summary { get; init; }

    /// <summary>Cards on outbound activities, files on inbound ones.</summary>
    public IReadOnlyList<ActivityAttachment>? Attachments { get; init; }

    /// <summary>What a card's button sends.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>The channel's own data, e.g. <c>clientActivityID</c> of Direct Line's clients.</summary>
    public JsonElement? ChannelData { get; init; }

    /// <summary>All other fields. Settable, because source-generated JSON cannot fill extension data through <c>init</c>.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }

    /// <summary>Type and id only, so that an activity's text never reaches a log.</summary>
    public override string ToString() => $"activity({Type}, {Id})";
}

/// <summary>A user or the bot.</summary>
/// <param name="Id">The channel's id.</param>
/// <param name="Name">The name shown.</param>
/// <param name="Role"><c>user</c> or <c>bot</c>.</param>
public sealed record ChannelAccount(string? Id, string? Name = null, string? Role = null)
{
    /// <summary>The user's object id in their Entra tenant, where the channel gives it.</summary>
    public string? AadObjectId { get; init; }

    /// <summary>All other fields.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"account({Id})";
}

/// <summary>A conversation.</summary>
/// <param name="Id">The channel's id.</param>
public sealed record ConversationAccount(string? Id)
{
    /// <summary><c>personal</c>, <c>groupChat</c> or <c>channel</c>, in Teams.</summary>
    public string? ConversationType { get; init; }

    /// <summary>The Entra tenant, in Teams.</summary>
    public string? TenantId { get; init; }

    /// <summary>Whether several people read it.</summary>
    public bool? IsGroup { get; init; }

    /// <summary>All other fields.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}

/// <summary>An attachment: a card or a file.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="Content">The card.</param>
/// <param name="Name">A file's name.</param>
public sealed record ActivityAttachment(string? ContentType, JsonNode? Content = null, string? Name = null)
{
    /// <summary>All other fields.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }

    /// <summary>The media type of an Adaptive Card.</summary>
    public const string AdaptiveCard = "application/vnd.microsoft.card.adaptive";
}

/// <summary>The JSON of activities: camel case, nulls left out, non-ASCII characters not escaped.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(JsonObject))]
public sealed partial class ActivityJson : JsonSerializerContext
{
    /// <summary>
    /// The instance to use. The relaxed encoder does not escape <c>&lt;</c>, quotes and non-ASCII letters. This is safe because activities are only
    /// sent as <c>application/json</c> with <c>nosniff</c>, never inside HTML. It also saves space: cards have a size limit.
    /// </summary>
    public static ActivityJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
