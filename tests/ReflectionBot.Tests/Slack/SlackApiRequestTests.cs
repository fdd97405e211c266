using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Tests.Teams;

namespace ReflectionBot.Tests.Slack;

/// <summary>What each method sends, and what it reads of the answer.</summary>
public sealed class SlackApiRequestTests
{
    private const string Given = "https://files.slack.com/upload/v1/permission";
    private static readonly JsonObject View = new() { ["type"] = "modal" };
    private static readonly SlackPost Hello = new("C1", "A new message", [new JsonObject { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = "Zoë <b> & \"so\" 😀" } }]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static JsonObject Channel => new() { ["id"] = "C2", ["name"] = "team", ["is_archived"] = true, ["is_member"] = true, ["is_ext_shared"] = true, ["is_moved"] = 0, ["topic"] = new JsonObject() };

    private static JsonObject Person => new()
    {
        ["id"] = "U1", ["team_id"] = "T9", ["name"] = "zoe", ["tz"] = "Europe/Paris", ["locale"] = "fr-FR", ["is_restricted"] = true, ["is_admin"] = null,
        ["profile"] = new JsonObject { ["display_name"] = "Zoë", ["real_name"] = "Zoë Quint" },
    };

    [Theory]
    [InlineData(null)]
    [InlineData("17.5")]
    public async Task A_message_is_posted_with_nothing_linked_or_previewed(string? thread)
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Ok(new() { ["channel"] = "C1", ["ts"] = "18.1", ["message"] = new JsonObject() });
        Assert.Equal(new SlackPosted("C1", "18.1"), Done(await bot.Api.PostAsync(ApiBot.Access, Hello with { Thread = thread }, Cancel)));
        var expected = new JsonObject { ["channel"] = "C1", ["text"] = "A new message", ["blocks"] = Hello.Blocks.DeepClone(), ["parse"] = "none", ["link_names"] = false };
        if (thread is not null)
        {
            expected["thread_ts"] = thread;
        }

