using System.Text.Json.Nodes;

namespace ReflectionBot.EndToEnd.Teams;

/// <summary>What the Playground's template of an activity lacks, filled in as it fills it in itself for its current user (seen on the wire).</summary>
public static class PlaygroundActivities
{
    /// <summary>Adds what every message and invoke has.</summary>
    /// <param name="activity">The template.</param>
    /// <param name="person">The sender.</param>
    /// <param name="conversation">The chat, channel or post.</param>
    /// <param name="own">The bot is not mentioned.</param>
    public static void AddMessageProperties(JsonObject activity, PlaygroundPerson person, string conversation, bool own)
    {
        ArgumentNullException.ThrowIfNull(activity);
        ArgumentNullException.ThrowIfNull(person);
        var channel = (string?)activity["conversation"]?["conversationType"] == "channel" ? conversation.Split(';')[0] : null;
        activity["from"]!["name"] = person.Name;
        activity["localTimestamp"] = ((string)activity["timestamp"]!).Replace("Z", "+00:00", StringComparison.Ordinal);
        activity["localTimezone"] = "UTC";
        activity["locale"] = "en-US";
        var data = new JsonObject { ["tenant"] = new JsonObject { ["id"] = PlaygroundTeam.TenantId } };
        if (channel is not null)
        {
            data["teamsChannelId"] = channel;
            data["teamsTeamId"] = PlaygroundTeam.General;
            data["team"] = new JsonObject { ["id"] = PlaygroundTeam.General };
            data["channel"] = new JsonObject { ["id"] = channel };
        }

        activity["channelData"] = data;
        var entities = new JsonArray(new JsonObject { ["type"] = "clientInfo", ["locale"] = "en-US", ["country"] = "US", ["platform"] = "Web", ["timezone"] = "UTC" });
        if (!own)
        {
            entities.Insert(0, new JsonObject
            {
                ["type"] = "mention",
                ["mentioned"] = new JsonObject { ["id"] = PlaygroundTeam.BotId, ["name"] = PlaygroundTeam.BotName },
                ["text"] = $"<at>{PlaygroundTeam.BotName}</at>",
            });
        }

        activity["entities"] = entities;
    }

    /// <summary>
    /// An edit, deletion or undeletion as Teams sends it: the message's own id, a new time, and <c>channelData.eventType</c>
    /// (learn.microsoft.com, "Conversation events in Teams": update and delete message).
    /// </summary>
    public static JsonObject Change(JsonObject message, string? text, string eventType)
    {
        ArgumentNullException.ThrowIfNull(message);
        var change = message.DeepClone().AsObject();
        change["type"] = text is null ? "messageDelete" : "messageUpdate";
        change["timestamp"] = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", null);
        change["channelData"]!["eventType"] = eventType;
        change.Remove("text");
        change.Remove("entities");
        if (text is not null)
        {
            change["text"] = text;
        }

        return change;
    }

    /// <summary>
    /// An action's data with the card's fields, as the client's renderer fills it: an empty field is left out (<c>adaptivecards</c>: an input is
    /// sent if it <c>isSet</c>), an unticked toggle is <c>"false"</c>.
    /// </summary>
    public static JsonObject Filled(JsonObject action, IReadOnlyDictionary<string, string> fields)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(fields);
        var data = (action["data"]?.DeepClone() as JsonObject) ?? [];
        foreach (var (name, value) in fields.Where(f => f.Value.Length > 0 && (string?)action["associatedInputs"] != "none"))
        {
            data[name] = value;
        }

        return data;
    }
}
