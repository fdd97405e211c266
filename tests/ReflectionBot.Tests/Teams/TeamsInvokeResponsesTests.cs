using System.Text.Json.Nodes;
using ReflectionBot.Channels.Teams;
using ReflectionBot.Channels.Teams.Cards;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Tests.Teams;

/// <summary>The answers to invokes, in the shapes that Teams documents.</summary>
public sealed class TeamsInvokeResponsesTests
{
    [Fact]
    public void A_button_that_was_taken_or_not()
    {
        AssertJson("""{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"Got it."}""", TeamsInvokeResponses.Taken());
        AssertJson("""{"statusCode":500,"type":"application/vnd.microsoft.error","value":{"code":"NotSaved","message":"That was not saved."}}""", TeamsInvokeResponses.Failed(500, "NotSaved", "That was not saved."));
        Assert.Throws<ArgumentOutOfRangeException>(() => TeamsInvokeResponses.Failed(200, "c", "s"));
    }

    [Fact]
    public void A_window_that_opens_and_one_that_closes()
    {
        var form = new FormMessage("Title", "Intro", [new("a", "Label", "", "", "", "", false, 10)], new("Save", new("save"), true), []);
        var window = TeamsInvokeResponses.Window(new string('t', 90), TeamsActivities.Dialog(form))["task"]!;

        Assert.Equal(("continue", "large", "medium", "application/vnd.microsoft.card.adaptive"), ((string?)window["type"], (string?)window["value"]!["height"], (string?)window["value"]!["width"], (string?)window["value"]!["card"]!["contentType"]));
        Assert.Equal(60, ((string)window["value"]!["title"]!).Length);
        Assert.Equal("AdaptiveCard", (string?)window["value"]!["card"]!["content"]!["type"]);
        AssertJson("""{"task":{"type":"message","value":"Saved."}}""", TeamsInvokeResponses.CloseWindow("Saved."));
    }

    private static void AssertJson(string expected, JsonObject actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual.ToJsonString());
}
