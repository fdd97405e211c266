using System.Globalization;
using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>
/// What Slack's JSON of users, channels, files, messages and views looks like. Fields: docs.slack.dev/reference/objects and slackapi/java-slack-sdk
/// <c>json-logs/samples</c>.
/// </summary>
internal static class StubShapes
{
    /// <summary>A user; the e-mail address only where the token may see it.</summary>
    public static JsonObject User(StubWorkspace team, StubUser user, bool withLocale)
    {
        var profile = new JsonObject
        {
            ["real_name"] = user.RealName, ["real_name_normalized"] = user.RealName, ["display_name"] = user.DisplayName, ["display_name_normalized"] = user.DisplayName,
            ["status_text"] = "", ["status_emoji"] = "", ["avatar_hash"] = "g00000000000", ["team"] = user.Team,
        };
        if (user.Email is { } email && user.BotId is null && team.Scopes.Contains("users:read.email"))
        {
            profile["email"] = email;
        }
        if (user.BotId is { } bot)
        {
            profile["bot_id"] = bot;
        }
        var shape = new JsonObject { ["id"] = user.Id, ["team_id"] = user.Team, ["name"] = user.Name, ["deleted"] = user.IsDeleted, ["profile"] = profile, ["is_bot"] = user.BotId is not null, ["is_app_user"] = false, ["updated"] = 1_700_000_000 };

        // Of a deactivated account Slack keeps little; its time zone is gone (docs.slack.dev/reference/objects/user-object).
        return user.IsDeleted ? shape : WithStanding(team, user, withLocale, shape);
    }

    private static JsonObject WithStanding(StubWorkspace team, StubUser user, bool withLocale, JsonObject shape)
    {
        (shape["color"], shape["real_name"]) = ("9f69e7", user.RealName);
        if (user.TimeZone is { } zone)
        {
            (shape["tz"], shape["tz_label"], shape["tz_offset"]) = (zone, zone, (int)TimeZoneInfo.FindSystemTimeZoneById(zone).BaseUtcOffset.TotalSeconds);
        }
        (shape["is_admin"], shape["is_owner"], shape["is_primary_owner"]) = (user.IsAdmin, false, false);
        (shape["is_restricted"], shape["is_ultra_restricted"]) = (user.IsGuest || user.IsSingleChannelGuest, user.IsSingleChannelGuest);
        shape["is_email_confirmed"] = true;
        if (user.Team != team.Id)
        {
            shape["is_stranger"] = true;
        }
        if (withLocale && user.Locale is { } locale)
        {
            shape["locale"] = locale;
        }
        return shape;
    }

    /// <summary>A conversation, as the bot sees it.</summary>
    public static JsonObject Channel(StubWorkspace team, StubChannel channel)
    {
        var shape = new JsonObject { ["id"] = channel.Id, ["created"] = channel.Created, ["is_archived"] = channel.IsArchived, ["is_im"] = channel.Kind == StubChannelKind.Direct, ["is_org_shared"] = false, ["context_team_id"] = team.Id };
        if (channel.Kind == StubChannelKind.Direct)
        {
            (shape["user"], shape["is_user_deleted"], shape["priority"]) = (channel.With, team.User(channel.With)?.IsDeleted ?? false, 0);
            return shape;
        }
        (shape["name"], shape["name_normalized"]) = (channel.Name, channel.Name);
        (shape["is_channel"], shape["is_group"], shape["is_mpim"]) = (channel.Kind != StubChannelKind.Group, false, channel.Kind == StubChannelKind.Group);
        (shape["is_private"], shape["is_general"], shape["is_member"]) = (channel.Kind != StubChannelKind.Public, false, channel.Members.Contains(team.BotUser));
        (shape["is_shared"], shape["is_ext_shared"], shape["creator"]) = (channel.IsShared, channel.IsShared, channel.Members.FirstOrDefault() ?? team.BotUser);
        (shape["topic"], shape["purpose"]) = (Nothing(), Nothing());
        shape["previous_names"] = new JsonArray([.. channel.PreviousNames.Select(n => (JsonNode)n)]);
        return shape;
    }

