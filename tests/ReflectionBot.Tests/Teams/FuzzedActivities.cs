using System.Globalization;
using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Teams;

/// <summary>Makes wrong activities out of right ones: every number names one, the same on every machine.</summary>
internal sealed class FuzzedActivities(string serviceUrl)
{
    /// <summary>Stands in every text and name, and must never stand in a log.</summary>
    public const string Planted = "zq7secretwords";

    private static readonly string[] Words = ["message", "messageUpdate", "messageDelete", "invoke", "installationUpdate", "conversationUpdate", "add", "remove", "task/fetch", "task/submit", "adaptiveCard/action", "fileConsent/invoke", "accept", "channel", "groupChat", "personal", "help", "setup \"X\"", "status", "agree"];
    private static readonly string[] Characters = ["/", "\\", "#", "?", "%", "..", ".", " ", "\u0000", "\u001f", "\u007f", "\u0085", "'", "\"", ";messageid=", "19:", "28:", "29:", "é", "😀", "\u202e", "\ufeff", "\uffff"];

    private static readonly OddJson Odd = new(Planted, Words, Characters, $"<at>{Planted}</at>&nbsp;");

    private static readonly string[] Samples = [.. WireSamples.Names.Select(n => WireSamples.Json(n).ToJsonString())];

    /// <summary>The activity with this number, as it goes over the wire.</summary>
    public string Make(int number)
    {
        var random = new Random(number);
        var activity = JsonNode.Parse(Samples[random.Next(Samples.Length)])!.AsObject();
        activity["serviceUrl"] = serviceUrl;
        activity["id"] = number.ToString(CultureInfo.InvariantCulture);
        Plant(activity);
        var text = Odd.Write(activity, random.Next(1, 5), random);
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

    /// <summary>Not JSON any more, or with a name twice.</summary>
    private static string Spoilt(string text, Random random) => random.Next(4) switch
    {
        0 => text[..random.Next(text.Length)],
        1 => text.Insert(random.Next(text.Length), "\u0000"),
        2 => text[..^1] + ",\"type\":7,\"from\":null,\"type\":\"message\"}",
        _ => text[..^1] + ",\"conversation\":{\"id\":\"a\",\"id\":{\"id\":1}},\"channelData\":{\"\\ud800\":1,\"tenant\":{\"id\":\"\\ud800\"}}}",
    };
}