        (expected["unfurl_links"], expected["unfurl_media"], expected["mrkdwn"]) = (false, false, false);
        Json(bot, "chat.postMessage", expected);
    }

    [Fact]
    public async Task A_message_is_shown_to_one_changed_and_deleted()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        var message = new JsonObject { ["channel"] = "C1", ["text"] = "A new message", ["blocks"] = Hello.Blocks.DeepClone(), ["parse"] = "none", ["link_names"] = false };
        bot.Ok(new() { ["message_ts"] = "18.1" });
        Assert.Equal(new SlackPosted("C1", "18.1"), Done(await bot.Api.PostEphemeralAsync(ApiBot.Access, Hello with { Thread = "17.5" }, "U1", Cancel)));
        Json(bot, "chat.postEphemeral", With(message, ("user", "U1"), ("thread_ts", "17.5")));

        bot.Ok(new() { ["channel"] = "C1", ["ts"] = "18.2", ["text"] = "A new message" });
        Assert.Equal(new SlackPosted("C1", "18.2"), Done(await bot.Api.UpdateAsync(ApiBot.Access, "18.2", Hello, Cancel)));
        Json(bot, "chat.update", With(message, ("ts", "18.2")));

        bot.Ok();
        Assert.Equal(new SlackPosted("C1", "18.2"), Done(await bot.Api.DeleteAsync(ApiBot.Access, "C1", "18.2", Cancel)));
        Json(bot, "chat.delete", new() { ["channel"] = "C1", ["ts"] = "18.2" });
    }

    [Fact]
    public async Task A_message_that_the_answer_does_not_name_was_still_taken()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Ok();
        Assert.Equal(new SlackPosted("C1", ""), Done(await bot.Api.PostAsync(ApiBot.Access, Hello, Cancel)));
    }

    [Fact]
    public async Task A_direct_chat_is_opened_even_where_the_answer_has_only_its_id()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Ok(new() { ["channel"] = new JsonObject { ["id"] = "D1" } });
        Assert.Equal(new SlackConversation("D1", null, true, false, true, "U1", false), Done(await bot.Api.OpenAsync(ApiBot.Access, "U1", Cancel)));
        Json(bot, "conversations.open", new() { ["users"] = "U1" });
    }

    [Fact]
    public async Task Conversations_are_read()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Ok(new() { ["channel"] = Channel });
        Assert.Equal(new SlackConversation("C2", "team", false, true, true, null, true), Done(await bot.Api.ConversationAsync(ApiBot.Access, "C2", Cancel)));
        Form(bot, "conversations.info", ("channel", "C2"));

        bot.Ok(new() { ["channel"] = new JsonObject { ["id"] = "D1", ["is_im"] = true, ["user"] = "U1" } });
        Assert.Equal(new SlackConversation("D1", null, true, false, true, "U1", false), Done(await bot.Api.ConversationAsync(ApiBot.Access, "D1", Cancel)));

        bot.Ok(new() { ["members"] = new JsonArray("U1", null, "", "U2") });
        Assert.Equal(["U1", "U2"], await bot.Api.MembersAsync(ApiBot.Access, "C2", Cancel).ToListAsync(Cancel));
        Form(bot, "conversations.members", ("channel", "C2"), ("limit", "200"));
    }

    [Fact]
    public async Task People_are_read()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        var zoe = new SlackUser("U1", "T9", "Zoë", "Europe/Paris", "fr-FR", false, false, true) { Handle = "zoe" };
        bot.Ok(new() { ["user"] = Person });
        Assert.Equal(zoe, Done(await bot.Api.UserAsync(ApiBot.Access, "U1", Cancel)));
        Form(bot, "users.info", ("user", "U1"), ("include_locale", "true"));

        bot.Ok(new() { ["user"] = Person });
        Assert.Equal(zoe, Done(await bot.Api.UserByEmailAsync(ApiBot.Access, "zoe+a b@example.org", Cancel)));
        Form(bot, "users.lookupByEmail", ("email", "zoe+a b@example.org"));

        bot.Ok(new() { ["members"] = new JsonArray(Person, new JsonObject { ["id"] = "USLACKBOT" }, null) });
        Assert.Equal([zoe, new("USLACKBOT", null, "USLACKBOT", null, null, true, false, false)], await bot.Api.UsersAsync(ApiBot.Access, Cancel).ToListAsync(Cancel));
        Form(bot, "users.list", ("include_locale", "true"), ("limit", "200"));
    }

    [Theory]
    [InlineData("""{"display_name":"Zoë","real_name":"Zoë Quint"}""", "Quint, Z.", "zoe", "Zoë")]
    [InlineData("""{"display_name":" ","real_name":"Zoë Quint"}""", "Quint, Z.", "zoe", "Zoë Quint")]
    [InlineData("{}", "Quint, Z.", "zoe", "Quint, Z.")]
    [InlineData("null", "", "zoe", "zoe")]
    [InlineData("null", null, null, "U1")]
    public async Task Somebodys_name_is_what_is_shown(string profile, string? real, string? account, string name)
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Ok(new() { ["user"] = new JsonObject { ["id"] = "U1", ["name"] = account, ["real_name"] = real, ["profile"] = JsonNode.Parse(profile), ["deleted"] = true, ["is_bot"] = true } });
        Assert.Equal(new SlackUser("U1", null, name, null, null, true, true, false) { Handle = account }, Done(await bot.Api.UserAsync(ApiBot.Access, "U1", Cancel)));
    }

    [Fact]
    public async Task Views_are_opened_and_published()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        var view = new JsonObject { ["view"] = new JsonObject { ["id"] = "V1", ["hash"] = "h1", ["blocks"] = new JsonArray() } };
        bot.Ok(view);
        Assert.Equal(new SlackView("V1", "h1"), Done(await bot.Api.OpenViewAsync(ApiBot.Access, "1.2.abc", View, Cancel)));
        Json(bot, "views.open", new() { ["trigger_id"] = "1.2.abc", ["view"] = View.DeepClone() });
        bot.Ok(view);
        Assert.IsType<SlackResult<SlackView>.Done>(await bot.Api.PublishHomeAsync(ApiBot.Access, "U1", View, Cancel));
        Json(bot, "views.publish", new() { ["user_id"] = "U1", ["view"] = View.DeepClone() });
    }

    [Fact]
    public async Task A_token_says_whose_it_is()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Server.Script(context =>
        {
            context.Response.Headers["x-oauth-scopes"] = "chat:write, users:read,,im:write";
            return StubAnswers.Text(200, """{"ok":true,"url":"https://x.slack.com/","team":"Us","team_id":"T1","user":"bot","user_id":"UB","bot_id":"B1","is_enterprise_install":false}""")(context);
        });
        var identity = Done(await bot.Api.IdentifyAsync(ApiBot.Token, Cancel));
        Assert.Equal(("T1", "Us", "UB", "B1", "https://x.slack.com/", false), (identity.Team, identity.TeamName, identity.BotUser, identity.BotId, identity.Url, identity.IsEnterpriseInstall));
        Assert.Equal(["chat:write", "users:read", "im:write"], identity.Scopes);
        Form(bot, "auth.test");
    }

    [Fact]
    public async Task A_code_is_exchanged_with_the_secret_in_the_header()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        var grant = new JsonObject
        {
            ["access_token"] = "xoxb-new", ["token_type"] = "bot", ["scope"] = "chat:write,im:write", ["bot_user_id"] = "UB", ["app_id"] = "A1",
            ["team"] = new JsonObject { ["id"] = "T1", ["name"] = "Us" }, ["enterprise"] = null, ["authed_user"] = new JsonObject { ["id"] = "U1" }, ["is_enterprise_install"] = false,
        };
        bot.Ok(grant.DeepClone().AsObject());
        var got = Done(await bot.Api.ExchangeAsync("1.2", "client-secret", "code&1", new("https://bot.example/slack/oauth_redirect"), Cancel));
        Assert.Equal(("T1", "Us", "xoxb-new", "UB", "A1", "U1", false), (got.Team, got.TeamName, got.Token, got.BotUser, got.AppId, got.InstalledBy, got.IsEnterpriseInstall));
        Assert.Equal(["chat:write", "im:write"], got.Scopes);
        var request = bot.Server.Requests[^1];
        Assert.Equal(("/api/oauth.v2.access", "", "Basic " + Convert.ToBase64String("1.2:client-secret"u8)), (request.Path, request.Query, request.Authorization));
        Assert.Equal(new() { ["code"] = "code&1", ["redirect_uri"] = "https://bot.example/slack/oauth_redirect" }, ApiBot.Form(request));

        bot.Ok(With(grant, ("expires_in", 43200)));
        Assert.Equal(new SlackResult<SlackGrant>.Failed(SlackFailure.Other, "token_rotation"), await bot.Api.ExchangeAsync("1.2", "s", "c", new("https://bot.example/"), Cancel));
        bot.Ok(With(grant, ("access_token", null)));
        Assert.Equal(new SlackResult<SlackGrant>.Failed(SlackFailure.MissingScope, "no_bot_token"), await bot.Api.ExchangeAsync("1.2", "s", "c", new("https://bot.example/"), Cancel));
        bot.Refuse("invalid_code");
        Assert.Equal(new SlackResult<SlackGrant>.Failed(SlackFailure.Other, "invalid_code"), await bot.Api.ExchangeAsync("1.2", "s", "c", new("https://bot.example/"), Cancel));
    }

    [Theory]
    [InlineData("xoxb-a\r\nX-Evil: 1")]
    [InlineData("xoxb-ä")]
    [InlineData("xoxb a")]
    [InlineData("")]
    public async Task A_token_that_is_none_is_not_sent(string token)
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        Assert.Equal(new SlackResult<SlackIdentity>.Failed(SlackFailure.Revoked, "invalid_auth"), await bot.Api.IdentifyAsync(token, Cancel));
        Assert.Equal(new SlackResult<SlackPosted>.Failed(SlackFailure.Revoked, "invalid_auth"), await bot.Api.PostAsync(new("T1", token), Hello, Cancel));
        Assert.Empty(bot.Server.Requests);
    }

    [Fact]
    public async Task A_file_is_uploaded_without_the_token_and_then_shared()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Ok(new() { ["upload_url"] = Given, ["file_id"] = "F1" });
        bot.Server.Script(StubAnswers.Text(200, "OK - 6"));
        bot.Ok(new() { ["files"] = new JsonArray() });
        Assert.Equal("F1", Done(await bot.Api.UploadAsync(ApiBot.Access, "digest ü.txt", null, "héllo"u8.ToArray(), "C1", "17.5", Cancel)));
        var requests = bot.Server.Requests;
        Assert.Equal(("slack.com", "/api/files.getUploadURLExternal", "application/x-www-form-urlencoded"), (requests[0].Host, requests[0].Path, requests[0].Headers.ContentType.ToString()));
        Assert.Equal(new() { ["filename"] = "digest ü.txt", ["length"] = "6" }, ApiBot.Form(requests[0]));
        Assert.Equal(("POST", "files.slack.com", "/upload/v1/permission", "", "application/octet-stream"), (requests[1].Method, requests[1].Host, requests[1].Path, requests[1].Authorization, requests[1].Headers.ContentType.ToString()));
        Assert.Equal("héllo"u8.ToArray(), requests[1].Body);
        Json(bot, "files.completeUploadExternal", new() { ["files"] = new JsonArray(new JsonObject { ["id"] = "F1", ["title"] = "digest ü.txt" }), ["channel_id"] = "C1", ["thread_ts"] = "17.5" });
    }

    [Fact]
    public async Task A_picture_for_a_block_has_a_description_and_no_channel()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Ok(new() { ["upload_url"] = Given, ["file_id"] = "F1" });
        bot.Server.Script(StubAnswers.Status(200));
        bot.Ok();
        Assert.Equal("F1", Done(await bot.Api.UploadAsync(ApiBot.Access, "chart.png", "A chart", "x"u8.ToArray(), null, "17.5", Cancel)));
        Assert.Equal(new() { ["filename"] = "chart.png", ["length"] = "1", ["alt_txt"] = "A chart" }, ApiBot.Form(bot.Server.Requests[0]));
        Json(bot, "files.completeUploadExternal", new() { ["files"] = new JsonArray(new JsonObject { ["id"] = "F1", ["title"] = "chart.png" }) });
    }

    [Fact]
    public async Task A_socket_is_opened_with_the_apps_token()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Ok(new() { ["url"] = "wss://wss-primary.slack.com/link/?ticket=1-2&app_id=3" });
        Assert.Equal("wss://wss-primary.slack.com/link/?ticket=1-2&app_id=3", Done(await bot.Api.OpenConnectionAsync("xapp-1", Cancel)).AbsoluteUri);
        var request = bot.Server.Requests[^1];
        Assert.Equal(("POST", "/api/apps.connections.open", "Bearer xapp-1", "application/x-www-form-urlencoded"), (request.Method, request.Path, request.Authorization, request.Headers.ContentType.ToString()));
        Assert.Empty(request.Body);
    }

    [Fact]
    public async Task An_action_is_answered_by_its_own_address_without_the_token()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Server.Script(StubAnswers.Text(200, "ok"));
        Assert.True(await bot.Api.RespondAsync("https://hooks.slack.com/actions/T1/2/permission", "Done: \"ü\"", Cancel));
        var request = bot.Server.Requests[^1];
        Assert.Equal(("hooks.slack.com", "/actions/T1/2/permission", "", "application/json; charset=utf-8"), (request.Host, request.Path, request.Authorization, request.Headers.ContentType.ToString()));
        Assert.True(JsonNode.DeepEquals(new JsonObject { ["response_type"] = "ephemeral", ["replace_original"] = false, ["text"] = "Done: \"ü\"" }, request.Json));
    }

    private static T Done<T>(SlackResult<T> result) => Assert.IsType<SlackResult<T>.Done>(result).Value;

    private static JsonObject With(JsonObject json, params (string Name, JsonNode? Value)[] more)
    {
        var all = json.DeepClone().AsObject();
        foreach (var (name, value) in more)
        {
            all[name] = value;
        }

        return all;
    }

    private static ConnectorRequest Last(ApiBot bot, string method)
    {
        var request = bot.Server.Requests[^1];
        Assert.Equal(("POST", "slack.com", "/api/" + method, "", "Bearer " + ApiBot.Token), (request.Method, request.Host, request.Path, request.Query, request.Authorization));
        Assert.Equal("ReflectionBot", request.Headers.UserAgent);
        return request;
    }

    private static void Json(ApiBot bot, string method, JsonObject body)
    {
        var request = Last(bot, method);
        Assert.Equal("application/json; charset=utf-8", request.Headers.ContentType);
        Assert.True(JsonNode.DeepEquals(body, request.Json), Encoding.UTF8.GetString(request.Body));
    }

    private static void Form(ApiBot bot, string method, params (string, string)[] arguments)
    {
        var request = Last(bot, method);
        Assert.Equal("application/x-www-form-urlencoded", request.Headers.ContentType);
        Assert.Equal(arguments.ToDictionary(a => a.Item1, a => a.Item2), ApiBot.Form(request));
    }
}
