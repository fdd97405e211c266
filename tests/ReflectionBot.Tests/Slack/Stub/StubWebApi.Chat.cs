using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary><c>chat.*</c>: what an app says.</summary>
internal sealed partial class StubWebApi
{
    /// <summary>Longer texts are cut off when posted.</summary>
    private const int LongestText = 40_000;

    /// <summary>Longer texts are refused in updates.</summary>
    private const int LongestUpdate = 4_000;

    /// <summary>Seen, not documented: more characters than that in all blocks are <c>msg_blocks_too_long</c>.</summary>
    private const int LongestBlocks = 13_200;

    private JsonObject Post(StubCall call)
    {
        var (args, team) = (call.Args, call.Team);
        var channel = Target(team, args);
        MustTakePosts(team, channel);
        var blocks = Blocks(call);
        var text = args["text"] ?? "";
        if (text.Length == 0 && blocks is not { Count: > 0 } && !args.Has("attachments"))
        {
            throw new StubRefusal("no_text");
        }
        var message = Written(team, channel, text, blocks) with { Thread = Thread(channel, args["thread_ts"]), IsBroadcast = args.Flag("reply_broadcast") };
        channel.Messages.Add(message);
        Echo(team, channel, StubShapes.MessageEvent(team, _stub.App, channel, message));
        var answer = new JsonObject { ["channel"] = channel.Id, ["ts"] = message.Ts, ["message"] = StubShapes.Message(team, _stub.App, channel, message) };
        if (text.Length > LongestText)
        {
            answer["warning"] = "message_truncated";
        }
        return answer;
    }

    private JsonObject PostEphemeral(StubCall call)
    {
        var (args, team) = (call.Args, call.Team);
        var channel = Target(team, args);
        MustTakePosts(team, channel);
        var user = args.Required("user");
        var blocks = Blocks(call);
        if (args["text"] is null && blocks is not { Count: > 0 })
        {
            throw new StubRefusal("no_text");
        }
        if (!channel.Members.Contains(user))
        {
            throw new StubRefusal("user_not_in_channel");
        }
        var message = Written(team, channel, args["text"] ?? "", blocks) with { OnlyFor = user, Thread = args["thread_ts"] };
        channel.Messages.Add(message);
        return new() { ["message_ts"] = message.Ts };
    }

    private JsonObject Update(StubCall call)
    {
        var (args, team) = (call.Args, call.Team);
        var (channel, message) = Own(team, args, "cant_update_message");
        if (channel.IsArchived)
        {
            throw new StubRefusal("is_inactive");
        }
        var (text, blocks) = (args["text"], Blocks(call));
        if (text is null && blocks is null)
        {
            throw new StubRefusal("no_text");
        }
        if (text?.Length > LongestUpdate)
        {
            throw new StubRefusal("msg_too_long");
        }

        // Text alone takes the blocks away and shows "(edited)"; new blocks do not show it (docs.slack.dev/reference/methods/chat.update).
        var changed = message with { Text = text ?? (blocks is null ? message.Text : ""), Blocks = blocks, Edited = blocks is null ? _stub.NextTs() : message.Edited };
        Replace(channel, changed);
        Echo(team, channel, StubShapes.ChangedEvent(team, _stub.App, channel, changed, message, _stub.NextTs()));
        return new() { ["channel"] = channel.Id, ["ts"] = message.Ts, ["text"] = changed.Text, ["message"] = StubShapes.Message(team, _stub.App, channel, changed) };
    }

    private JsonObject Delete(StubCall call)
    {
        var (channel, message) = Own(call.Team, call.Args, "cant_delete_message");
        Echo(call.Team, channel, Remove(call.Team, channel, message));
        return new() { ["channel"] = channel.Id, ["ts"] = message.Ts };
    }

    /// <summary>Takes a message away; one with replies leaves a tombstone.</summary>
    /// <returns>The event that says so.</returns>
    internal JsonObject Remove(StubWorkspace team, StubChannel channel, StubMessage message)
    {
        if (!channel.Messages.Exists(m => m.Thread == message.Ts))
        {
            channel.Messages.RemoveAll(m => m.Ts == message.Ts);
            return StubShapes.DeletedEvent(team, _stub.App, channel, message, _stub.NextTs());
        }
        var tombstone = new StubMessage(channel.Id, message.Ts, "USLACKBOT") { Subtype = "tombstone", Text = "This message was deleted." };
        Replace(channel, tombstone);
        return StubShapes.ChangedEvent(team, _stub.App, channel, tombstone, message, _stub.NextTs());
    }

