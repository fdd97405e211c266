using System.Text.Json.Nodes;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.EndToEnd.Teams;

/// <summary>Forms as windows (task modules). The Playground cannot show one that a card opens, so it forwards what Teams sends then.</summary>
[Collection(PlaygroundTests.Name)]
public sealed class PlaygroundWindowTests
{
    private static readonly Seat Bea = new("bea");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_form_opens_in_a_window_with_what_was_written_meanwhile_and_is_sent_from_there()
    {
        await using var round = await PlaygroundRound.StartAsync();
        await round.SetUpAsync(["bea"]);
        await round.Script.PlayAsync("""
            channel> ana: start "Focus groups complete"
            channel< Reflection on Focus groups complete is open until
            ana< Round open: Focus groups complete
            bea< Before you start
            bea> [I agree]
            bea< Six questions
            bea> [All on one form]
            bea< What happened in this part of the project?
            & [Open as a window]
            bea> fills Description = We ran three workshops.
            bea< Saved: 1 answer.
            bea< Your reflection
            """);
        var form = (await round.Script.HistoryAsync("bea")).Last(m => m.Fields.Count > 0);
        var opener = JsonNode.Parse(form.Buttons.Single(b => b.Label == "Open as a window").Data)!["data"]!.AsObject();

        var opened = await InvokeAsync(round, form, "task/fetch", opener);
        Assert.Equal("continue", (string?)opened!["task"]!["type"]);
        var card = opened["task"]!["value"]!["card"]!["content"]!;
        Assert.Equal("We ran three workshops.", CardReading.Fields(card)["Description"]);
        var save = JsonNode.Parse(Assert.Single(CardReading.Buttons(card)).Data)!.AsObject();
        Assert.Equal("Action.Submit", (string?)save["type"]);

        var fields = new Dictionary<string, string>(CardReading.Fields(card)) { ["Feelings"] = "I felt respected.", ["ActionPlan"] = "Share the notes." };
        Assert.Null(await InvokeAsync(round, form, "task/submit", PlaygroundActivities.Filled(save, fields)));
        await round.Bot.SettleAsync();
        await round.Script.PlayAsync("""
            bea< Saved: 2 answers.
            bea< Your reflection
            & We ran three workshops.
            & I felt respected.
            & Share the notes.
            bea> [Submit]
            bea< Your reflection is in.
            """);
    }

    [Fact]
    public async Task The_settings_open_in_a_window_for_the_facilitator_alone()
    {
        await using var round = await PlaygroundRound.StartAsync();
        await round.SetUpAsync(["bea"]);
        await round.Script.PlayAsync("""
            ana> settings
            ana< Settings of Housing priorities
            """);
        var form = (await round.Script.HistoryAsync("ana")).Last(m => m.Fields.Count > 0);
        var opener = JsonNode.Parse(form.Buttons.Single(b => b.Label == "Open as a window").Data)!["data"]!.AsObject();
        var (ana, bea) = (round.Playground.Team.Me, round.Playground.Team.Person("bea"));
        var opened = await round.Playground.InvokeAsync(ana, round.Chat.Conversation(new("ana")), form.Id, "task/fetch", Value(opener), Cancel);
        var card = opened!["task"]!["value"]!["card"]!["content"]!;
        Assert.Equal("Sample University", CardReading.Fields(card)["Controller"]);

        var refused = await round.Playground.InvokeAsync(bea, round.Chat.Conversation(Bea), form.Id, "task/fetch", Value(opener), Cancel);
        Assert.Equal("message", (string?)refused!["task"]!["type"]);
        Assert.Contains("not open any more", (string)refused["task"]!["value"]!, StringComparison.Ordinal);
    }

    private static Task<JsonNode?> InvokeAsync(PlaygroundRound round, Seen form, string name, JsonObject data) =>
        round.Playground.InvokeAsync(round.Playground.Team.Person("bea"), round.Chat.Conversation(Bea), form.Id, name, Value(data), Cancel);

    private static JsonObject Value(JsonObject data) => new() { ["data"] = data.DeepClone(), ["context"] = new JsonObject { ["theme"] = "default" } };
}
