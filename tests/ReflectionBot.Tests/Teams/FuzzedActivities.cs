using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Teams;

/// <summary>Makes wrong activities out of right ones: every number names one, the same on every machine.</summary>
internal sealed class FuzzedActivities(string serviceUrl)
{
    /// <summary>Stands in every text and name, and must never stand in a log.</summary>
    public const string Planted = "zq7secretwords";

    private const string HalfPair = "@@half@@";
    private const string Deep = "@@deep@@";
    private static readonly JsonSerializerOptions Relaxed = new() { MaxDepth = 512 };
    private static readonly string[] Words = ["message", "messageUpdate", "messageDelete", "invoke", "installationUpdate", "conversationUpdate", "add", "remove", "task/fetch", "task/submit", "adaptiveCard/action", "fileConsent/invoke", "accept", "channel", "groupChat", "personal", "help", "setup \"X\"", "status", "agree"];
    private static readonly string[] Ids = ["/", "\\", "#", "?", "%", "..", ".", " ", "\u0000", "\u001f", "\u007f", "\u0085", "'", "\"", ";messageid=", "19:", "28:", "29:", "é", "😀", "\u202e", "\ufeff", "\uffff"];

    private static readonly string[] Samples = [.. WireSamples.Names.Select(n => WireSamples.Json(n).ToJsonString())];

    /// <summary>The activity with this number, as it goes over the wire.</summary>
    public string Make(int number)
    {
        var random = new Random(number);
        var activity = JsonNode.Parse(Samples[random.Next(Samples.Length)])!.AsObject();
        activity["serviceUrl"] = serviceUrl;
        activity["id"] = number.ToString(CultureInfo.InvariantCulture);
        Plant(activity);
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            Change(activity, random);
        }

        var text = activity.ToJsonString(Relaxed).Replace(HalfPair, random.Next(2) == 0 ? @"\ud83d" : @"\udc00", StringComparison.Ordinal);
        text = text.Replace($"\"{Deep}\"", Nested(random, random.Next(2) == 0 ? 40 : 3000), StringComparison.Ordinal);
        return random.Next(40) == 0 ? Spoilt(text, random) : text;
    }

    private static void Plant(JsonObject activity)
    {
        activity["text"] = $"{activity["text"]} {Planted}";
        if (activity["from"] is JsonObject from)
        {
            from["name"] = Planted;
        }

        if (activity["value"] is JsonObject value)
        {
            value["planted"] = Planted;
            if (value["data"] is JsonObject data)
            {
                data["Description"] = Planted;
            }
        }
    }

    private static void Change(JsonObject activity, Random random)
    {
        // Mostly the fields that are read, sometimes any.
        var places = Objects(activity).ToList();
        var place = places[random.Next(places.Count)];
        if (place.Count == 0)
        {
            place["new"] = Value(random, null);
            return;
        }

        var (name, old) = place.ElementAt(random.Next(place.Count));
        switch (random.Next(10))
        {
            case 0:
                place.Remove(name);
                break;
            case 1:
                place[name + "2"] = old?.DeepClone();
                place[name.ToUpperInvariant()] = Value(random, old);
                break;
            case 2:
                place[name] = new JsonArray(old?.DeepClone(), Value(random, old), null);
                break;
            case 3:
                place[name] = new JsonObject { [name] = old?.DeepClone(), ["id"] = Value(random, null) };
                break;
            case 4 when old is JsonArray { Count: > 0 } list:
                var item = list[random.Next(list.Count)]?.DeepClone();
                for (var i = random.Next(1, 80); i > 0; i--)
                {
                    list.Add(item?.DeepClone());
                }

                break;
            default:
                place[name] = Value(random, old);
                break;
        }
    }

    private static JsonNode? Value(Random random, JsonNode? old) => random.Next(16) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(),
        3 => JsonNode.Parse("-1e400"),
        4 => JsonNode.Parse("123456789012345678901234567890.5"),
        5 => "",
        6 => HalfPair + Planted,
        7 => Deep,
        8 => new string('x', random.Next(1, 5000)) + Planted,
        9 => string.Concat(Enumerable.Repeat(Ids[random.Next(Ids.Length)], random.Next(1, 500))),
        10 => Ids[random.Next(Ids.Length)] + old?.ToString() + Ids[random.Next(Ids.Length)],
        11 => new JsonObject(),
        12 => new JsonArray(),
        13 => Words[random.Next(Words.Length)],
        14 => string.Concat(Enumerable.Range(0, random.Next(1, 400)).Select(_ => Ids[random.Next(Ids.Length)])),
        _ => new StringBuilder().Insert(0, $"<at>{Planted}</at>&nbsp;", random.Next(1, 200)).ToString(),
    };

    private static IEnumerable<JsonObject> Objects(JsonNode node) => node switch
    {
        JsonObject o => o.Where(p => p.Value is JsonObject or JsonArray).SelectMany(p => Objects(p.Value!)).Prepend(o),
        JsonArray a => a.Where(i => i is JsonObject or JsonArray).SelectMany(i => Objects(i!)),
        _ => [],
    };

    private static string Nested(Random random, int depth) => random.Next(2) == 0
        ? new string('[', depth) + new string(']', depth)
        : new StringBuilder().Insert(0, "{\"id\":", depth).Append('1').Append('}', depth).ToString();

    /// <summary>Not JSON any more, or with a name twice.</summary>
    private static string Spoilt(string text, Random random) => random.Next(4) switch
    {
        0 => text[..random.Next(text.Length)],
        1 => text.Insert(random.Next(text.Length), "\u0000"),
        2 => text[..^1] + ",\"type\":7,\"from\":null,\"type\":\"message\"}",
        _ => text[..^1] + ",\"conversation\":{\"id\":\"a\",\"id\":{\"id\":1}},\"channelData\":{\"\\ud800\":1,\"tenant\":{\"id\":\"\\ud800\"}}}",
    };
}
