using System.Text.Json.Nodes;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Teams;

/// <summary>Forms as windows: opened by the right person, by somebody else, too late; and what is sent from them.</summary>
public sealed class WireWindowTests
{
    private const string Until = $"""
        {TeamsRound.AmirIsAsked}
        amir> [All on one form]
        amir< What happened in this part of the project?
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_form_of_six_opens_and_stores_what_is_sent_from_it()
    {
        await using var round = await TeamsRound.StartAsync();
        await round.Script.PlayAsync(Until);
        var opener = Opener(round, "amir");
        var window = await FetchAsync(round, "amir", opener);
        Assert.Equal("continue", (string?)window["task"]!["type"]);
        var card = window["task"]!["value"]!["card"]!["content"]!;
        Assert.Equal(6, Elements(card).Count(e => (string?)e["type"] == "Input.Text"));
        var submit = Assert.Single(Elements(card), e => ((string?)e["type"])?.StartsWith("Action.", StringComparison.Ordinal) == true);
        Assert.Equal("Action.Submit", (string?)submit["type"]);
        var data = submit["data"]!.DeepClone().AsObject();
        data["Description"] = "We met the council.";
        data["Feelings"] = "I felt heard. 😀";
        Assert.Null(await SubmitAsync(round, "amir", data));
        await round.Script.PlayAsync("""
            amir< Saved: 2 answers.
            amir< Your reflection - 2 answered
            & I felt heard. 😀
            """);
        var again = await FetchAsync(round, "amir", opener);
        Assert.Contains("We met the council.", Elements(again).Where(e => (string?)e["type"] == "Input.Text").Select(e => (string?)e["value"]));
    }

    [Theory]
    [InlineData("bea")]
    [InlineData("lena")]
    [InlineData("zoe")]
    public async Task Somebody_elses_button_opens_nothing_of_theirs(string person)
    {
        await using var round = await TeamsRound.StartAsync();
        await round.Script.PlayAsync(Until);
        var data = JsonNode.Parse(Opener(round, "amir").ToJsonString())!;
        await SubmitAsync(round, "amir", new JsonObject { ["rb"] = SaveOf(data), ["Description"] = "Amir's own words" });
        var window = await FetchAsync(round, person, data);
        Assert.Equal("message", (string?)window["task"]!["type"]);
        Assert.DoesNotContain("Amir's own words", window.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_closing_it_opens_no_more_and_keeps_nothing()
    {
        await using var round = await TeamsRound.StartAsync();
        await round.Script.PlayAsync(Until);
        var opener = Opener(round, "amir");
        await round.Bot.PassAsync("16 days");
        var window = await FetchAsync(round, "amir", opener);
        Assert.Equal(("message", "That form is not open any more. Write me hello to see where you are."), ((string?)window["task"]!["type"], (string?)window["task"]!["value"]));
        Assert.Null(await SubmitAsync(round, "amir", new JsonObject { ["rb"] = SaveOf(opener), ["Description"] = "Too late" }));
        Assert.DoesNotContain("Saved", round.Stub.Activities(TeamsChatDriver.Chat("amir")).OrderBy(a => a.Key, StringComparer.Ordinal).Last().Value.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_open_for_who_runs_the_project_and_are_kept()
    {
        await using var round = await TeamsRound.StartAsync();
        await round.Script.PlayAsync("""
            ana> settings
            ana< Settings of Housing priorities
            """);
        var opener = Opener(round, "ana");
        var window = await FetchAsync(round, "ana", opener);
        Assert.Equal("continue", (string?)window["task"]!["type"]);
        Assert.Equal("message", (string?)(await FetchAsync(round, "amir", opener))["task"]!["type"]);
        var data = new JsonObject { ["rb"] = SaveOf(opener) };
        foreach (var input in Elements(window).Where(e => (string?)e["type"] == "Input.Text"))
        {
            data[(string)input["id"]!] = (string?)input["label"] == "In danger, call" ? "112" : (string?)input["value"] ?? "";
        }

        Assert.Null(await SubmitAsync(round, "amir", data.DeepClone().AsObject()));
        await round.Script.PlayAsync("""
            amir< Only a facilitator of the project can change its settings.
            """);
        Assert.Null(await SubmitAsync(round, "ana", data));
        await round.Bot.SettleAsync();
        Assert.Contains("112", (await FetchAsync(round, "ana", opener)).ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"data":{"rb":{"verb":"run","item":"status"}}}""", "message")]
    [InlineData("""{"data":{"rb":{"verb":"save","round":"no-such","item":"no-such:all"}}}""", "message")]
    [InlineData("""{"data":{"rb":{"verb":"save-settings","item":"no-such"}}}""", "message")]
    [InlineData("""{"data":{"rb":{}}}""", "400")]
    [InlineData("""{"data":{"theirs":1}}""", "400")]
    [InlineData("""{"data":null}""", "400")]
    [InlineData("7", "400")]
    public async Task A_button_that_fits_nothing_opens_nothing(string value, string expected)
    {
        await using var round = await TeamsRound.StartAsync();
        var activity = round.Chat.Activity("invoke", new Seat("ana"), "task/fetch");
        activity["value"] = JsonNode.Parse(value);
        if (expected == "400")
        {
            Assert.Equal(400, (await Assert.ThrowsAsync<DriverRefusedException>(() => round.Chat.PostAsync(activity, Cancel))).Status);
        }
        else
        {
            Assert.Equal(expected, (string?)(await round.Chat.PostAsync(activity, Cancel))!["task"]!["type"]);
        }
    }

    /// <summary>The data of the newest button in somebody's chat that opens a window.</summary>
    private static JsonObject Opener(TeamsRound round, string person) =>
        round.Stub.Activities(TeamsChatDriver.Chat(person)).OrderByDescending(a => a.Key, StringComparer.Ordinal).SelectMany(a => Elements(a.Value)).First(e => (string?)e["data"]?["msteams"]?["type"] == "task/fetch")["data"]!.DeepClone().AsObject();

    private static JsonNode SaveOf(JsonNode opener) => opener["rb"]!.DeepClone();

    private static async Task<JsonObject> FetchAsync(TeamsRound round, string person, JsonNode data)
    {
        var activity = round.Chat.Activity("invoke", new Seat(Known(person)), "task/fetch");
        Rename(activity, person);
        activity["value"] = new JsonObject { ["data"] = data.DeepClone(), ["context"] = new JsonObject { ["theme"] = "dark" } };
        return (await round.Chat.PostAsync(activity, Cancel))!;
    }

    private static async Task<JsonObject?> SubmitAsync(TeamsRound round, string person, JsonObject data)
    {
        round.Bot.Clock.Advance(TimeSpan.FromSeconds(1));
        var activity = round.Chat.Activity("invoke", new Seat(Known(person)), "task/submit");
        Rename(activity, person);
        activity["value"] = new JsonObject { ["data"] = data.DeepClone() };
        var answer = await round.Chat.PostAsync(activity, Cancel);
        await round.Bot.SettleAsync();
        return answer;
    }

    private static string Known(string person) => person == "zoe" ? "finn" : person;

    /// <summary>Zoe is somebody whom the bot has never seen.</summary>
    private static void Rename(JsonObject activity, string person)
    {
        if (person == "zoe")
        {
            activity["from"] = new JsonObject { ["id"] = "29:zoe", ["aadObjectId"] = "33333333-3333-3333-3333-000000000099" };
        }
    }

    private static IEnumerable<JsonObject> Elements(JsonNode? node) => node switch
    {
        JsonObject o => o.Where(p => p.Value is JsonObject or JsonArray && p.Key is not ("data" or "fallback")).SelectMany(p => Elements(p.Value)).Prepend(o),
        JsonArray list => list.SelectMany(Elements),
        _ => [],
    };
}
