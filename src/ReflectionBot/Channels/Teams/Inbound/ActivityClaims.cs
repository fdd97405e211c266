using System.Text.Json;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Teams.Inbound;

/// <summary>
/// Compares an activity's claims with what its sender has proved. The token names no channel, tenant or recipient. The channel is bound by the key's
/// endorsement. The rest is believed because the signer vouches for the bodies it sends, and must match this bot.
/// </summary>
internal static class ActivityClaims
{
    private const string Teams = "msteams";

    /// <summary>The prefix of bots' ids in Teams; in government clouds a word for the cloud follows, then the app id.</summary>
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

    /// <summary>Compares as Microsoft's SDKs do: case is ignored, and so is one slash at the end.</summary>
    private static bool IsSameUrl(string claim, string? url) =>
        url is not null && LocalHosts.IsSafe(url) && string.Equals(WithoutSlash(claim), WithoutSlash(url), StringComparison.OrdinalIgnoreCase);

    private static string WithoutSlash(string url) => url.EndsWith('/') ? url[..^1] : url;

    /// <summary>
    /// Teams names the tenant in the conversation, in the channel data, or in both; never in neither. In a channel that is shared with other
    /// organisations it is the tenant of the team, not of the sender.
    /// </summary>
    private static bool IsOfTenant(Activity activity, string tenant)
    {
        var (conversation, data) = (activity.Conversation?.TenantId, TenantOfData(activity));
        return (conversation ?? data) is not null && (conversation is null || IsSame(conversation)) && (data is null || IsSame(data));

        bool IsSame(string? id) => tenant.Length > 0 && string.Equals(id, tenant, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// A named recipient must not be another bot; for a message or a button press it must be this bot. The token's audience already proves the same,
    /// so an event without a recipient is not refused.
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

    /// <summary>The tenant's id in <c>channelData.tenant.id</c>; null where none is named; empty where it has the wrong type.</summary>
    private static string? TenantOfData(Activity activity) =>
        activity.ChannelData?.Part("tenant") is not { } tenant ? null
        : tenant.ValueKind != JsonValueKind.Object ? ""
        : tenant.Part("id") is not { } id ? null
        : id.Word() ?? "";
}
