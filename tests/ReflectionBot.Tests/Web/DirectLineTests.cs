using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ReflectionBot.Application.Ports;
using ReflectionBot.Channels.Web;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Core.Chat;
using static ReflectionBot.Tests.Web.WebHost;

namespace ReflectionBot.Tests.Web;

/// <summary>What a Direct Line client does when all goes well.</summary>
public sealed class DirectLineTests
{
    [Fact]
    public async Task A_conversation_starts_with_a_token_an_address_for_the_stream_and_one_greeting_event()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();

        var response = await host.SendAsync(HttpMethod.Post, "/v3/directline/conversations", token, JsonContent.Create(new { user = new { id = "eve" } }));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var body = await JsonAsync(response);
        Assert.Equal("d-ana", (string?)body["conversationId"]);
        Assert.Equal(1800, (int?)body["expires_in"]);
        Assert.StartsWith("ws://localhost/v3/directline/conversations/d-ana/stream?watermark=0&t=", (string?)body["streamUrl"], StringComparison.Ordinal);
        await host.SendAsync(HttpMethod.Post, "/v3/directline/conversations", token);
        var joined = Assert.IsType<MemberJoined>(Assert.Single(host.Turns.Events));
        Assert.Equal(("ana", "ANA", "d-ana"), (joined.From.User, joined.MemberName, joined.Conversation.Id));
    }

    [Fact]
    public async Task A_message_becomes_an_event_of_the_tokens_owner_and_its_echo_has_the_same_id()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();

        var id = (string)(await JsonAsync(await host.PostAsync(token, "d-ana", Message("We started late.", "c1"))))["id"]!;

        var posted = Assert.IsType<MessagePosted>(Assert.Single(host.Turns.Events));
        Assert.Equal(("We started late.", id, 0), (posted.Text, posted.MessageId, posted.Attachments));
        Assert.Equal((new ChatAddress("web", "team", "ana"), new ConversationAddress("web", "team", "d-ana", false)), (posted.From, posted.Conversation));
        Assert.Equal(host.Time.GetUtcNow(), posted.At);
        var set = await host.ReadAsync(token, "d-ana");
        var echo = Assert.Single(set["activities"]!.AsArray())!;
        Assert.Equal(id, (string?)echo["id"]);
        Assert.Equal(("ana", "ANA", "user"), ((string?)echo["from"]!["id"], (string?)echo["from"]!["name"], (string?)echo["from"]!["role"]));
        Assert.Equal(("c1", "plain"), ((string?)echo["channelData"]!["clientActivityID"], (string?)echo["textFormat"]));
        Assert.Equal("1", (string?)set["watermark"]);
    }

    [Fact]
    public async Task The_same_client_id_again_is_the_same_message_with_the_same_answer()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();

        var first = await JsonAsync(await host.PostAsync(token, "d-ana", Message("once", "c1")));
        var second = await JsonAsync(await host.PostAsync(token, "d-ana", Message("once", "c1")));
        var other = await JsonAsync(await host.PostAsync(token, "d-ana", Message("once", "c2")));

        Assert.Equal((string?)first["id"], (string?)second["id"]);
        Assert.NotEqual((string?)first["id"], (string?)other["id"]);
        Assert.Equal(2, host.Turns.Events.Count);
        Assert.Equal(2, (await host.ReadAsync(token, "d-ana"))["activities"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_same_client_id_of_two_people_or_two_conversations_is_two_messages()
    {
        await using var host = await WebHost.StartAsync();
        var (ana, ben) = (await host.TokenAsync("ana"), await host.TokenAsync("ben"));
        await host.Get<WebDirectory>().AddChannelAsync("team", "home", "Home", Cancel);
        await host.Get<WebDirectory>().AddMemberAsync("home", "ana", Cancel);
        await host.Get<WebDirectory>().AddMemberAsync("home", "ben", Cancel);
        var (anaHome, benHome) = (await host.TokenAsync("ana", "home"), await host.TokenAsync("ben", "home"));

        await host.PostAsync(ana, "d-ana", Message("x", "c"));
        await host.PostAsync(ben, "d-ben", Message("x", "c"));
        await host.PostAsync(anaHome, "home", Message("x", "c"));
        await host.PostAsync(benHome, "home", Message("x", "c"));

        Assert.Equal(4, host.Turns.Events.Select(e => e.Key).Distinct().Count());
        Assert.Equal(2, (await host.ReadAsync(benHome, "home"))["activities"]!.AsArray().Count);
        Assert.All(host.Turns.Events.Where(e => e.Conversation.Id == "home"), e => Assert.True(e.Conversation.Shared));
    }

    [Fact]
    public async Task Messages_without_a_client_id_are_each_new()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();

        await host.PostAsync(token, "d-ana", new { type = "message", text = "a" });
        await host.PostAsync(token, "d-ana", new { type = "message", text = "a" });

        Assert.Equal(2, host.Turns.Events.Count);
    }

    [Fact]
    public async Task A_button_and_its_forms_fields_become_an_action_and_the_echo_shows_the_label_but_no_field()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        var value = new Dictionary<string, object?>
        {
            ["rb"] = new { verb = "submit", round = "r1", item = "2", rev = 7 },
            ["s1"] = "secret words",
            ["agree"] = "false",
            ["on"] = true,
            ["deep"] = new { a = 1 },
            ["none"] = null,
        };

        await JsonAsync(await host.PostAsync(token, "d-ana", new { type = "message", value, channelData = new { clientActivityID = "c1", pressed = "Submit" } }));

        var action = Assert.IsType<ActionInvoked>(Assert.Single(host.Turns.Events));
        Assert.Equal(new ButtonAction("submit", "r1", "2", 7), action.Action);
        Assert.Equal([("agree", "false"), ("on", "true"), ("s1", "secret words")], action.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => (f.Key, f.Value)));
        var echo = Assert.Single((await host.ReadAsync(token, "d-ana"))["activities"]!.AsArray())!;
        Assert.Equal(("Submit", true, null), ((string?)echo["channelData"]!["pressed"], (bool?)echo["channelData"]!["postBack"], (string?)echo["text"]));
        Assert.DoesNotContain("secret", echo.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_reaches_open_clients_as_an_update_and_later_ones_as_the_new_text_only()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        var id = (string)(await JsonAsync(await host.PostAsync(token, "d-ana", Message("frist", "c1"))))["id"]!;

        await JsonAsync(await host.PostAsync(token, "d-ana", new { type = "messageUpdate", replyToId = id, text = "second", channelData = new { clientActivityID = "e1" } }));
        await JsonAsync(await host.PostAsync(token, "d-ana", new { type = "messageUpdate", id, text = "third", channelData = new { clientActivityID = "e2" } }));

        var edited = Assert.IsType<MessageEdited>(host.Turns.Events.Last());
        Assert.Equal((id, "third"), (edited.MessageId, edited.Text));
        var set = await host.ReadAsync(token, "d-ana", "1");
        var update = Assert.Single(set["activities"]!.AsArray())!;
        Assert.Equal(("messageUpdate", id, "third"), ((string?)update["type"], (string?)update["replyToId"], (string?)update["text"]));
        Assert.NotEqual(id, (string?)update["id"]);
        var fresh = (await host.ReadAsync(token, "d-ana"))["activities"]!.AsArray();
        Assert.Equal((id, "third", "c1"), ((string?)fresh[0]!["id"], (string?)fresh[0]!["text"], (string?)fresh[0]!["channelData"]!["clientActivityID"]));
        Assert.DoesNotContain(host.Tables.All, r => (r.Columns.Text("Json") ?? "").Contains("frist", StringComparison.Ordinal) || (r.Columns.Text("Json") ?? "").Contains("second", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_time_of_a_message_is_that_of_its_arrival_so_nothing_is_judged_late_by_it()
    {
        await using var host = await WebHost.StartAsync();
        await JsonAsync(await host.PostAsync(await host.TokenAsync(), "d-ana", new { type = "message", text = "written yesterday", timestamp = DateTimeOffset.UnixEpoch, channelData = new { clientActivityID = "c1" } }));
        var posted = Assert.IsType<MessagePosted>(Assert.Single(host.Turns.Events));
        Assert.NotEqual(DateTimeOffset.UnixEpoch, posted.At);
        Assert.Null(posted.Clock);
    }

    [Fact]
    public async Task A_deletion_takes_every_version_of_the_text_out_of_the_transcript_for_good()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        var id = (string)(await JsonAsync(await host.PostAsync(token, "d-ana", Message("regret one", "c1"))))["id"]!;
        await JsonAsync(await host.PostAsync(token, "d-ana", new { type = "messageUpdate", replyToId = id, text = "regret two" }));

        await JsonAsync(await host.PostAsync(token, "d-ana", new { type = "messageDelete", replyToId = id, channelData = new { clientActivityID = "x1" } }));

        Assert.Equal(id, Assert.IsType<MessageDeleted>(host.Turns.Events.Last()).MessageId);
        var left = Assert.Single((await host.ReadAsync(token, "d-ana"))["activities"]!.AsArray())!;
        Assert.Equal(("messageDelete", id), ((string?)left["type"], (string?)left["replyToId"]));
        Assert.DoesNotContain(host.Tables.All, r => r.Columns.Values.Values.OfType<string>().Any(v => v.Contains("regret", StringComparison.Ordinal)));
        var again = await host.Get<WebChannel>().SendAsync(WebKeys.DirectAddress("team", "ana"), id, new PersonMessage(Who("ana"), "ANA", "regret one", "c1"), Cancel);
        Assert.IsType<SendOutcome.Sent>(again);
        Assert.Single((await host.ReadAsync(token, "d-ana"))["activities"]!.AsArray());
    }

    [Theory]
    [InlineData("messageUpdate")]
    [InlineData("messageDelete")]
    public async Task Nobody_changes_a_message_that_is_not_their_own(string type)
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        await host.Get<WebChannel>().SendAsync(WebKeys.DirectAddress("team", "ana"), "bot-1", NoticeMessage.Of("Saved."), Cancel);
        await host.Get<WebDirectory>().AddChannelAsync("team", "home", "Home", Cancel);
        await host.TokenAsync("ben");
        await host.Get<WebDirectory>().AddMemberAsync("home", "ana", Cancel);
        await host.Get<WebDirectory>().AddMemberAsync("home", "ben", Cancel);
        var bens = (string)(await JsonAsync(await host.PostAsync(await host.TokenAsync("ben", "home"), "home", Message("mine", "c"))))["id"]!;

        await RefusedAsync(await host.PostAsync(token, "d-ana", new { type, replyToId = "bot-1", text = "x" }), 400, "NotYourMessage");
        var madeUp = WebKeys.Message("d-ana", "ana", "any")[..^32] + new string('\u00E9', 150);
        await RefusedAsync(await host.PostAsync(token, "d-ana", new { type, replyToId = madeUp, text = "x" }), 400, "NotYourMessage");
        await RefusedAsync(await host.PostAsync(await host.TokenAsync("ana", "home"), "home", new { type, replyToId = bens, text = "x" }), 400, "NotYourMessage");
        await RefusedAsync(await host.PostAsync(token, "d-ana", new { type, text = "x" }), 400, "BadSyntax");
        Assert.IsType<MessagePosted>(Assert.Single(host.Turns.Events));
    }

    [Theory]
    [InlineData("typing")]
    [InlineData("messageReaction")]
    [InlineData("event")]
    [InlineData("somethingNew")]
    public async Task An_unknown_kind_of_activity_is_acknowledged_and_ignored(string type)
    {
        await using var host = await WebHost.StartAsync();

        Assert.NotNull((await JsonAsync(await host.PostAsync(await host.TokenAsync(), "d-ana", new { type })))["id"]);

        Assert.Empty(host.Turns.Events);
    }

    [Fact]
    public async Task Attachments_are_counted()
    {
        await using var host = await WebHost.StartAsync();

        await host.PostAsync(await host.TokenAsync(), "d-ana", new { type = "message", text = "see", attachments = new[] { new { contentType = "image/png" }, new { contentType = "audio/ogg" } } });

        Assert.Equal(2, Assert.IsType<MessagePosted>(Assert.Single(host.Turns.Events)).Attachments);
    }

    [Fact]
    public async Task An_upload_is_read_counted_dropped_and_told_to_the_bot_with_its_text()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent("""{"type":"message","text":"two pictures","channelData":{"clientActivityID":"u1"}}""", Encoding.UTF8, "application/vnd.microsoft.activity"), "activity", "blob");
        form.Add(new ByteArrayContent(new byte[100_000]), "file", "one.png");
        form.Add(new StringContent("PICTURE-BYTES"), "file", "two.png");

        var id = (string?)(await JsonAsync(await host.SendAsync(HttpMethod.Post, "/v3/directline/conversations/d-ana/upload?userId=ana", token, form)))["id"];

        var posted = Assert.IsType<MessagePosted>(Assert.Single(host.Turns.Events));
        Assert.Equal((id, "two pictures", 2), (posted.MessageId, posted.Text, posted.Attachments));
        Assert.DoesNotContain(host.Tables.All, r => r.Columns.Values.Values.OfType<string>().Any(v => v.Contains("PICTURE", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_single_file_is_an_upload_too()
    {
        await using var host = await WebHost.StartAsync();
        using var file = new ByteArrayContent(new byte[10]);
        file.Headers.ContentType = new("audio/ogg");

        await JsonAsync(await host.SendAsync(HttpMethod.Post, "/v3/directline/conversations/d-ana/upload?userId=ana", await host.TokenAsync(), file));

        Assert.Equal(1, Assert.IsType<MessagePosted>(Assert.Single(host.Turns.Events)).Attachments);
    }

    [Fact]
    public async Task What_the_bot_sends_has_text_a_card_and_a_summary_without_anybodys_words()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        var message = new NoticeMessage(["You wrote: *secret*", "Two."], [new Button("Next", new("next", "r", null, 3), Primary: true)]);

        Assert.Equal(new SendOutcome.Sent("b1"), await host.Get<WebChannel>().SendAsync(WebKeys.DirectAddress("team", "ana"), "b1", message, Cancel));

        var activity = Assert.Single((await host.ReadAsync(token, "d-ana"))["activities"]!.AsArray())!;
        Assert.Equal(("You wrote: *secret*\nTwo.\n[Next]", "plain", "bot", "reflectionbot"),
            ((string?)activity["text"], (string?)activity["textFormat"], (string?)activity["from"]!["role"], (string?)activity["from"]!["id"]));
        Assert.Equal("A message from ReflectionBot", (string?)activity["summary"]);
        var attachment = Assert.Single(activity["attachments"]!.AsArray())!;
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)attachment["contentType"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"rb":{"verb":"next","round":"r","rev":3}}"""), attachment["content"]!["actions"]![0]!["data"]));
    }

    [Fact]
    public async Task A_token_is_refreshed_and_the_new_one_lasts_from_now()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        host.Time.Advance(TimeSpan.FromMinutes(29));

        var fresh = (string)(await JsonAsync(await host.SendAsync(HttpMethod.Post, "/v3/directline/tokens/refresh", token)))["token"]!;
        host.Time.Advance(TimeSpan.FromMinutes(29));

        await JsonAsync(await host.PostAsync(fresh, "d-ana", Message("still here")));
        await RefusedAsync(await host.PostAsync(token, "d-ana", Message("no")), 403, "TokenExpired");
    }
}