    /// <summary>A file.</summary>
    public static JsonObject File(SlackStub stub, StubWorkspace team, StubFile file)
    {
        var shape = new JsonObject
        {
            ["id"] = file.Id, ["created"] = 1_700_000_000, ["timestamp"] = 1_700_000_000, ["name"] = file.Name, ["title"] = file.Title, ["mimetype"] = MimeType(file.Name),
            ["filetype"] = Path.GetExtension(file.Name).TrimStart('.'), ["pretty_type"] = Path.GetExtension(file.Name).TrimStart('.').ToUpperInvariant(), ["user"] = file.User, ["user_team"] = team.Id,
            ["size"] = file.Content?.Length ?? file.Length, ["mode"] = "hosted", ["is_external"] = false, ["is_public"] = false, ["file_access"] = "visible",
            ["url_private"] = $"{stub.Url}/files-pri/{file.Id}/{Uri.EscapeDataString(file.Name)}",
            ["url_private_download"] = $"{stub.Url}/files-pri/{file.Id}/{Uri.EscapeDataString(file.Name)}",
            ["permalink"] = $"https://{team.Domain}.slack.com/files/{file.User}/{file.Id}/{Uri.EscapeDataString(file.Name)}",
        };
        if (file.AltText is { } alt)
        {
            shape["alt_txt"] = alt;
        }
        return shape;
    }

    /// <summary>By the name's ending.</summary>
    public static string MimeType(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".png" => "image/png", ".jpg" or ".jpeg" => "image/jpeg", ".gif" => "image/gif", ".csv" => "text/csv", ".txt" => "text/plain", ".m4a" => "audio/mp4", ".zip" => "application/zip", _ => "application/octet-stream",
    };

    /// <summary>A view, as answers and payloads have it.</summary>
    /// <param name="team">Where.</param>
    /// <param name="app">The app.</param>
    /// <param name="view">Which.</param>
    /// <param name="values">What is filled in; null for nothing.</param>
    public static JsonObject View(StubWorkspace team, StubApp app, StubView view, JsonObject? values = null)
    {
        var shape = new JsonObject
        {
            ["id"] = view.Id, ["team_id"] = team.Id, ["type"] = null, ["title"] = null, ["close"] = null, ["submit"] = null, ["blocks"] = null, ["private_metadata"] = "", ["callback_id"] = "",
            ["external_id"] = "", ["state"] = new JsonObject { ["values"] = values ?? [] }, ["hash"] = view.Hash, ["clear_on_close"] = false, ["notify_on_close"] = false,
            ["previous_view_id"] = view.Previous, ["root_view_id"] = view.Root, ["app_id"] = app.Id, ["app_installed_team_id"] = team.Id, ["bot_id"] = team.BotId,
        };
        foreach (var (name, value) in view.Json)
        {
            shape[name] = value?.DeepClone();
        }
        return shape;
    }

    /// <summary>A message, as answers and payloads have it.</summary>
    public static JsonObject Message(StubWorkspace team, StubApp app, StubChannel channel, StubMessage message, SlackStub? stub = null)
    {
        var shape = new JsonObject { ["type"] = "message", ["user"] = message.User, ["ts"] = message.Ts, ["text"] = message.Text, ["team"] = team.User(message.User)?.Team ?? team.Id };
        Set(shape, "subtype", message.Subtype);
        Set(shape, "client_msg_id", message.ClientId);
        if (team.User(message.User) is { } user && user.Team != team.Id)
        {
            (shape["user_team"], shape["source_team"]) = (user.Team, user.Team);
        }
        if (message.BotId is { } bot)
        {
            (shape["bot_id"], shape["app_id"]) = (bot, app.Id);
            shape["bot_profile"] = new JsonObject { ["id"] = bot, ["app_id"] = app.Id, ["user_id"] = message.User, ["name"] = "Reflection", ["deleted"] = false, ["team_id"] = team.Id, ["updated"] = 1_700_000_000 };
        }
        if (message.Subtype == "tombstone")
        {
            (shape["hidden"], shape["thread_ts"]) = (true, message.Ts);
        }
        Set(shape, "thread_ts", message.Thread);
        Set(shape, "parent_user_id", channel.Messages.Find(m => m.Ts == message.Thread)?.User);
        if (message.Edited is { } edited)
        {
            shape["edited"] = new JsonObject { ["user"] = message.User, ["ts"] = edited };
        }
        if (message.Blocks is { } blocks)
        {
            shape["blocks"] = blocks.DeepClone();
        }
        if (message.Files.Count > 0 && stub is not null)
        {
            shape["files"] = new JsonArray([.. team.Files.Where(f => message.Files.Contains(f.Id)).Select(f => File(stub, team, f))]);
            (shape["upload"], shape["display_as_bot"]) = (false, false);
        }
        return shape;
    }

