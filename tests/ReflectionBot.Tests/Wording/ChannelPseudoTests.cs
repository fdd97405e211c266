using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ReflectionBot.Core.Wording;
using ReflectionBot.Tests.Rounds;
using ReflectionBot.Tests.Rounds.Play;
using ReflectionBot.Tests.Slack;
using ReflectionBot.Tests.Teams;

namespace ReflectionBot.Tests.Wording;

/// <summary>What Slack and Teams say around a message, in their windows and on their pages, comes out of the resource files, in the language of its reader.</summary>
public sealed class ChannelPseudoTests
{
    private const string Milestone = "Focus groups complete";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("whole-round")]
    [InlineData("ways-out")]
    public async Task A_round_is_played_in_Slack_in_another_language(string script)
    {
        var (text, start) = await ScriptTests.ReadAsync(script);
        await using var round = await SlackRound.StartAsync(at: start, change: services => services.AddSingleton(new DefaultLanguage(PseudoLanguage.Tag)));
        foreach (var person in round.People.Values)
        {
            round.Team.Change(person.Id, u => u with { Locale = PseudoLanguage.Tag });
        }

        var chat = new PseudoDriver(round.Chat);
        await new Script(chat, round.Bot).PlayAsync(text);
        var left = Unaccented.In(chat.Said, text);
        Assert.True(left.Length == 0, left);
    }

    [Theory]
    [InlineData("whole-round")]
    [InlineData("ways-out")]
    public async Task A_round_is_played_in_Teams_in_another_language(string script)
    {
        var (text, start) = await ScriptTests.ReadAsync(script);
        await using var round = await TeamsRound.StartAsync(start, change: services => services.AddSingleton(new DefaultLanguage(PseudoLanguage.Tag)));
        foreach (var name in TeamsRound.People)
        {
            round.Chat.Locales[name.Split(' ')[0].ToLowerInvariant()] = PseudoLanguage.Tag;
        }

        var chat = new PseudoDriver(round.Chat);
        await new Script(chat, round.Bot).PlayAsync(text);
        var left = Unaccented.In(chat.Said, text);
        Assert.True(left.Length == 0, left);
    }

    [Fact]
    public async Task A_window_and_the_App_Home_of_Slack_are_in_the_language_of_whoever_opens_them()
    {
        await using var round = await SlackRound.StartAsync();
        var (ana, amir) = (round.People["ana"], round.People["amir"]);
        round.Team.Change(amir.Id, u => u with { Locale = PseudoLanguage.Tag });
        await new Script(new PseudoDriver(round.Chat), round.Bot).PlayAsync(SlackRound.AmirIsAsked);
        await round.PressAsync(amir, Label("All on one form"));
        var window = amir.Modal!.Json;
        string[] said = [amir.Modal.Read(), (string)window["title"]!["text"]!, (string)window["close"]!["text"]!, (string)window["submit"]!["text"]!, .. Texts(window["blocks"], "label", "hint")];
        await round.ActAsync(() => amir.OpenHomeAsync(Cancel));
        Assert.Equal("", Unaccented.In([.. said, amir.Home!.Read()], Milestone));

        // Closed meanwhile, and Slack that does not open it.
        await amir.CloseAsync(Cancel);
        await round.CommandAsync(ana, "close", round.Home);
        await round.SayAsync(ana, "yes");
        await round.PressAsync(amir, Label("Open the form"));
        Assert.Equal("", Unaccented.In([amir.Modal!.Read(), (string)amir.Modal!.Json["title"]!["text"]!], Milestone));
        round.Stub.Next("views.open", Slack.Stub.StubSlackAnswer.Refused("view_too_large"));
        await round.PressAsync(amir, Label("Open the form"));
        Assert.Equal("", Unaccented.In([amir.Last()], Milestone));

        // The others read what they read before.
        await round.ActAsync(() => ana.OpenHomeAsync(Cancel));
        Assert.Contains("You run Housing priorities", ana.Home!.Read(), StringComparison.Ordinal);
        Assert.DoesNotContain("\u200F", ana.All(round.Home), StringComparison.Ordinal);
        Assert.Empty(round.Stub.Problems);
    }

    [Fact]
    public async Task A_window_of_Teams_is_in_the_language_of_whoever_opens_it_and_a_channel_in_the_installations()
    {
        await using var round = await TeamsRound.StartAsync();
        round.Chat.Locales["amir"] = PseudoLanguage.Tag;
        round.Chat.Locales["ana"] = PseudoLanguage.Tag;
        await new Script(new PseudoDriver(round.Chat), round.Bot).PlayAsync($"""
            {TeamsRound.AmirIsAsked}
            amir> [All on one form]
            amir< What happened in this part of the project?
            """);
        var card = round.Stub.Activities(TeamsChatDriver.Chat("amir")).OrderBy(a => a.Key, StringComparer.Ordinal).Last().Value;
        var open = Elements(card).First(e => (string?)e["data"]?["msteams"]?["type"] == "task/fetch");
        var fetch = round.Chat.Activity("invoke", new Seat("amir"), "task/fetch");
        fetch["value"] = new JsonObject { ["data"] = open["data"]!.DeepClone() };
        var window = (await round.Chat.PostAsync(fetch, Cancel))!["task"]!["value"]!;
        Assert.Equal("", Unaccented.In([(string)open["title"]!, (string)window["title"]!, .. Texts(card, "text", "title", "label", "placeholder"), .. Texts(window["card"], "text", "title", "label", "placeholder")], Milestone));
        await round.Bot.PassAsync("16 days");
        fetch["id"] = "1700000000000";
        Assert.Equal("", Unaccented.In([(string)(await round.Chat.PostAsync(fetch, Cancel))!["task"]!["value"]!], ""));
        Assert.All(round.Stub.Activities(TeamsChatDriver.Channel("housing")), a => Assert.DoesNotContain("\u200F", a.Value.ToJsonString(), StringComparison.Ordinal));
    }

    private static string Label(string english) => PseudoLanguage.Dress(english);

    private static IEnumerable<string> Texts(JsonNode? node, params string[] names) => Elements(node).SelectMany(e => e.Where(p => names.Contains(p.Key)).Select(p => p.Value switch
    {
        JsonValue value => value.ToString(),
        JsonObject text => (string?)text["text"] ?? "",
        _ => "",
    }));

    private static IEnumerable<JsonObject> Elements(JsonNode? node) => node switch
    {
        JsonObject o => o.Where(p => p.Key is not "data").SelectMany(p => Elements(p.Value)).Prepend(o),
        JsonArray list => list.SelectMany(Elements),
        _ => [],
    };
}
