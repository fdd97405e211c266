using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReflectionBot.BotBuilder;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Teams;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Cards;
using ReflectionBot.Tests.Rounds;
using ReflectionBot.Tests.Teams;

namespace ReflectionBot.Tests.BotBuilder;

/// <summary>Microsoft's own classes as a witness: they read what we read and send, and nothing of it is lost.</summary>
public sealed class WitnessSchemaTests
{
    public static TheoryData<string> Samples => [.. WireSamples.Names];

    [Theory]
    [MemberData(nameof(Samples))]
    public void An_activity_from_the_wire_is_the_same_for_both(string sample) => AssertSame(WireSamples.Json(sample));

    [Fact]
    public void Every_message_as_it_is_sent_is_the_same_for_both()
    {
        foreach (var message in CardTests.Samples("words **bold** <at>all</at>"))
        {
            AssertSame(Sent(TeamsActivities.Message(message, new ButtonAction("form", "r1"))));
        }
    }

    [Theory]
    [InlineData("whole-round")]
    [InlineData("taking-back")]
    [InlineData("facilitating")]
    public async Task All_that_is_sent_in_a_whole_round_is_the_same_for_both(string script)
    {
        var (text, start) = await ScriptTests.ReadAsync(script);
        await using var round = await TeamsRound.StartAsync(start);
        await round.Script.PlayAsync(text);
        var sent = round.Stub.Requests.Where(r => r.Method is "POST" or "PUT" && r.Path.Contains("/activities", StringComparison.Ordinal)).ToList();
        Assert.True(sent.Count > 20);
        Assert.All(sent, request => AssertSame(request.Json));
    }

    /// <summary>Left at its defaults, the framework takes such texts for dates and writes them otherwise.</summary>
    [Theory]
    [InlineData("2026-11-24T09:00:00Z")]
    [InlineData("2026-11-24T09:00:00.1234567+01:00")]
    [InlineData("/Date(1700000000000)/")]
    [InlineData("2026-11-24")]
    public void An_answer_that_looks_like_a_time_stays_as_it_was_written(string answer)
    {
        var activity = Forge.Activity();
        activity["text"] = answer;
        activity["value"] = new JsonObject { ["answer"] = answer };
        activity["channelData"]!["more"] = answer;
        AssertSame(activity);
    }

    [Fact]
    public void A_number_keeps_its_value()
    {
        var activity = Forge.Activity();
        activity["value"] = JsonNode.Parse("""{"n":[1.50,100,-0.25,1234567890123456789]}""");
        Assert.Equal("[1.50,100,-0.25,1234567890123456789]", JsonNode.Parse(WireActivities.Write(Read(activity)))!["value"]!["n"]!.ToJsonString());
    }

    private static JsonObject Sent(Activity activity) => JsonNode.Parse(JsonSerializer.Serialize(activity, ActivityJson.Wire.Activity))!.AsObject();

    private static Microsoft.Bot.Schema.Activity Read(JsonObject json) => WireActivities.Read(Encoding.UTF8.GetBytes(json.ToJsonString()))!;

    /// <summary>By way of Microsoft's classes and straight, our own reads the same.</summary>
    private static void AssertSame(JsonObject json)
    {
        var (straight, through) = (Sent(WireSamples.Activity(json)), Sent(WireActivities.ToOurs(Read(json))));
        Compare("$", straight, through);
    }

    private static void Compare(string path, JsonNode? ours, JsonNode? theirs)
    {
        switch (ours, theirs)
        {
            case (JsonObject o, JsonObject t):
                foreach (var name in o.Select(p => p.Key).Union(t.Select(p => p.Key)).ToList())
                {
                    // An explicit null is left out by theirs, and an empty list that a class always has is put in.
                    if ((o[name] ?? new JsonArray()) is JsonArray { Count: 0 } && (t[name] ?? new JsonArray()) is JsonArray { Count: 0 })
                    {
                        continue;
                    }

                    Compare($"{path}.{name}", o[name], t[name]);
                }

                break;
            case (JsonArray o, JsonArray t):
                Assert.Equal(o.Count, t.Count);
                for (var i = 0; i < o.Count; i++)
                {
                    Compare($"{path}[{i}]", o[i], t[i]);
                }

                break;
            case (JsonValue o, JsonValue t) when path is "$.timestamp" or "$.localTimestamp":
                Assert.Equal(DateTimeOffset.Parse(o.ToString(), CultureInfo.InvariantCulture), DateTimeOffset.Parse(t.ToString(), CultureInfo.InvariantCulture));
                break;
            default:
                Assert.True(JsonNode.DeepEquals(ours, theirs), $"{path}: ours {ours?.ToJsonString()}, theirs {theirs?.ToJsonString()}");
                break;
        }
    }
}
