using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using ReflectionBot.Channels.Activities;

namespace ReflectionBot.Tests.Teams;

/// <summary>Read and written again, an activity is what it was. Only an explicit null of a typed field is left out, and a time may be written otherwise.</summary>
public sealed class WireRoundTripTests
{
    private static readonly string[] Typed =
    [
        "text", "locale", "replyToId", "summary", "role", "name", "isGroup", "content", "value", "channelData", "entities", "attachments", "timestamp", "id",
        "aadObjectId", "tenantId", "conversationType", "localTimezone", "textFormat", "action", "serviceUrl", "from", "recipient", "conversation",
    ];

    public static TheoryData<string> Samples => [.. WireSamples.Names];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Nothing_is_lost(string sample) => AssertSame(WireSamples.Json(sample));

    [Fact]
    public void Unknown_fields_of_all_kinds_are_kept_at_every_level() => Value.Array[4].Sample(values =>
    {
        var json = WireSamples.Json("message-personal-rich-text");
        json["new"] = values[0]?.DeepClone();
        json["from"]!["new"] = values[1]?.DeepClone();
        json["conversation"]!["new"] = values[2]?.DeepClone();
        json["attachments"]![0]!["new"] = values[3]?.DeepClone();
        json["attachments"]![0]!["content"] = new JsonObject { ["new"] = values[0]?.DeepClone() };
        json["value"] = values[1]?.DeepClone();
        json["channelData"]!["new"] = values[2]?.DeepClone();
        json["entities"]!.AsArray().Add(values[3]?.DeepClone());
        AssertSame(json);
    }, iter: 300);

    [Fact]
    public void A_number_stays_as_it_was_written()
    {
        const string text = """{"type":"message","value":{"n":[1.50,1e2,-0.0,12345678901234567890123]},"x":1.50,"from":{"id":"1","x":1e2}}""";
        Assert.Equal(text, Written(JsonSerializer.Deserialize(text, ActivityJson.Wire.Activity)!).Replace("\"from\":{\"id\":\"1\",\"x\":1e2},\"value\":{\"n\":[1.50,1e2,-0.0,12345678901234567890123]},\"x\":1.50", "\"value\":{\"n\":[1.50,1e2,-0.0,12345678901234567890123]},\"x\":1.50,\"from\":{\"id\":\"1\",\"x\":1e2}", StringComparison.Ordinal));
    }

    private static Gen<JsonNode?> Value => Gen.Recursive<JsonNode?>((depth, deeper) => depth > 2 ? Leaf : Gen.Frequency((3, Leaf), (1, deeper.Array[0, 3].Select(a => (JsonNode?)new JsonArray([.. a.Select(v => v?.DeepClone())]))), (1, deeper.Select(Name, (v, n) => (JsonNode?)new JsonObject { [n] = v?.DeepClone() }))));

    private static Gen<string> Name => Gen.String[Gen.Char["abcXYZ ._-$@#/\\\"<é字"], 1, 8];

    private static Gen<JsonNode?> Leaf => Gen.OneOf(
        Gen.Const((JsonNode?)null), Gen.Bool.Select(b => (JsonNode?)b), Gen.Int.Select(i => (JsonNode?)i), Gen.Double.Where(double.IsFinite).Select(d => (JsonNode?)d),
        Gen.String[Gen.Char["ab <>&\"'\\/\u0000\n\u2028é字"], 0, 12].Select(s => (JsonNode?)s), Gen.Const((JsonNode?)"😀 שלום"));

    private static void AssertSame(JsonObject json) => Compare("$", json, JsonNode.Parse(Written(WireSamples.Activity(json))));

    private static string Written(Activity activity) => JsonSerializer.Serialize(activity, ActivityJson.Wire.Activity);

    private static void Compare(string path, JsonNode? before, JsonNode? after)
    {
        switch (before, after)
        {
            case (JsonObject b, JsonObject a):
                Assert.Empty(a.Select(p => p.Key).Except(b.Select(p => p.Key)));
                foreach (var (name, value) in b)
                {
                    Assert.True(a.ContainsKey(name) || (value is null && Typed.Contains(name)), $"{path}.{name} is lost");
                    Compare($"{path}.{name}", value, a[name]);
                }

                break;
            case (JsonArray b, JsonArray a):
                Assert.Equal(b.Count, a.Count);
                for (var i = 0; i < b.Count; i++)
                {
                    Compare($"{path}[{i}]", b[i], a[i]);
                }

                break;
            case (JsonValue b, JsonValue a) when path == "$.timestamp":
                Assert.Equal(Time(b), Time(a));
                break;
            default:
                Assert.True(before?.ToJsonString() == after?.ToJsonString(), $"{path}: {before?.ToJsonString()} became {after?.ToJsonString()}");
                break;
        }
    }

    private static DateTimeOffset Time(JsonValue time) => DateTimeOffset.Parse(time.ToString(), CultureInfo.InvariantCulture);
}
