using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.EndToEnd.Slack;

/// <summary>The stub before Slack's own framework: whatever Slack does for an app, the stub does so that this app works unchanged.</summary>
public sealed partial class BoltTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    private StubPerson _ana = null!;
    private StubPerson _ben = null!;
    private StubChannel _team = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Ways => ["http", "socket"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_message_is_heard_and_answered(string way)
    {
        await using var bolt = await StartAsync(way);
        var said = await _ana.SayAsync("hello & <all>", Cancel);
        Assert.True(said.IsAcknowledged);
        await bolt.Stub.UntilAsync(() => _ana.Sees().Count == 2, Cancel);
        Assert.Equal($"Hi <@{_ana.Id}>\nDone", _ana.Sees()[1].Words);
        var heard = await bolt.PrintsAsync("heard", Cancel);
        Assert.Equal(("hello &amp; &lt;all&gt;", "im", _ana.Id), ((string)heard["text"]!, (string)heard["type"]!, (string)heard["user"]!));
        Assert.Equal("hello & <all>", (string)heard["blocks"]![0]!["elements"]![0]!["elements"]![0]!["text"]!);
        await bolt.Stub.Deliveries.SettleAsync(Cancel);
        var echo = Assert.Single(bolt.Stub.Deliveries.All, d => d.Payload["event"]?["bot_id"] is not null);
        Assert.True(echo.IsAcknowledged);
        Assert.Single(bolt.Printed("heard")); // Its own message came back, and it knew it.
        Assert.Empty(bolt.Stub.Problems);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Threads_mentions_edits_deletions_and_files_arrive(string way)
    {
        await using var bolt = await StartAsync(way);
        var first = (await _ana.SayAsync("a thread", Cancel)).Message!;
        await bolt.Stub.UntilAsync(() => _ana.SeesThread(first).Count == 2, Cancel);
        Assert.Single(_ana.Sees());
        await _ana.MentionAsync(_team, "status", Cancel);
        await bolt.Stub.UntilAsync(() => _ben.SeesThread(_ben.Sees(_team)[0]).Count == 2, Cancel);
        Assert.Equal($"you said <@{_ana.Team.BotUser}> status", _ben.SeesThread(_ben.Sees(_team)[0])[1].Text);

        await _ana.EditAsync(first, "other words", Cancel);
        await _ana.DeleteAsync(first, Cancel);
        var other = (await _ana.SayAsync("gone soon", Cancel)).Message!;
        await _ana.DeleteAsync(other, Cancel);
        await _ana.SayAsync("look", Cancel, null, ("notes.txt", [1, 2, 3]));
        await bolt.PrintsAsync("message", Cancel, 6);
        var messages = bolt.Printed("message").Select(m => $"{m["subtype"] ?? "-"} {m["text"]} < {m["before"]}").Distinct().ToList();
        Assert.Contains("message_changed other words < a thread", messages);
        Assert.Contains("message_changed This message was deleted. < other words", messages); // It had a reply: a tombstone stays.
        Assert.Contains("message_deleted  < gone soon", messages);
        Assert.Equal("notes.txt", (string)bolt.Printed("message").Last(m => (string?)m["subtype"] == "file_share")["files"]![0]!);
        Assert.Equal(["tombstone", "file_share"], _ana.Sees().Select(m => m.Subtype));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_command_can_be_answered_five_times_later_and_not_six(string way)
    {
        await using var bolt = await StartAsync(way);
        var used = await _ana.CommandAsync("/reflect", "“now”", Cancel, _team);
        Assert.True(used.IsAcknowledged);
        var sixth = await bolt.PrintsAsync("respond-6", Cancel);
        Assert.Equal((false, "slack_bolt_respond_error", 404), ((bool)sixth["ok"]!, (string)sixth["code"]!, (int)sixth["status"]!));
        Assert.Equal("used_url", bolt.Stub.RequestsOf("response_url")[^1].Error);
        Assert.Equal(Enumerable.Range(1, 5).Select(i => $"answer {i}"), _ana.Sees(_team).Select(m => m.Text));
        Assert.Empty(_ben.Sees(_team));
        var command = await bolt.PrintsAsync("command", Cancel);
        Assert.Equal(("“now”", "reflections"), ((string)command["text"]!, (string)command["channel"]!));

        await _ana.CommandAsync("/quick", "", Cancel);
        Assert.Equal("a word", Assert.Single(_ana.Sees()).Text);
        await _ana.CommandAsync("/blocks", "", Cancel, _team);
        Assert.Equal("for all", Assert.Single(_ben.Sees(_team)).Words);
        Assert.Empty(bolt.Stub.Problems);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_modal_opens_refuses_changes_and_is_taken(string way)
    {
        await using var bolt = await StartAsync(way);
        await _ana.ShortcutAsync("start", Cancel);
        await bolt.Stub.UntilAsync(() => _ana.Modal is not null, Cancel);
        Assert.Contains("from the shortcut", _ana.Modal!.Words, StringComparison.Ordinal);
        var refused = await _ana.SubmitAsync(new Dictionary<string, string> { ["words"] = "bad" }, Cancel);
        Assert.Equal("errors", (string)refused.Answer!["response_action"]!);
        Assert.NotNull(_ana.Modal);
        await _ana.SubmitAsync(new Dictionary<string, string> { ["answer"] = "more", ["with"] = "team" }, Cancel);
        Assert.Contains("once more", _ana.Modal!.Words, StringComparison.Ordinal);
        await _ana.SubmitAsync(Nothing, Cancel);
        Assert.Null(_ana.Modal);
        await bolt.PrintsAsync("submitted", Cancel, 3);
        Assert.Equal(["bad -", "more team", "a start -"], bolt.Printed("submitted").Select(s => $"{s["words"]} {s["share"] ?? "-"}"));
        Assert.All(bolt.Printed("submitted"), s => Assert.Equal("round-1", (string)s["metadata"]!));

        await _ana.ShortcutAsync("start", Cancel);
        await bolt.Stub.UntilAsync(() => _ana.Modal is not null, Cancel);
        Assert.True((await _ana.CloseAsync(Cancel))!.IsAcknowledged);
        await bolt.PrintsAsync("closed", Cancel);
        Assert.Empty(bolt.Stub.Problems);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_button_changes_its_message_and_answers_its_presser_alone(string way)
    {
        await using var bolt = await StartAsync(way);
        await _ana.SayAsync("hello", Cancel);
        await bolt.Stub.UntilAsync(() => _ana.Sees().Count == 2, Cancel);
        var pressed = await _ana.PressAsync(_ana.Sees()[1], "Done", Cancel);
        Assert.True(pressed.IsAcknowledged);
        await bolt.Stub.UntilAsync(() => _ana.Sees().Count == 3, Cancel);
        Assert.Equal(["Done.", "only you see this"], _ana.Sees().Skip(1).Select(m => m.Words));
        Assert.Equal(_ana.Id, _ana.Sees()[2].OnlyFor);
        var printed = await bolt.PrintsAsync("pressed", Cancel);
        Assert.Equal(("1", "next", "message"), ((string)printed["value"]!, (string)printed["block"]!, (string)printed["container"]!));
        await _ana.MessageShortcutAsync("remember", _ana.Sees()[0], Cancel);
        Assert.Equal("hello", (string)(await bolt.PrintsAsync("remember", Cancel))["text"]!);
        Assert.Empty(bolt.Stub.Problems);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Home_is_published_and_its_button_opens_a_modal(string way)
    {
        await using var bolt = await StartAsync(way);
        await _ana.OpenHomeAsync(Cancel);
        await bolt.PrintsAsync("home", Cancel);
        Assert.Contains($"Home of <@{_ana.Id}>", _ana.Home!.Words, StringComparison.Ordinal);
        var hash = _ana.Home.Hash;
        await _ana.OpenHomeAsync(Cancel);
        Assert.Equal(hash, (string)(await bolt.PrintsAsync("home", Cancel, 2))["hash"]!);
        await _ana.PressInHomeAsync("home_press", Cancel);
        await bolt.Stub.UntilAsync(() => _ana.Modal is not null, Cancel);
        Assert.Empty(bolt.Stub.Problems);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Channels_tell_what_happens_to_them(string way)
    {
        await using var bolt = await StartAsync(way);
        await _ben.LeaveAsync(_team, Cancel);
        await _ben.JoinAsync(_team, Cancel);
        await _ana.ArchiveAsync(_team, Cancel);
        await _ana.UnarchiveAsync(_team, Cancel);
        await _ana.RenameAsync(_team, "learning", Cancel);
        await _ana.RemoveBotAsync(_team, Cancel);
        await bolt.PrintsAsync("channel_left", Cancel);
        Assert.Equal("learning", (string)(await bolt.PrintsAsync("channel_rename", Cancel))["event"]!["channel"]!["name"]!);
        foreach (var name in new[] { "member_left_channel", "member_joined_channel" })
        {
            Assert.Equal(_ben.Id, (string)(await bolt.PrintsAsync(name, Cancel))["event"]!["user"]!);
        }
    }

    [Fact]
    public async Task A_wrong_signature_and_a_request_of_yesterday_are_refused()
    {
        await using var bolt = await StartAsync("http");
        var real = new StubDelivery(StubDeliveryKind.Command, _ana.Team, (await _ana.CommandAsync("/quick", "", Cancel)).Payload);
        using var http = new HttpClient { BaseAddress = bolt.Address };
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, bolt.Http.Request(real)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, bolt.Http.Request(real, secret: "another")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, bolt.Http.Request(real, at: TimeProvider.System.GetUtcNow().AddDays(-1))));
        Assert.True(await bolt.Http.ChallengeAsync(Cancel));
    }

    [Fact]
    public async Task An_event_comes_again_with_its_number_and_its_reason()
    {
        await using var bolt = await StartAsync("http");
        var first = await _ana.SayAsync("words", Cancel);
        var again = await bolt.Stub.Deliveries.RedeliverAsync(first, Cancel, "http_timeout");
        Assert.Equal((1, first.EventId), (again.Attempt, again.EventId));
        var printed = await bolt.PrintsAsync("message", Cancel, 2);
        Assert.Equal((1, "http_timeout", first.EventId), ((int)printed["retry"]!, (string)printed["reason"]!, (string)printed["id"]!));
    }

    [Fact]
    public async Task The_app_is_installed_by_its_own_link()
    {
        await using var bolt = await BoltApp.StartAsync("oauth", stub => _ana = stub.AddWorkspace(installed: false).AddPerson("Ana", u => u with { IsAdmin = true }), Cancel);
        using var browser = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        using var install = await browser.GetAsync(new Uri(bolt.Address, "/slack/install"), Cancel);
        using var allow = await browser.GetAsync(install.Headers.Location, Cancel);
        using var back = new HttpRequestMessage(HttpMethod.Get, allow.Headers.Location);

        // The cookie that ties the answer to this browser is for https alone: a browser here would not send it.
        back.Headers.Add("Cookie", install.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        using var done = await browser.SendAsync(back, Cancel);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        var installed = await bolt.PrintsAsync("installed", Cancel);
        Assert.Equal((_ana.Team.Id, _ana.Team.Token, _ana.Team.BotUser, _ana.Id), ((string)installed["team"]!, (string)installed["token"]!, (string)installed["bot"]!, (string)installed["by"]!));
        await _ana.SayAsync("hello", Cancel);
        await bolt.Stub.UntilAsync(() => _ana.Sees().Count == 2, Cancel);
    }

    private async Task<BoltApp> StartAsync(string way, Action<SlackStub>? more = null)
    {
        var bolt = await BoltApp.StartAsync(way, stub =>
        {
            var acme = stub.AddWorkspace();
            (_ana, _ben) = (acme.AddPerson("Ana"), acme.AddPerson("Ben"));
            _team = acme.AddChannel("reflections", [_ana, _ben]);
            more?.Invoke(stub);
        }, Cancel);
        return bolt;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await http.SendAsync(request, Cancel);
            return response.StatusCode;
        }
    }
}
