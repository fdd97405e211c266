using System.Collections.Frozen;

namespace ReflectionBot.Channels.Slack.Api;

/// <summary>
/// What Slack's error codes mean for the bot. Only the codes count; the texts beside them are for people and change.
/// (Source: the lists of errors on each method's page of the Slack documentation, and what they say about them.)
/// </summary>
internal static class SlackErrors
{
    private const int MostOfACode = 64;

    /// <summary>Nothing was done, and the error passes by itself.</summary>
    private static readonly Meaning Passes = new(null, false);

    /// <summary>Slack failed internally. For these codes it says that a part of the operation may have succeeded, so it is unknown whether the call was accepted.</summary>
    private static readonly Meaning Unknown = new(null, true);

    private static readonly FrozenDictionary<string, Meaning> Table = new Dictionary<string, Meaning>(StringComparer.Ordinal)
    {
        ["token_revoked"] = SlackFailure.Revoked, // The app was uninstalled, or the token withdrawn.
        ["token_expired"] = SlackFailure.Revoked, // Tokens are rotated, which this bot does not do.
        ["account_inactive"] = SlackFailure.Revoked, // The bot's user or the workspace is deleted.
        ["invalid_auth"] = SlackFailure.Revoked, // No such token (or the workspace only admits other networks).
        ["not_authed"] = SlackFailure.Revoked, // No token.

        ["missing_scope"] = SlackFailure.MissingScope,
        ["not_allowed_token_type"] = SlackFailure.MissingScope, // E.g. an app-level token where the bot's token is needed.
        ["no_permission"] = SlackFailure.MissingScope,
        ["team_access_not_granted"] = SlackFailure.MissingScope, // An organisation's token that is not for this workspace.

        ["channel_not_found"] = SlackFailure.ChannelGone, // No such channel, or a private one without the bot.
        ["invalid_channel"] = SlackFailure.ChannelGone, // The same in files.completeUploadExternal.
        ["is_archived"] = SlackFailure.ChannelGone,
        ["is_inactive"] = SlackFailure.ChannelGone, // Frozen, archived or deleted.

        ["not_in_channel"] = SlackFailure.NotInChannel,
        ["channel_is_limited_access"] = SlackFailure.NotInChannel,

        ["user_not_found"] = SlackFailure.PersonGone,
        ["users_not_found"] = SlackFailure.PersonGone, // No person has this address.
        ["user_not_visible"] = SlackFailure.PersonGone,
        ["user_disabled"] = SlackFailure.PersonGone, // Deactivated.
        ["user_not_in_channel"] = SlackFailure.PersonGone, // For a message that only this person would see.
        ["cannot_dm_bot"] = SlackFailure.PersonGone,
        ["invalid_user_combination"] = SlackFailure.PersonGone, // From outside the workspace, and in no channel with the bot.
        ["messages_tab_disabled"] = SlackFailure.PersonGone, // The app takes no direct messages; its administrator can change that.

        ["message_not_found"] = SlackFailure.MessageGone,
        ["thread_not_found"] = SlackFailure.MessageGone,
        ["cant_update_message"] = SlackFailure.MessageGone, // Not the bot's message.
        ["cant_delete_message"] = SlackFailure.MessageGone,
        ["compliance_exports_prevent_deletion"] = SlackFailure.MessageGone,
        ["edit_window_closed"] = SlackFailure.MessageGone, // The workspace limits how long messages can be changed.
        ["not_found"] = SlackFailure.MessageGone, // From views.update: the window was closed.

        ["msg_too_long"] = SlackFailure.TooLong,
        ["msg_blocks_too_long"] = SlackFailure.TooLong,
        ["no_text"] = SlackFailure.TooLong, // Neither text nor blocks.
        ["invalid_blocks"] = SlackFailure.TooLong, // Also for blocks over a limit.
        ["invalid_blocks_format"] = SlackFailure.TooLong,
        ["invalid_attachments"] = SlackFailure.TooLong,
        ["too_many_attachments"] = SlackFailure.TooLong,
        ["attachment_payload_limit_exceeded"] = SlackFailure.TooLong,
        ["view_too_large"] = SlackFailure.TooLong, // Over 250 KB.
        ["alt_txt_too_large"] = SlackFailure.TooLong, // Over 1,000 characters.
        ["file_upload_size_restricted"] = SlackFailure.TooLong,

        ["expired_trigger_id"] = SlackFailure.TriggerExpired,
        ["trigger_expired"] = SlackFailure.TriggerExpired,
        ["exchanged_trigger_id"] = SlackFailure.TriggerExpired, // Used once already.
        ["trigger_exchanged"] = SlackFailure.TriggerExpired,
        ["invalid_trigger_id"] = SlackFailure.TriggerExpired,

        ["ratelimited"] = Passes,
        ["rate_limited"] = Passes,
        ["message_limit_exceeded"] = Passes, // The whole workspace sends too much.
        ["service_unavailable"] = Passes,
        ["request_timeout"] = Passes, // Only a part of the request arrived.
        ["team_added_to_org"] = Passes, // The workspace is being moved into an organisation.
        ["org_login_required"] = Passes, // The same, until the move is complete.
        ["external_channel_migrating"] = Passes,
        ["fetch_members_failed"] = Passes,

        ["internal_error"] = Unknown,
        ["fatal_error"] = Unknown,
        ["update_failed"] = Unknown,
        ["file_update_failed"] = Unknown,

        ["hash_conflict"] = SlackFailure.Other, // The view has changed since it had this hash.
        ["accesslimited"] = SlackFailure.Other, // The workspace does not admit this network.
        ["access_denied"] = SlackFailure.Other,
        ["restricted_action"] = SlackFailure.Other, // Forbidden by the workspace's settings, like the next four.
        ["restricted_action_read_only_channel"] = SlackFailure.Other,
        ["restricted_action_thread_only_channel"] = SlackFailure.Other,
        ["restricted_action_non_threadable_channel"] = SlackFailure.Other,
        ["restricted_action_thread_locked"] = SlackFailure.Other,
        ["ekm_access_denied"] = SlackFailure.Other, // Administrators suspended posting.
        ["not_enabled"] = SlackFailure.Other, // The app's Home tab is off.
        ["file_uploads_disabled"] = SlackFailure.Other,
        ["storage_limit_reached"] = SlackFailure.Other,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All codes with a meaning of their own.</summary>
    internal static IEnumerable<string> Codes => Table.Keys;

    /// <summary>What an <c>ok: false</c> means. A code without a meaning of its own is <see cref="SlackFailure.Other"/>.</summary>
    /// <param name="code">Slack's code, as it came.</param>
    /// <param name="after">How long to wait, if Slack said so.</param>
    /// <param name="changes">Whether the call was meant to change something. A read-only call that failed internally is only busy.</param>
    /// <exception cref="HttpRequestException">Slack failed internally: it is unknown whether the call was accepted.</exception>
    public static SlackResult<T> Read<T>(string? code, TimeSpan? after, bool changes)
    {
        var clean = Clean(code);
        var meaning = Table.GetValueOrDefault(clean, SlackFailure.Other);
        return meaning.Failure is { } failure ? new SlackResult<T>.Failed(failure, clean)
            : meaning.IsUnknown && changes ? throw new HttpRequestException($"Slack failed inside ({clean})")
            : new SlackResult<T>.Busy(after);
    }

    /// <summary>A code's letters, digits and underscores, at most 64; <c>none</c> if nothing is left.</summary>
    public static string Clean(string? code) =>
        new string([.. (code ?? "").Where(c => char.IsAsciiLetterOrDigit(c) || c == '_').Take(MostOfACode)]) is { Length: > 0 } clean ? clean : "none";

    /// <param name="Failure">Null if the code means no final failure.</param>
    /// <param name="IsUnknown">Some of it may have been done.</param>
    private readonly record struct Meaning(SlackFailure? Failure, bool IsUnknown)
    {
        public static implicit operator Meaning(SlackFailure failure) => new(failure, false);
    }
}