    /// <summary>The event of a new message.</summary>
    public static JsonObject MessageEvent(StubWorkspace team, StubApp app, StubChannel channel, StubMessage message, SlackStub? stub = null)
    {
        var shape = Message(team, app, channel, message, stub);
        (shape["channel"], shape["event_ts"], shape["channel_type"]) = (channel.Id, message.Ts, channel.Type);
        return shape;
    }

    /// <summary>The event of a changed message (docs.slack.dev/reference/events/message/message_changed).</summary>
    public static JsonObject ChangedEvent(StubWorkspace team, StubApp app, StubChannel channel, StubMessage now, StubMessage before, string ts) => new()
    {
        ["type"] = "message", ["subtype"] = "message_changed", ["message"] = Message(team, app, channel, now), ["previous_message"] = Message(team, app, channel, before),
        ["channel"] = channel.Id, ["hidden"] = true, ["ts"] = ts, ["event_ts"] = ts, ["channel_type"] = channel.Type,
    };

    /// <summary>The event of a deleted message (docs.slack.dev/reference/events/message/message_deleted).</summary>
    public static JsonObject DeletedEvent(StubWorkspace team, StubApp app, StubChannel channel, StubMessage before, string ts) => new()
    {
        ["type"] = "message", ["subtype"] = "message_deleted", ["previous_message"] = Message(team, app, channel, before), ["channel"] = channel.Id, ["hidden"] = true,
        ["deleted_ts"] = before.Ts, ["ts"] = ts, ["event_ts"] = ts, ["channel_type"] = channel.Type,
    };

    /// <summary>Which subscription a message there needs.</summary>
    public static string Subscription(StubChannel channel) => channel.Kind switch
    {
        StubChannelKind.Public => "message.channels",
        StubChannelKind.Private => "message.groups",
        StubChannelKind.Direct => "message.im",
        _ => "message.mpim",
    };

    /// <summary>Blocks as Slack gives them back: every block and every element that acts has an id, texts say what was only meant.</summary>
    public static JsonArray Filled(JsonArray blocks, SlackStub stub)
    {
        var filled = blocks.DeepClone().AsArray();
        foreach (var block in filled.OfType<JsonObject>())
        {
            block["block_id"] ??= stub.NextId("b");
            Fill(block, stub);
        }
        return filled;
    }

    private static void Fill(JsonNode? node, SlackStub stub)
    {
        if (node is JsonObject thing)
        {
            switch ((string?)thing["type"])
            {
                case "plain_text": thing["emoji"] ??= true; break;
                case "mrkdwn": thing["verbatim"] ??= false; break;
                case { } type when BlockRules.Acts(type): thing["action_id"] ??= stub.NextId("a"); break;
            }
        }
        foreach (var child in node is JsonObject o ? o.Select(p => p.Value).ToList() : node is JsonArray list ? [.. list] : [])
        {
            Fill(child, stub);
        }
    }

    private static JsonObject Nothing() => new() { ["value"] = "", ["creator"] = "", ["last_set"] = 0 };

    private static void Set(JsonObject shape, string name, string? value)
    {
        if (value is not null)
        {
            shape[name] = value;
        }
    }
}
