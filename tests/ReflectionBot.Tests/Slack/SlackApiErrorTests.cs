using CsCheck;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Tests.Teams;

namespace ReflectionBot.Tests.Slack;

/// <summary>What Slack's refusals mean, and what is kept of them.</summary>
public sealed class SlackApiErrorTests
{
    private static readonly SlackPost Hello = new("C1", "A new message", []);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Revoked", "token_revoked", "token_expired", "account_inactive", "invalid_auth", "not_authed")]
    [InlineData("MissingScope", "missing_scope", "not_allowed_token_type", "no_permission", "team_access_not_granted")]
    [InlineData("ChannelGone", "channel_not_found", "invalid_channel", "is_archived", "is_inactive")]
    [InlineData("NotInChannel", "not_in_channel", "channel_is_limited_access")]
    [InlineData("PersonGone", "user_not_found", "users_not_found", "user_not_visible", "user_disabled", "user_not_in_channel", "cannot_dm_bot", "invalid_user_combination", "messages_tab_disabled")]
    [InlineData("MessageGone", "message_not_found", "thread_not_found", "cant_update_message", "cant_delete_message", "compliance_exports_prevent_deletion", "edit_window_closed", "not_found")]
    [InlineData("TooLong", "msg_too_long", "msg_blocks_too_long", "no_text", "invalid_blocks", "invalid_blocks_format", "invalid_attachments", "too_many_attachments", "attachment_payload_limit_exceeded", "view_too_large", "alt_txt_too_large", "file_upload_size_restricted")]
    [InlineData("TriggerExpired", "expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged", "invalid_trigger_id")]
    [InlineData("Other", "hash_conflict", "accesslimited", "access_denied", "restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel", "restricted_action_non_threadable_channel", "restricted_action_thread_locked", "ekm_access_denied", "not_enabled", "file_uploads_disabled", "storage_limit_reached")]
    [InlineData("Other", "something_new", "INVALID_AUTH")]
    [InlineData("busy", "ratelimited", "rate_limited", "message_limit_exceeded", "service_unavailable", "request_timeout", "team_added_to_org", "org_login_required", "external_channel_migrating", "fetch_members_failed")]
    [InlineData("unknown", "internal_error", "fatal_error", "update_failed", "file_update_failed")]
    public async Task Each_code_has_its_meaning(string meaning, params string[] codes)
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        foreach (var code in codes)
        {
            bot.Refuse(code);
            if (meaning == "unknown")
            {
                await Assert.ThrowsAsync<HttpRequestException>(() => bot.Api.UpdateAsync(ApiBot.Access, "1.2", Hello, Cancel));
                bot.Refuse(code);
                Assert.Equal(new SlackResult<SlackUser>.Busy(null), await bot.Api.UserAsync(ApiBot.Access, "U1", Cancel)); // A question did nothing.
                continue;
            }

            SlackResult<SlackPosted> expected = meaning == "busy" ? new SlackResult<SlackPosted>.Busy(null) : new SlackResult<SlackPosted>.Failed(Enum.Parse<SlackFailure>(meaning), code);
            Assert.Equal(expected, await bot.Api.UpdateAsync(ApiBot.Access, "1.2", Hello, Cancel));
        }
    }

    /// <summary>The theory above names every code of the table.</summary>
    [Fact]
    public void No_code_of_the_table_is_untested()
    {
        var rows = typeof(SlackApiErrorTests).GetMethod(nameof(Each_code_has_its_meaning))!.GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>();
        var tested = rows.SelectMany(r => r.Data.Skip(1).SelectMany(d => d is string one ? [one] : ((IEnumerable<object>)d!).Cast<string>()));
        Assert.Empty(SlackErrors.Codes.Except(tested));
    }

    [Fact]
    public void Whatever_stands_as_a_code_is_cleaned() => Gen.OneOf(Gen.String, Gen.String[Gen.Char["ab_9 <>&@\"\n\u00e9\u0660\ud83d"], 0, 200]).Sample(code =>
    {
        var clean = SlackErrors.Clean(code);
        Assert.Matches(@"\A[A-Za-z0-9_]{1,64}\z", clean);
        Assert.Equal(clean, SlackErrors.Clean(clean));
        Assert.True(clean == "none" || code.Where(clean.Contains).Take(clean.Length).SequenceEqual(clean), clean); // Nothing is added, nothing is moved.
    });

    [Theory]
    [InlineData("<!channel> Somebody's private words", "channelSomebodysprivatewords")]
    [InlineData("", "none")]
    [InlineData("!!!", "none")]
    [InlineData("x123456789_123456789_123456789_123456789_123456789_123456789_123456789", "x123456789_123456789_123456789_123456789_123456789_123456789_123")]
    public async Task A_strange_code_is_kept_clean(string code, string kept)
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Refuse(code);
        Assert.Equal(new SlackResult<SlackPosted>.Failed(SlackFailure.Other, kept), await bot.Api.UpdateAsync(ApiBot.Access, "1.2", Hello, Cancel));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_refusal_counts_with_any_status_of_Slacks_own(int status)
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Refuse("is_archived", status);
        Assert.Equal(new SlackResult<SlackPosted>.Failed(SlackFailure.ChannelGone, "is_archived"), await bot.Api.PostAsync(ApiBot.Access, Hello, Cancel));
    }

    [Fact]
    public async Task Whoever_runs_the_bot_is_told_of_a_lost_token_and_a_missing_scope()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Refuse("token_revoked");
        await bot.Api.UserAsync(ApiBot.Access, "U1", Cancel);
        bot.Server.Script(StubAnswers.Text(200, """{"ok":false,"error":"missing_scope","needed":"users:read.email,<b>","provided":"chat:write"}"""));
        await bot.Api.UserByEmailAsync(ApiBot.Access, "zoe@example.org", Cancel);
        Assert.Contains(bot.Log.Lines, l => l.Contains("users.info (token_revoked)", StringComparison.Ordinal));
        Assert.Contains(bot.Log.Lines, l => l.Contains("users.lookupByEmail (missing_scope users:read.email,b)", StringComparison.Ordinal));
    }
}
