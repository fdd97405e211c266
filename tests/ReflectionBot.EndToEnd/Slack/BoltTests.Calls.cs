using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.EndToEnd.Slack;

/// <content>What the app asks of Slack by itself, through the SDK.</content>
public sealed partial class BoltTests
{
    [Fact]
    public async Task Lists_are_read_page_by_page_to_their_end()
    {
        await using var bolt = await StartAsync("http", stub =>
        {
            var people = Enumerable.Range(1, 7).Select(i => stub.Workspace.AddPerson($"Person{i}")).ToList();
            stub.Workspace.AddChannel("large", people);
        });
        var team = _ana.Team;
        var large = team.Channels.Single(c => c.Name == "large");
        await _ana.CommandAsync("/lists", large.Id, Cancel);
        var lists = await bolt.PrintsAsync("lists", Cancel);
        Assert.Equal(team.Users.Select(u => u.Id), lists["users"]!.AsArray().SelectMany(p => p!.AsArray()).Select(i => (string)i!));
        Assert.Equal([3, 3, 2], lists["members"]!.AsArray().Select(p => p!.AsArray().Count));
        Assert.Equal(large.Members, lists["members"]!.AsArray().SelectMany(p => p!.AsArray()).Select(i => (string)i!));
        Assert.Equal([_team.Id, large.Id], lists["channels"]![0]!.AsArray().Select(i => (string)i!));
        Assert.Equal((team.Id, team.BotUser, team.BotId), ((string)lists["me"]!["team_id"]!, (string)lists["me"]!["user_id"]!, (string)lists["me"]!["bot_id"]!));
        Assert.Equal(StubApp.AllScopes, lists["me"]!["response_metadata"]!["scopes"]!.AsArray().Select(s => (string)s!));
        Assert.Equal(("Europe/London", "en-GB", "ana@acme.example"), ((string)lists["user"]!["tz"]!, (string)lists["user"]!["locale"]!, (string)lists["user"]!["profile"]!["email"]!));
        Assert.True((bool)lists["place"]!["is_member"]!);
    }

    [Fact]
    public async Task Refusals_reach_the_app_with_Slacks_codes_and_words()
    {
        await using var bolt = await StartAsync("http", stub => stub.Workspace.AddPerson("Dan", u => u with { IsDeleted = true }));
        var dan = _ana.Team.Users.Single(u => u.Name == "dan");
        var said = (await _ana.SayAsync("words", Cancel)).Message!;
        (string Method, JsonObject With, string Error)[] calls =
        [
            ("chat.postMessage", new() { ["channel"] = "C0NOWHERE", ["text"] = "x" }, "channel_not_found"),
            ("chat.postMessage", new() { ["channel"] = _team.Id }, "no_text"),
            ("chat.postMessage", new() { ["channel"] = _team.Id, ["text"] = "x", ["blocks"] = new JsonArray(new JsonObject { ["type"] = "sektion" }) }, "invalid_blocks"),
            ("chat.update", new() { ["channel"] = _ana.Direct.Id, ["ts"] = said.Ts, ["text"] = "x" }, "cant_update_message"),
            ("chat.delete", new() { ["channel"] = _ana.Direct.Id, ["ts"] = "1.000001" }, "message_not_found"),
            ("conversations.open", new() { ["users"] = dan.Id }, "user_disabled"),
            ("conversations.open", new() { ["users"] = _ana.Team.BotUser }, "cannot_dm_bot"),
            ("views.open", new() { ["trigger_id"] = "no.such.one", ["view"] = new JsonObject() }, "invalid_trigger_id"),
            ("chat.postMessage", new() { ["channel"] = _team.Id, ["text"] = "x", ["token"] = "xoxb-wrong" }, "invalid_auth"),
            ("stars.list", [], "unknown_method"),
        ];
        await _ana.CommandAsync("/calls", new JsonArray([.. calls.Select(c => new JsonObject { ["method"] = c.Method, ["with"] = c.With })]).ToJsonString(), Cancel);
        await bolt.PrintsAsync("calls-done", Cancel);
        Assert.Equal(calls.Select(c => c.Error), calls.Select((_, i) => (string?)bolt.Printed($"call-{i}")[0]["error"]));
        Assert.Equal("[ERROR] unsupported type: sektion [json-pointer:/blocks/0]", (string)bolt.Printed("call-2")[0]["messages"]![0]!);
    }

    [Fact]
    public async Task A_file_is_uploaded_in_three_steps()
    {
        await using var bolt = await StartAsync("http");
        await _ana.CommandAsync("/upload", _team.Id, Cancel);
        var printed = await bolt.PrintsAsync("upload", Cancel);
        Assert.True((bool)printed["ok"]!, printed.ToJsonString());
        var message = Assert.Single(_ben.Sees(_team));
        var file = _ben.File(Assert.Single(message.Files));
        Assert.Equal(("here", "Notes", "notes.txt", "some words"), (message.Text, file.Title, file.Name, Encoding.UTF8.GetString(file.Content!)));
        Assert.Equal(["files.getUploadURLExternal", "upload", "files.completeUploadExternal"], bolt.Stub.Requests.Select(r => r.Method).Where(m => m.StartsWith("files.", StringComparison.Ordinal) || m == "upload"));
        Assert.Empty(bolt.Stub.Problems);
    }

    [Fact]
    public async Task A_limited_or_failed_call_is_made_again_by_the_SDK()
    {
        await using var bolt = await StartAsync("http");
        bolt.Stub.Next("chat.postMessage", StubSlackAnswer.RateLimited(1), StubSlackAnswer.Status(503));
        await _ana.CommandAsync("/post", _team.Id, Cancel);
        var printed = await bolt.PrintsAsync("post", Cancel);
        Assert.True((bool)printed["ok"]!, printed.ToJsonString());
        var calls = bolt.Stub.RequestsOf("chat.postMessage");
        Assert.Equal(3, calls.Count);
        Assert.True(calls[1].At - calls[0].At >= TimeSpan.FromSeconds(1), "it waited as long as it was told");
        Assert.Equal("posted", Assert.Single(_ben.Sees(_team)).Text);
    }
}