    /// <summary>Puts a message in the place of the one with its <c>ts</c>.</summary>
    internal static void Replace(StubChannel channel, StubMessage message) => channel.Messages[channel.Messages.FindIndex(m => m.Ts == message.Ts)] = message;

    /// <summary>The blocks of a message, with ids filled in; null where none were given.</summary>
    private JsonArray? Blocks(StubCall call)
    {
        var given = call.Args.Json("blocks", "invalid_blocks_format");
        return given is null ? null : CheckedBlocks(call.Team, given);
    }

    /// <summary>Checks blocks by Slack's rules; what is wrong is also kept in <see cref="SlackStub.Problems"/>.</summary>
    internal JsonArray CheckedBlocks(StubWorkspace team, JsonNode given)
    {
        if (given is not JsonArray blocks)
        {
            _stub.Problem("blocks are not an array");
            throw new StubRefusal("invalid_blocks_format");
        }
        var wrong = BlockRules.Message(blocks, FileOf(team));
        foreach (var problem in wrong)
        {
            _stub.Problem(problem);
        }
        if (wrong.Count > 0)
        {
            throw new StubRefusal("invalid_blocks", wrong);
        }
        if (BlockText.Length(blocks) > LongestBlocks)
        {
            _stub.Problem($"blocks of {BlockText.Length(blocks)} characters");
            throw new StubRefusal("msg_blocks_too_long");
        }
        return StubShapes.Filled(blocks, _stub);
    }

    /// <summary>The conversation that is posted to: an id, a name, or somebody's id for their direct chat.</summary>
    private static StubChannel Target(StubWorkspace team, StubArguments args)
    {
        var name = args["channel"] ?? throw new StubRefusal("channel_not_found");
        if (name[0] is 'U' or 'W' && team.User(name) is { } user)
        {
            return user.BotId is null && user.Id != "USLACKBOT" ? team.Direct(user.Id) : throw new StubRefusal("cannot_dm_bot");
        }
        var channel = team.Channels.Find(c => c.Id == name || (c.Name.Length > 0 && c.Name == name.TrimStart('#')));
        return channel is not null && Visible(team, channel) ? channel : throw new StubRefusal("channel_not_found");
    }

    private static bool Visible(StubWorkspace team, StubChannel channel) => channel.Kind == StubChannelKind.Public || channel.Members.Contains(team.BotUser);

    private static void MustTakePosts(StubWorkspace team, StubChannel channel)
    {
        if (channel.IsArchived)
        {
            throw new StubRefusal("is_archived");
        }
        if (!channel.Members.Contains(team.BotUser) && !team.Scopes.Contains("chat:write.public"))
        {
            throw new StubRefusal("not_in_channel");
        }
    }

    private static string? Thread(StubChannel channel, string? ts)
    {
        var parent = ts is null ? null : channel.Messages.Find(m => m.Ts == ts && m.OnlyFor is null) ?? throw new StubRefusal("thread_not_found");
        return parent?.Thread ?? parent?.Ts;
    }

    /// <summary>A message of the bot's own that still stands, by channel id and <c>ts</c>.</summary>
    private static (StubChannel Channel, StubMessage Message) Own(StubWorkspace team, StubArguments args, string refusal)
    {
        var channel = team.Channels.Find(c => c.Id == args["channel"] && Visible(team, c)) ?? throw new StubRefusal("channel_not_found");
        var message = channel.Messages.Find(m => m.Ts == args["ts"] && m.OnlyFor is null && m.Subtype != "tombstone") ?? throw new StubRefusal("message_not_found");
        return message.BotId == team.BotId ? (channel, message) : throw new StubRefusal(refusal);
    }

    private StubMessage Written(StubWorkspace team, StubChannel channel, string text, JsonArray? blocks) =>
        new(channel.Id, _stub.NextTs(), team.BotUser) { BotId = team.BotId, Text = text.Length > LongestText ? text[..LongestText] : text, Blocks = blocks };

    private void Echo(StubWorkspace team, StubChannel channel, JsonObject message)
    {
        if (_stub.App.EchoesOwnPosts && _stub.App.Events.Contains(StubShapes.Subscription(channel)))
        {
            _stub.Deliveries.Echo(team, message);
        }
    }
}
