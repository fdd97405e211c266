using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>What of <see cref="SlackStub"/> Slack's SDK cannot witness: time that passes, what is told, what the documentation says of bodies.</summary>
public sealed class SlackStubTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private SlackStub _stub = null!;
    private StubPerson _ana = null!;
    private StubPerson _ben = null!;
    private StubChannel _team = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stub = await SlackStub.StartAsync(Cancel, new StubApp { PageSize = 2 }, _time);
        var acme = _stub.AddWorkspace();
        (_ana, _ben) = (acme.AddPerson("Ana"), acme.AddPerson("Ben"));
        _team = acme.AddChannel("reflections", [_ana, _ben]);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _stub.DisposeAsync();
    }

    [Fact]
    public async Task Json_and_forms_say_the_same_where_a_method_takes_both()
    {
        Assert.True((bool)(await JsonAsync("chat.postMessage", new() { ["channel"] = _team.Id, ["text"] = "by JSON" }))["ok"]!);
        Assert.True((bool)(await FormAsync("chat.postMessage", ("channel", _team.Id), ("text", "by form")))["ok"]!);
        Assert.Equal(["by JSON", "by form"], _ana.Sees(_team).Select(m => m.Text));
        Assert.Equal([_team.Id, _team.Id], _stub.RequestsOf("chat.postMessage").Select(r => r["channel"]));
    }

    [Theory]
    [InlineData("users.info", "user", "user_not_found")]
    [InlineData("conversations.info", "channel", "channel_not_found")]
    [InlineData("users.lookupByEmail", "email", "users_not_found")]
    [InlineData("files.getUploadURLExternal", "filename", "invalid_arguments")]
    public async Task A_method_that_takes_no_json_does_not_see_what_it_says(string method, string argument, string error)
    {
        var value = argument switch { "user" => _ana.Id, "channel" => _team.Id, "email" => _ana.User.Email!, _ => "notes.txt" };
        Assert.Equal(error, (string)(await JsonAsync(method, new() { [argument] = value, ["length"] = 3 }))["error"]!);
        Assert.True((bool)(await FormAsync(method, (argument, value), ("length", "3")))["ok"]!);
    }

    [Theory]
    [InlineData("[]", "application/json; charset=utf-8", "json_not_object")]
    [InlineData("{", "application/json; charset=utf-8", "invalid_json")]
    [InlineData("text=x", "text/plain", "invalid_post_type")]
    public async Task A_body_that_cannot_be_read_is_refused(string body, string type, string error)
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        Assert.Equal(error, (string)(await CallAsync("chat.postMessage", content, _stub.Workspace.Token))["error"]!);
    }

    [Fact]
    public async Task A_token_dies_with_its_installation()
    {
        Assert.Equal("not_authed", (string)(await CallAsync("auth.test", null, null))["error"]!);
        Assert.Equal("invalid_auth", (string)(await CallAsync("auth.test", null, "xoxb-other"))["error"]!);
        Assert.Equal("not_allowed_token_type", (string)(await CallAsync("auth.test", null, _stub.App.AppToken))["error"]!);
        _stub.Deliveries.ByHttp(new HttpClient(new Taking()) { BaseAddress = new("http://app") });
        await _ana.RevokeAsync(Cancel);
        Assert.Equal("token_revoked", (string)(await FormAsync("auth.test"))["error"]!);
        await _ana.UninstallAsync(Cancel);
        Assert.Equal("account_inactive", (string)(await FormAsync("auth.test"))["error"]!);
    }

    [Fact]
    public async Task A_scope_that_is_missing_is_named_and_hides_addresses()
    {
        _stub.Workspace.Scopes = ["users:read"];
        var refused = await FormAsync("chat.postMessage", ("channel", _team.Id), ("text", "x"));
        Assert.Equal(("missing_scope", "chat:write", "users:read"), ((string)refused["error"]!, (string)refused["needed"]!, (string)refused["provided"]!));
        Assert.Null((await FormAsync("users.info", ("user", _ana.Id)))["user"]!["profile"]!["email"]);
    }

    [Fact]
    public async Task Lists_come_in_small_pages_and_a_strange_cursor_is_refused()
    {
        var first = await FormAsync("conversations.members", ("channel", _team.Id), ("limit", "200"));
        var cursor = (string)first["response_metadata"]!["next_cursor"]!;
        var second = await FormAsync("conversations.members", ("channel", _team.Id), ("cursor", cursor));
        Assert.Equal([2, 1], new[] { first, second }.Select(p => p["members"]!.AsArray().Count));
        Assert.Equal("", (string)second["response_metadata"]!["next_cursor"]!);
        Assert.Equal("invalid_cursor", (string)(await FormAsync("users.list", ("cursor", cursor)))["error"]!);
    }

    [Fact]
    public async Task What_is_told_happens_once_and_in_order()
    {
        _stub.Next("chat.postMessage", StubSlackAnswer.RateLimited(3), StubSlackAnswer.Status(500), StubSlackAnswer.Refused("fatal_error"), StubSlackAnswer.Lost(), StubSlackAnswer.Cut());
        var content = new Func<FormUrlEncodedContent>(() => new([new("channel", _team.Id), new("text", "x")]));
        using var limited = await SendAsync("chat.postMessage", content(), _stub.Workspace.Token);
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(3)), (limited.StatusCode, limited.Headers.RetryAfter!.Delta!.Value));
        using var failed = await SendAsync("chat.postMessage", content(), _stub.Workspace.Token);
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Equal("fatal_error", (string)(await CallAsync("chat.postMessage", content(), _stub.Workspace.Token))["error"]!);
        Assert.Empty(_ana.Sees(_team));
        await Assert.ThrowsAnyAsync<Exception>(() => CallAsync("chat.postMessage", content(), _stub.Workspace.Token));
        Assert.Single(_ana.Sees(_team)); // Done, and the answer lost.
        await Assert.ThrowsAnyAsync<Exception>(() => CallAsync("chat.postMessage", content(), _stub.Workspace.Token));
        Assert.Single(_ana.Sees(_team)); // Not done.
        Assert.True((bool)(await CallAsync("chat.postMessage", content(), _stub.Workspace.Token))["ok"]!);
        Assert.Equal(6, _stub.RequestsOf("chat.postMessage").Count);
    }

    [Fact]
    public async Task A_slow_call_is_answered_when_it_is_released()
    {
        var released = new TaskCompletionSource();
        _stub.Next("auth.test", StubSlackAnswer.Slow(released.Task));
        var call = FormAsync("auth.test");
        await _stub.UntilAsync(() => _stub.Requests.Count == 1, Cancel);
        Assert.False(call.IsCompleted);
        released.SetResult();
        Assert.True((bool)(await call)["ok"]!);
    }

    [Fact]
    public async Task A_trigger_lives_three_seconds_and_opens_one_modal()
    {
        var app = TakeAll();
        await _ana.ShortcutAsync("start", Cancel);
        var trigger = (string)_stub.Deliveries.All[0].Payload["trigger_id"]!;
        Assert.True((bool)(await JsonAsync("views.open", new() { ["trigger_id"] = trigger, ["view"] = Modal() }))["ok"]!);
        Assert.Equal("exchanged_trigger_id", (string)(await JsonAsync("views.open", new() { ["trigger_id"] = trigger, ["view"] = Modal() }))["error"]!);
        await _ana.ShortcutAsync("start", Cancel);
        _time.Advance(TimeSpan.FromSeconds(3.1));
        Assert.Equal("expired_trigger_id", (string)(await JsonAsync("views.open", new() { ["trigger_id"] = (string)_stub.Deliveries.All[1].Payload["trigger_id"]!, ["view"] = Modal() }))["error"]!);
        Assert.Equal(2, app.Requests.Count);
    }

    [Fact]
    public async Task A_view_that_changed_meanwhile_is_not_overwritten()
    {
        var first = await JsonAsync("views.publish", new() { ["user_id"] = _ana.Id, ["view"] = Home("one") });
        var hash = (string)first["view"]!["hash"]!;
        Assert.True((bool)(await JsonAsync("views.publish", new() { ["user_id"] = _ana.Id, ["hash"] = hash, ["view"] = Home("two") }))["ok"]!);
        Assert.Equal("hash_conflict", (string)(await JsonAsync("views.publish", new() { ["user_id"] = _ana.Id, ["hash"] = hash, ["view"] = Home("three") }))["error"]!);
        Assert.Equal("two", _ana.Home!.Words);
    }

    [Fact]
    public async Task An_answer_address_is_used_up_after_half_an_hour()
    {
        TakeAll();
        await _ana.CommandAsync("/reflect", "", Cancel, _team);
        var url = new Uri((string)_stub.Deliveries.All[0].Payload["response_url"]!);
        Assert.Equal(HttpStatusCode.OK, (await _http.PostAsync(url, new StringContent("""{"text":"soon"}"""), Cancel)).StatusCode);
        _time.Advance(TimeSpan.FromMinutes(30.1));
        Assert.Equal(HttpStatusCode.NotFound, (await _http.PostAsync(url, new StringContent("""{"text":"late"}"""), Cancel)).StatusCode);
        Assert.Equal(("soon", _ana.Id), (Assert.Single(_ana.Sees(_team)).Text, _ana.Sees(_team)[0].OnlyFor));
        Assert.Empty(_ben.Sees(_team));
    }

    [Fact]
    public async Task Deliveries_are_signed_and_repeats_say_so()
    {
        var app = TakeAll(HttpStatusCode.InternalServerError);
        var first = await _ana.SayAsync("words", Cancel);
        Assert.Equal((false, 500), (first.IsAcknowledged, first.Status));
        await _stub.Deliveries.RedeliverAsync(first, Cancel);
        var (timestamp, body) = (app.Requests[1].Headers["X-Slack-Request-Timestamp"], app.Requests[1].Body);
        Assert.Equal(_time.GetUtcNow().ToUnixTimeSeconds().ToString(null, null), timestamp);
        Assert.Equal(StubHttp.Sign(_stub.App.SigningSecret, timestamp, body), app.Requests[1].Headers["X-Slack-Signature"]);
        Assert.Equal(("1", "http_error"), (app.Requests[1].Headers["X-Slack-Retry-Num"], app.Requests[1].Headers["X-Slack-Retry-Reason"]));
        Assert.Equal(app.Requests[0].Body, app.Requests[1].Body);
    }

    [Fact]
    public async Task An_eleventh_connection_is_sent_away()
    {
        var open = new List<ClientWebSocket>();
        for (var i = 1; i <= 11; i++)
        {
            var url = (string)(await CallAsync("apps.connections.open", null, _stub.App.AppToken))["url"]!;
            var socket = new ClientWebSocket();
            open.Add(socket);
            await socket.ConnectAsync(new Uri(url), Cancel);
            var buffer = new byte[4096];
            var got = await socket.ReceiveAsync(buffer, Cancel);
            var frame = JsonNode.Parse(buffer.AsSpan(0, got.Count))!;
            Assert.Equal(i <= 10 ? "hello" : "disconnect", (string)frame["type"]!);
            Assert.Equal(i <= 10 ? i : null, (int?)frame["num_connections"]);
        }
        Assert.Equal(10, _stub.Sockets.Open.Count);
        open.ForEach(s => s.Dispose());
    }

    [Fact]
    public async Task A_post_to_somebody_reaches_their_direct_chat_even_if_they_are_gone()
    {
        // github.com/slackapi/python-slack-sdk/issues/1156: posting goes on, opening does not.
        _stub.Workspace.Change(_ben.Id, u => u with { IsDeleted = true });
        Assert.True((bool)(await FormAsync("chat.postMessage", ("channel", _ben.Id), ("text", "x")))["ok"]!);
        Assert.Equal("user_disabled", (string)(await FormAsync("conversations.open", ("users", _ben.Id)))["error"]!);
        _stub.Workspace.Channel(_team.Id)!.Members.Remove(_stub.Workspace.BotUser);
        Assert.Equal("not_in_channel", (string)(await FormAsync("chat.postMessage", ("channel", _team.Id), ("text", "x")))["error"]!);
    }

    [Fact]
    public async Task Text_alone_takes_the_blocks_of_a_message_away()
    {
        var posted = await JsonAsync("chat.postMessage", new() { ["channel"] = _team.Id, ["text"] = "x", ["blocks"] = Home("in a block")["blocks"]!.DeepClone() });
        var ts = (string)posted["ts"]!;
        Assert.Equal("in a block", _ana.Sees(_team)[0].Words);
        await FormAsync("chat.update", ("channel", _team.Id), ("ts", ts), ("text", "alone"));
        Assert.Equal(("alone", true), (_ana.Sees(_team)[0].Words, _ana.Sees(_team)[0].Edited is not null));
        Assert.Equal("msg_too_long", (string)(await FormAsync("chat.update", ("channel", _team.Id), ("ts", ts), ("text", new string('x', 4001))))["error"]!);
    }

    private Taking TakeAll(HttpStatusCode status = HttpStatusCode.OK)
    {
        var app = new Taking { Status = status };
        _stub.Deliveries.ByHttp(new HttpClient(app) { BaseAddress = new("http://app") });
        return app;
    }

    private static JsonObject Modal() => new() { ["type"] = "modal", ["title"] = new JsonObject { ["type"] = "plain_text", ["text"] = "Reflection" }, ["blocks"] = new JsonArray() };

    private static JsonObject Home(string words) => new()
    {
        ["type"] = "home",
        ["blocks"] = new JsonArray(new JsonObject { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = words } }),
    };

    private Task<JsonObject> JsonAsync(string method, JsonObject arguments) => CallAsync(method, new StringContent(arguments.ToJsonString(), Encoding.UTF8, "application/json"), _stub.Workspace.Token);

    private Task<JsonObject> FormAsync(string method, params (string Name, string Value)[] arguments) =>
        CallAsync(method, new FormUrlEncodedContent(arguments.Select(a => KeyValuePair.Create(a.Name, a.Value))), _stub.Workspace.Token);

    private async Task<JsonObject> CallAsync(string method, HttpContent? content, string? token)
    {
        using var response = await SendAsync(method, content, token);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!.AsObject();
    }

    private async Task<HttpResponseMessage> SendAsync(string method, HttpContent? content, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _stub.ApiUrl + method) { Content = content };
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        return await _http.SendAsync(request, Cancel);
    }

    /// <summary>An app that says the same to everything.</summary>
    private sealed class Taking : HttpMessageHandler
    {
        public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

        public List<(Dictionary<string, string> Headers, string Body)> Requests { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add((request.Headers.ToDictionary(h => h.Key, h => h.Value.First()), await request.Content!.ReadAsStringAsync(cancellationToken)));
            return new(Status);
        }
    }
}
