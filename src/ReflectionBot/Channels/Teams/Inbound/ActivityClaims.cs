using System.Text.Json;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Teams.Inbound;

/// <summary>
/// Holds what an activity claims against what its sender has proved. The token names neither channel, tenant nor recipient: the channel is bound
/// by the key's endorsement, the rest is believed because the signer vouches for its bodies, and must be this bot's.
/// </summary>
internal static class ActivityClaims
{
    private const string Teams = "msteams";

    /// <summary>Ids of bots in Teams begin so; in government clouds a word for the cloud follows, then the app id.</summary>
    private const string BotPrefix = "28:";

    /// <summary>The rule that refuses the activity; null where none does.</summary>
    public static string? RefusedBy(VerifiedToken token, Activity activity, TeamsOptions options) =>
        activity.ChannelId != Teams ? Rules.Channel
        : token.IsUnsigned ? (LocalHosts.IsUrl(activity.ServiceUrl) ? null : Rules.ServiceUrl) // Without a registration there is no tenant and no app id to compare.
        : !token.Endorsements.Contains(Teams) ? Rules.Endorsement
        : !IsSameUrl(token.ServiceUrl, activity.ServiceUrl) ? Rules.ServiceUrl
        : !IsOfTenant(activity, options.TenantId) ? Rules.Tenant
        : !IsForBot(activity, options.AppId) ? Rules.Recipient
        : null;

    /// <summary>As Microsoft's SDKs compare: case does not count, nor one slash at the end.</summary>
    private static bool IsSameUrl(string claim, string? url) =>
        url is not null && LocalHosts.IsSafe(url) && string.Equals(WithoutSlash(claim), WithoutSlash(url), StringComparison.OrdinalIgnoreCase);

    private static string WithoutSlash(string url) => url.EndsWith('/') ? url[..^1] : url;

    /// <summary>
    /// Teams names the tenant in the conversation, in the channel data, or in both; never in neither. In a channel that is shared with other
    /// organisations it is the tenant of the team, not of who writes.
    /// </summary>
    private static bool IsOfTenant(Activity activity, string tenant)
    {
        var (conversation, data) = (activity.Conversation?.TenantId, TenantOfData(activity));
        return (conversation ?? data) is not null && (conversation is null || IsSame(conversation)) && (data is null || IsSame(data));

        bool IsSame(string? id) => tenant.Length > 0 && string.Equals(id, tenant, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Where a recipient is named, it is not another bot; and of what somebody writes or presses, it is this one. The audience of the token says the
    /// same already, so an event without a recipient is not refused.
    /// </summary>
    private static bool IsForBot(Activity activity, string appId)
    {
        if (activity.Recipient?.Id is not { Length: > 0 } id)
        {
            return true;
        }

        var isBot = id.StartsWith(BotPrefix, StringComparison.Ordinal);
        return isBot ? id.EndsWith($":{appId}", StringComparison.OrdinalIgnoreCase) : activity.Type is not ("message" or "messageUpdate" or "messageDelete" or "invoke");
    }

    /// <summary>The tenant's id in <c>channelData.tenant.id</c>; null where none is named; empty where something else stands in its place.</summary>
    private static string? TenantOfData(Activity activity) =>
        activity.ChannelData?.Part("tenant") is not { } tenant ? null
        : tenant.ValueKind != JsonValueKind.Object ? ""
        : tenant.Part("id") is not { } id ? null
        : id.Word() ?? "";
}
