using System.Text.Json.Nodes;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.EndToEnd.Teams;

/// <summary>The peer itself, on the least bot: what people do arrives as they did it, and what the bot does is what they see.</summary>
public sealed class AgentsPlaygroundTests : IAsyncLifetime
{
    private static readonly Seat Ana = new("ana");
    private static readonly Seat Amir = new("amir");
    private static readonly Seat InChannel = new("amir", "housing");

    private EchoBot _bot = null!;
    private AgentsPlayground _playground = null!;
    private PlaygroundDriver _chat = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(AgentsPlayground.Missing is not null, AgentsPlayground.Missing ?? "");
        _bot = await EchoBot.StartAsync(Cancel);
        _playground = await AgentsPlayground.StartAsync(_bot.Endpoint, null, Cancel);
        _chat = new(_playground);
    }

    public async ValueTask DisposeAsync()
    {
        if (_playground is not null)
        {
            await _playground.DisposeAsync();
            await _bot.DisposeAsync();
        }
    }

    [Fact]
    public async Task Everybody_has_a_chat_of_their_own_and_reads_only_that()
    {
        await _chat.SayAsync(Ana, "one", 0, Cancel);
        await _chat.SayAsync(Amir, "two", 0, Cancel);
        Assert.Equal(["29:ana", "29:amir"], _bot.Got.Select(a => (string?)a["from"]!["id"]));
        Assert.Equal(["33333333-3333-3333-3333-000000000001", "33333333-3333-3333-3333-000000000002"], _bot.Got.Select(a => (string?)a["from"]!["aadObjectId"]));
        Assert.Equal(["one", "you said one\nNote\nAgreed\nDay\n[Next] [Send] [Stop]"], (await _chat.ReadAsync(Ana, Cancel)).Select(s => s.Text));
        Assert.Equal("two", (await _chat.ReadAsync(Amir, Cancel))[0].Text);
        Assert.Empty(await _chat.ReadAsync(Amir, Cancel));
    }

    [Theory]
    [InlineData("ana")]
    [InlineData("amir")]
    public async Task What_is_said_in_a_channel_mentions_the_bot_and_is_a_post_of_its_own(string person)
    {
        await _chat.SayAsync(InChannel with { Person = person }, "hello", 0, Cancel);
        var got = Assert.Single(_bot.Got);
        Assert.Equal("<at>ReflectionBot</at> hello", (string?)got["text"]);
        Assert.Equal("channel", (string?)got["conversation"]!["conversationType"]);
        Assert.StartsWith(PlaygroundTeam.General + ";messageid=", (string)got["conversation"]!["id"]!, StringComparison.Ordinal);
        Assert.Equal(PlaygroundTeam.BotId, (string?)got["entities"]![0]!["mentioned"]!["id"]);
        var seen = await _chat.ReadAsync(InChannel, Cancel);
        Assert.Equal(["hello", "you said hello"], seen.Select(s => s.Text.Split('\n')[0]));
        await _chat.PressAsync(InChannel with { Person = "bea" }, seen[1], seen[1].Buttons[2], new Dictionary<string, string>(), Cancel);
        Assert.Equal(("29:bea", (string?)got["conversation"]!["id"]), ((string?)_bot.Got.Last()["from"]!["id"], (string?)_bot.Got.Last()["conversation"]!["id"]));
    }

    [Theory]
    [InlineData("ana")]
    [InlineData("amir")]
    public async Task Buttons_send_what_stands_in_the_fields(string person)
    {
        var seat = new Seat(person);
        await _chat.SayAsync(seat, "card", 0, Cancel);
        var card = (await _chat.ReadAsync(seat, Cancel))[1];
        Assert.Equal(new Dictionary<string, string> { ["note"] = "as it was", ["agreed"] = "false", ["day"] = "" }, card.Fields);

        await _chat.PressAsync(seat, card, card.Buttons[0], card.Fields, Cancel);
        var invoke = _bot.Got.Last();
        Assert.Equal(("invoke", "adaptiveCard/action", card.Id), ((string?)invoke["type"], (string?)invoke["name"], (string?)invoke["replyToId"]));
        Assert.Equal("""{"step":1,"note":"as it was","agreed":"false"}""", invoke["value"]!["action"]!["data"]!.ToJsonString());
        var after = Assert.Single(await _chat.ReadAsync(seat, Cancel));
        Assert.Equal((card.Id, "after"), (after.Changes, after.Text.Split('\n')[0]));

        await _chat.PressAsync(seat, card, card.Buttons[1], card.Fields, Cancel);
        Assert.Equal(("""{"step":2,"note":"as it was","agreed":"false"}""", null), (_bot.Got.Last()["value"]!.ToJsonString(), (string?)_bot.Got.Last()["text"]));
        await _chat.PressAsync(seat, card, card.Buttons[2], card.Fields, Cancel);
        Assert.Equal("""{"step":3}""", _bot.Got.Last()["value"]!.ToJsonString());
        Assert.Equal(["you sent 3", "you sent 1"], (await _chat.ReadAsync(seat, Cancel)).Select(s => s.Text.Split('\n')[0]));
    }

    [Theory]
    [InlineData("ana")]
    [InlineData("amir")]
    public async Task Edits_and_deletions_have_the_message_s_own_id(string person)
    {
        var seat = new Seat(person);
        await _chat.SayAsync(seat, "we met", 0, Cancel);
        var said = (await _chat.ReadAsync(seat, Cancel))[0];
        await _chat.EditAsync(seat, said.Id, "we met twice", Cancel);
        await _chat.DeleteAsync(seat, said.Id, Cancel);
        Assert.Equal(
            [("messageUpdate", "editMessage", "we met twice"), ("messageDelete", "softDeleteMessage", null)],
            _bot.Got.Skip(1).Select(a => ((string?)a["type"], (string?)a["channelData"]!["eventType"], (string?)a["text"])));
        Assert.All(_bot.Got, a => Assert.Equal(said.Id, (string?)a["id"]));
        Assert.All(await _chat.ReadAsync(seat, Cancel), s => Assert.Equal(said.Id, s.Changes));
    }

    [Fact]
    public async Task The_app_comes_and_goes_for_people_and_in_the_team()
    {
        var amir = _playground.Team.Person("amir");
        await _playground.InstallAsync(_playground.Team.Me, PlaygroundTeam.General, Cancel);
        await _playground.InstallAsync(amir, _playground.ChatOf(amir), Cancel);
        await _playground.UninstallAsync(amir, _playground.ChatOf(amir), Cancel);
        await _playground.MemberAsync(amir, joins: false, Cancel);
        Assert.Equal(
            ["installationUpdate add", "conversationUpdate", "installationUpdate add", "conversationUpdate", "installationUpdate remove", "conversationUpdate", "conversationUpdate"],
            _bot.Got.OrderBy(a => (string?)a["timestamp"], StringComparer.Ordinal).Select(a => $"{(string?)a["type"]} {(string?)a["action"]}".TrimEnd()));
        Assert.Equal(amir.Id, (string?)_bot.Got.Last()["membersRemoved"]![0]!["id"]);
    }

    [Fact]
    public async Task What_the_bot_posts_and_changes_of_itself_is_seen()
    {
        await _chat.SayAsync(InChannel, "hello", 0, Cancel);
        await _chat.ReadAsync(InChannel, Cancel);
        var about = _bot.Got.Last();
        var (_, made) = await _bot.CallAsync(about, HttpMethod.Post, "/v3/conversations", new JsonObject { ["isGroup"] = false, ["members"] = new JsonArray(new JsonObject { ["id"] = "29:bea" }) });
        Assert.Equal(_playground.ChatOf(_playground.Team.Person("bea")), (string?)made!["id"]);
        var chat = $"/v3/conversations/{Uri.EscapeDataString((string)made["id"]!)}/activities";
        var (_, posted) = await _bot.CallAsync(about, HttpMethod.Post, chat, new JsonObject { ["type"] = "message", ["text"] = "first" });
        await _bot.CallAsync(about, HttpMethod.Put, $"{chat}/{(string?)posted!["id"]}", new JsonObject { ["type"] = "message", ["text"] = "second" });
        await _bot.CallAsync(about, HttpMethod.Post, $"/v3/conversations/{Uri.EscapeDataString(PlaygroundTeam.General)}/activities", EchoBot.Message(EchoBot.Card("to all")));
        var id = (string?)posted["id"];
        Assert.Equal([(id, null, "first"), (id, id, "second")], (await _chat.ReadAsync(new("bea"), Cancel)).Select(s => ((string?)s.Id, s.Changes, s.Text)));
        var post = Assert.Single(await _chat.ReadAsync(InChannel, Cancel));
        await _chat.PressAsync(InChannel, post, post.Buttons[1], post.Fields, Cancel);
        Assert.Equal($"{PlaygroundTeam.General};messageid={post.Id}", (string?)_bot.Got.Last()["conversation"]!["id"]);
        Assert.Equal(501, (await _bot.CallAsync(about, HttpMethod.Delete, $"{chat}/{id}", null)).Status);
    }

    [Fact]
    public async Task A_dialog_has_the_bot_s_answer()
    {
        var amir = _playground.Team.Person("amir");
        var answer = await _playground.InvokeAsync(amir, _playground.ChatOf(amir), null, "task/fetch", new JsonObject { ["data"] = new JsonObject { ["a"] = 1 } }, Cancel);
        Assert.Equal("AdaptiveCard", (string?)answer!["value"]!["type"]);
        Assert.Equal("""{"data":{"a":1}}""", _bot.Got.Last()["value"]!.ToJsonString());
    }

    [Theory]
    [InlineData("ana")]
    [InlineData("amir")]
    public async Task A_refusal_is_told(string person)
    {
        _bot.Refuses = true;
        Assert.Equal(401, (await Assert.ThrowsAsync<DriverRefusedException>(() => _chat.SayAsync(new(person), "hello", 0, Cancel))).Status);
    }
}
