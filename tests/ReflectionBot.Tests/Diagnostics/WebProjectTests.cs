using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Operations;
using ReflectionBot.Operations.CommandLine;

namespace ReflectionBot.Tests.Diagnostics;

/// <summary><c>web-project</c>: from the command line to a facilitator who sets a project up in the browser.</summary>
public sealed partial class WebProjectTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-web-project-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Beside_a_running_bot_it_makes_a_link_by_which_the_facilitator_sets_the_project_up()
    {
        await using var app = Bot.Build(Settings("--Urls", "http://127.0.0.1:0"));
        await Bot.PrepareAsync(app, Cancel);
        await app.StartAsync(Cancel);
        var (code, output, errors) = await MakeAsync("Housing priorities", "Ana Silva", "--Urls", app.Urls.First());
        Assert.Equal((0, ""), (code, errors));
        var link = new Uri(Link().Match(output).Value);
        Assert.Equal(app.Urls.First(), link.GetLeftPart(UriPartial.Authority));
        Assert.Contains("type: setup \"Housing priorities\"", output, StringComparison.Ordinal);

        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var session = await JoinAsync(http, link);
        Assert.Equal("Ana Silva", (string?)session["user"]!["name"]);
        var conversations = session["conversations"]!.AsArray();
        Assert.Equal(["ReflectionBot", "Housing priorities"], conversations.Select(c => (string?)c!["name"]));

        var channel = conversations[1]!;
        Assert.Contains("Housing priorities is set up", await SayAsync(app, http, channel, "setup \"Housing priorities\""), StringComparison.Ordinal);
        Assert.Contains("Ana Silva", await SayAsync(app, http, conversations[0]!, "people"), StringComparison.Ordinal);
        await app.StopAsync(Cancel);
    }

    [Fact]
    public async Task Without_a_public_address_it_says_that_the_link_is_for_this_machine()
    {
        var (code, output, _) = await MakeAsync("Housing priorities", "Ana Silva");
        Assert.Equal(0, code);
        Assert.StartsWith("http://localhost:3978/#invite=", Link().Match(output).Value, StringComparison.Ordinal);
        Assert.Contains("PublicUrl is not set", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_public_address_the_link_leads_there()
    {
        var (code, output, _) = await MakeAsync("Housing priorities", "Ana Silva", "--PublicUrl", "https://reflect.example.org");
        Assert.Equal(0, code);
        Assert.StartsWith("https://reflect.example.org/#invite=", Link().Match(output).Value, StringComparison.Ordinal);
        Assert.DoesNotContain("PublicUrl is not set", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typed_again_it_makes_a_new_link_for_the_same_facilitator()
    {
        var first = await MakeAsync("Housing priorities", "Ana Silva");
        var again = await MakeAsync("housing priorities", "ana silva");
        Assert.Equal(0, again.Code);
        Assert.Contains("was there already. A new personal link for Ana Silva", again.Output, StringComparison.Ordinal);
        Assert.NotEqual(Link().Match(first.Output).Value, Link().Match(again.Output).Value);
    }

    /// <summary>A lead sees the channel because they lead the project, and had no link to it.</summary>
    [Fact]
    public async Task Whoever_is_in_the_channel_by_their_role_gets_a_new_link_too()
    {
        await using var app = Bot.Build(Settings("--Urls", "http://127.0.0.1:0"));
        await Bot.PrepareAsync(app, Cancel);
        await app.StartAsync(Cancel);
        string[] there = ["--Urls", app.Urls.First()];
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var session = await JoinAsync(http, new Uri(Link().Match((await MakeAsync(["Garden", "Ana Silva", .. there])).Output).Value));
        var conversations = session["conversations"]!.AsArray();
        Assert.Contains("Garden is set up", await SayAsync(app, http, conversations[1]!, "setup \"Garden\""), StringComparison.Ordinal);
        Assert.Contains("Lu Lead is on Garden as lead", await SayAsync(app, http, conversations[0]!, "person add \"Lu Lead\" as lead with a link"), StringComparison.Ordinal);
        var (code, output, errors) = await MakeAsync(["garden", "lu lead", .. there]);
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("A new personal link for Lu Lead", output, StringComparison.Ordinal);
        Assert.Equal(1, (await MakeAsync(["Garden", "Somebody Else", .. there])).Code);
        await app.StopAsync(Cancel);
    }

    /// <summary>One person in two projects is one person: no second Ana Silva, and the browser that is in stays in.</summary>
    [Fact]
    public async Task A_second_project_of_the_same_name_adds_a_channel_to_the_chat_that_is_there()
    {
        await using var app = Bot.Build(Settings("--Urls", "http://127.0.0.1:0"));
        await Bot.PrepareAsync(app, Cancel);
        await app.StartAsync(Cancel);
        string[] there = ["--Urls", app.Urls.First()];
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var first = await JoinAsync(http, new Uri(Link().Match((await MakeAsync(["Housing priorities", "Ana Silva", .. there])).Output).Value));

        var (code, output, errors) = await MakeAsync(["Youth panel", "ana silva", .. there]);
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("has a web chat already, so this link adds the channel to it", output, StringComparison.Ordinal);
        var link = new Uri(Link().Match(output).Value);
        using var stranger = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var other = await MakeAsync(["Youth panel", "Ana Silva", .. there]);
        var room = await JoinAsync(stranger, new Uri(Link().Match(other.Output).Value));
        Assert.NotNull(room["room"]);
        Assert.Equal(["ReflectionBot"], room["conversations"]!.AsArray().Select(c => (string?)c!["name"]));

        var again = await JoinAsync(http, link);
        Assert.Equal((string?)first["user"]!["id"], (string?)again["user"]!["id"]);
        Assert.Equal(["Housing priorities", "ReflectionBot", "Youth panel"], again["conversations"]!.AsArray().Select(c => (string?)c!["name"]).Order());

        // In the chat that was there already she says that the room is hers, and its link's channel comes along.
        var own = again["conversations"]!.AsArray().Single(c => !(bool)c!["shared"]!)!;
        Assert.Contains("is confirmed", await SayAsync(app, http, own, $"that was me {room["room"]!["code"]}"), StringComparison.Ordinal);
        using var ask = new HttpRequestMessage(HttpMethod.Post, "/web/session");
        ask.Headers.Add("Origin", http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var now = await stranger.SendAsync(ask, Cancel);
        var session = JsonNode.Parse(await now.Content.ReadAsStringAsync(Cancel))!;
        Assert.Null(session["room"]);
        Assert.Equal(3, session["conversations"]!.AsArray().Count);
        await app.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_name_of_two_alphabets_makes_no_project() =>
        Assert.Contains("two alphabets", (await MakeAsync("Housing priorities", "\u0410na Silva")).Errors, StringComparison.Ordinal);

    [Fact]
    public async Task For_another_name_in_a_channel_that_is_there_it_makes_no_link()
    {
        await MakeAsync("Housing priorities", "Ana Silva");
        var (code, output, errors) = await MakeAsync("Housing priorities", "Bea Novak");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("nobody called \"Bea Novak\" is in it", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("Housing priorities")]
    [InlineData("Housing priorities", " ")]
    [InlineData("Housing", "priorities", "Ana")]
    public async Task Without_two_names_it_says_how_to_type_it(params string[] args)
    {
        var (code, output, errors) = await MakeAsync(args);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("web-project \"<channel>\" \"<your name>\"", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "reflectionbot.db")));
    }

    [Fact]
    public async Task A_name_that_is_too_long_and_a_store_that_cannot_be_used_are_said()
    {
        Assert.Equal(2, (await MakeAsync(new string('x', 121), "Ana Silva")).Code);
        Assert.Equal(2, (await MakeAsync("Housing priorities", new string('x', 81))).Code);
        var (code, _, errors) = await MakeAsync("Housing priorities", "Ana Silva", "--Storage:Foldr", "x");
        Assert.Equal(1, code);
        Assert.Contains("Storage:Foldr is not a setting", errors, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"https?://\S+#invite=\S+")]
    private static partial Regex Link();

    private string[] Settings(params string[] more) => ["--Storage:Folder", _folder, "--Web:DataFolder", _folder, "--Logging:LogLevel:Default", "None", .. more];

    private async Task<(int Code, string Output, string Errors)> MakeAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var names = args.TakeWhile(a => !a.StartsWith('-')).ToArray();
        var code = await BotCommandLine.RunAsync(["web-project", .. names, .. Settings(args[names.Length..])], output, errors, Cancel);
        return (code, output.ToString(), errors.ToString());
    }

    private static async Task<JsonNode> JoinAsync(HttpClient http, Uri link)
    {
        using var join = new HttpRequestMessage(HttpMethod.Post, "/web/join") { Content = JsonContent.Create(new { invite = link.Fragment["#invite=".Length..] }) };
        join.Headers.Add("Origin", http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var joined = await http.SendAsync(join, Cancel);
        Assert.True(joined.IsSuccessStatusCode, joined.StatusCode.ToString());

        // The page asks again whenever it is loaded, with the cookie alone.
        using var ask = new HttpRequestMessage(HttpMethod.Post, "/web/session");
        ask.Headers.Add("Origin", http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var session = await http.SendAsync(ask, Cancel);
        return JsonNode.Parse(await session.Content.ReadAsStringAsync(Cancel))!;
    }

    /// <summary>Posts a message and reads the conversation once the bot has nothing left to send.</summary>
    private static async Task<string> SayAsync(WebApplication app, HttpClient http, JsonNode conversation, string text)
    {
        var path = $"/v3/directline/conversations/{conversation["id"]}/activities";
        var token = new AuthenticationHeaderValue("Bearer", (string?)conversation["token"]);
        using var post = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { type = "message", text }), Headers = { Authorization = token } };
        using var posted = await http.SendAsync(post, Cancel);
        Assert.True(posted.IsSuccessStatusCode, posted.StatusCode.ToString());
        await app.Services.GetRequiredService<OutboxPump>().WhenIdleAsync().WaitAsync(Cancel);
        using var read = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = token } };
        using var answer = await http.SendAsync(read, Cancel);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }
}
