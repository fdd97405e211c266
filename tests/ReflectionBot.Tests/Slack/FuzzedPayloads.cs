using System.Globalization;
using System.Text.Json.Nodes;
using ReflectionBot.Channels.Slack.Inbound;

namespace ReflectionBot.Tests.Slack;

/// <summary>Makes wrong payloads out of right ones: every number names one, the same on every machine.</summary>
/// <param name="adapt">Makes a sample one of the workspace at hand.</param>
internal sealed class FuzzedPayloads(Func<string, string> adapt)
{
    /// <summary>Stands in texts, names and ids, and must never stand in a log.</summary>
    public const string Planted = "zq7secretwords";

    private static readonly string[] Words =
    [
        "message", "app_mention", "app_home_opened", "member_joined_channel", "channel_left", "channel_archive", "channel_unarchive", "channel_deleted", "file_share", "message_changed",
        "message_deleted", "tombstone", "block_actions", "view_submission", "shortcut", "message_action", "im", "channel", "messages", "home", "form", "overview", "mark_milestone", "input",
        "help", "setup \"X\"", "status", "agree", "person add a@b.example c@d.example", "T1", "USLACKBOT", "U0ZQ7SECRETWORDS", "D0AMIR02", "C0HOUSING", "1795510800.000100", "event_callback", "url_verification",
        """{"verb":"next","round":"r1","item":"2","rev":7}""", """{"verb":"save","round":"r1","item":":all"}""", """{"verb":"form"}""", """{"verb":"run","item":"status"}""", """{"verb":"mark-milestone","item":"C0HOUSING"}""",
    ];

    private static readonly string[] Characters = ["/", "\\", "#", "?", "%", "..", " ", "\u0000", "\u001f", "\u007f", "\u0085", "'", "\"", "\n", "<", ">", "<@", "|", "&amp;", "&", "<!channel>", "<@U0BEA003>", "é", "😀", "\u202e", "\ufeff", "\uffff", "xoxb-"];

    private static readonly OddJson Odd = new(Planted, Words, Characters, $"<@U0{Planted}|{Planted}> ");

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
        var text = Odd.Write(payload, random.Next(1, 5), random);
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

    /// <summary>Not JSON any more, or with a name twice.</summary>
    private static string Spoilt(string text, Random random) => random.Next(4) switch
    {
        0 => text[..random.Next(text.Length)],
        1 => text.Insert(random.Next(text.Length), "\u0000"),
        2 => text[..^1] + ",\"type\":7,\"event\":null,\"event\":{\"type\":\"message\",\"type\":7}}",
        _ => text[..^1] + ",\"view\":{\"id\":\"a\",\"id\":{\"id\":1}},\"user\":{\"\\ud800\":1,\"id\":\"\\ud800\"}}",
    };
}
