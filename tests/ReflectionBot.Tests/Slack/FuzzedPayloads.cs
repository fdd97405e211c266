using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReflectionBot.Channels.Slack.Inbound;

namespace ReflectionBot.Tests.Slack;

/// <summary>Makes wrong payloads out of right ones: every number names one, the same on every machine.</summary>
/// <param name="adapt">Makes a sample one of the workspace at hand.</param>
internal sealed class FuzzedPayloads(Func<string, string> adapt)
{
    /// <summary>Stands in texts, names and ids, and must never stand in a log.</summary>
    public const string Planted = "zq7secretwords";

    private const string HalfPair = "@@half@@";
    private const string Deep = "@@deep@@";
    private static readonly JsonSerializerOptions Relaxed = new() { MaxDepth = 512 };

    private static readonly string[] Words =
    [
        "message", "app_mention", "app_home_opened", "member_joined_channel", "channel_left", "channel_archive", "channel_unarchive", "channel_deleted", "file_share", "message_changed",
        "message_deleted", "tombstone", "block_actions", "view_submission", "shortcut", "message_action", "im", "channel", "messages", "home", "form", "overview", "mark_milestone", "input",
        "help", "setup \"X\"", "status", "agree", "person add a@b.example c@d.example", "T1", "USLACKBOT", "D0AMIR02", "C0HOUSING", "1795510800.000100", "event_callback", "url_verification",
        """{"verb":"next","round":"r1","item":"2","rev":7}""", """{"verb":"save","round":"r1","item":":all"}""", """{"verb":"form"}""", """{"verb":"run","item":"status"}""", """{"verb":"mark-milestone","item":"C0HOUSING"}""",
    ];

    private static readonly string[] Odd = ["/", "\\", "#", "?", "%", "..", " ", "\u0000", "\u001f", "\u007f", "\u0085", "'", "\"", "\n", "<", ">", "<@", "|", "&amp;", "&", "<!channel>", "<@U0BEA003>", "é", "😀", "\u202e", "\ufeff", "\uffff", "xoxb-"];

    /// <summary>Without what takes the app out of the workspace: after that nothing would be read any more.</summary>
    private static readonly string[] Samples = [.. WireSamples.Names.Where(n => n is not ("event-app-uninstalled" or "event-tokens-revoked-bot"))];

    /// <summary>The payload with this number, as it goes over the wire.</summary>
    public (SlackArrivalKind Kind, string Json) Make(int number)
    {
        var random = new Random(number);
        var name = Samples[random.Next(Samples.Length)];
        var payload = JsonNode.Parse(adapt(WireSamples.Json(name).ToJsonString()))!.AsObject();
        Name(payload, number);
        Plant(payload);
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            Change(payload, random);
        }

        var text = payload.ToJsonString(Relaxed).Replace(HalfPair, random.Next(2) == 0 ? @"\ud83d" : @"\udc00", StringComparison.Ordinal);
        text = text.Replace($"\"{Deep}\"", Nested(random, random.Next(2) == 0 ? 40 : 3000), StringComparison.Ordinal);
        return (WireSamples.Kind(name), random.Next(40) == 0 ? Spoilt(text, random) : text);
    }

    /// <summary>No two are the same to the bot.</summary>
    private static void Name(JsonObject payload, int number)
    {
        foreach (var field in (string[])["event_id", "trigger_id"])
        {
            if (payload.ContainsKey(field))
            {
                payload[field] = string.Create(CultureInfo.InvariantCulture, $"{number}.{field[0]}");
            }
        }

        if (payload["view"] is JsonObject view)
        {
            view["hash"] = number.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Into everything that people write, or are called.</summary>
    private static void Plant(JsonNode? node)
    {
        if (node is JsonObject o)
        {
            var written = (string?)(o["type"] as JsonValue) is "plain_text_input" ? "value" : "text";
            foreach (var (name, value) in o.ToList())
            {
                if (value is JsonValue text && text.TryGetValue<string>(out var said) && (name == written || name is "name" or "username" or "user_name" or "real_name" or "title" or "channel_name" or "client_msg_id"))
                {
                    o[name] = $"{said} {Planted}";
                }
            }
        }

        foreach (var child in node is JsonObject parent ? parent.Select(p => p.Value).ToList() : node is JsonArray list ? [.. list] : [])
        {
            Plant(child);
        }
    }

    private static void Change(JsonObject payload, Random random)
    {
        var places = Objects(payload).ToList();
        var place = random.Next(3) == 0 ? payload : places[random.Next(places.Count)];
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

    private static JsonNode? Value(Random random, JsonNode? old) => random.Next(18) switch
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
        9 => string.Concat(Enumerable.Repeat(Odd[random.Next(Odd.Length)], random.Next(1, 500))),
        10 => Odd[random.Next(Odd.Length)] + old?.ToString() + Odd[random.Next(Odd.Length)],
        11 => new JsonObject(),
        12 => new JsonArray(),
        13 => "U0" + Planted.ToUpperInvariant(),
        14 => string.Concat(Enumerable.Range(0, random.Next(1, 400)).Select(_ => Odd[random.Next(Odd.Length)])),
        15 => new StringBuilder().Insert(0, $"<@U0{Planted}|{Planted}> ", random.Next(1, 60)).ToString(),
        _ => Words[random.Next(Words.Length)],
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
        2 => text[..^1] + ",\"type\":7,\"event\":null,\"event\":{\"type\":\"message\",\"type\":7}}",
        _ => text[..^1] + ",\"view\":{\"id\":\"a\",\"id\":{\"id\":1}},\"user\":{\"\\ud800\":1,\"id\":\"\\ud800\"}}",
    };
}
