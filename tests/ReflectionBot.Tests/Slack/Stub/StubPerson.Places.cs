using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack.Stub;

/// <content>What people do with channels, and with the app itself.</content>
public sealed partial class StubPerson
{
    /// <summary>Joins a channel.</summary>
    public Task<StubDelivery> JoinAsync(StubChannel channel, CancellationToken cancel) => ComeAsync(channel, Id, null, cancel);

    /// <summary>Brings the bot into a channel.</summary>
    public Task<StubDelivery> InviteBotAsync(StubChannel channel, CancellationToken cancel) => ComeAsync(channel, Team.BotUser, Id, cancel);

    /// <summary>Leaves a channel.</summary>
    public Task<StubDelivery> LeaveAsync(StubChannel channel, CancellationToken cancel)
    {
        Let(() => channel.Members.Remove(Id));
        return SendAsync(new() { ["type"] = "member_left_channel", ["user"] = Id, ["channel"] = channel.Id, ["channel_type"] = Letter(channel), ["team"] = User.Team }, cancel);
    }

    /// <summary>Puts the bot out of a channel.</summary>
    public Task<StubDelivery> RemoveBotAsync(StubChannel channel, CancellationToken cancel)
    {
        Let(() => channel.Members.Remove(Team.BotUser));
        return SendAsync(new() { ["type"] = Prefixed(channel, "left"), ["channel"] = channel.Id, ["actor_id"] = Id }, cancel);
    }

    /// <summary>Archives a channel.</summary>
    public Task<StubDelivery> ArchiveAsync(StubChannel channel, CancellationToken cancel) => SetArchivedAsync(channel, true, cancel);

    /// <summary>Takes a channel out of the archive.</summary>
    public Task<StubDelivery> UnarchiveAsync(StubChannel channel, CancellationToken cancel) => SetArchivedAsync(channel, false, cancel);

    /// <summary>Gives a channel another name.</summary>
    public Task<StubDelivery> RenameAsync(StubChannel channel, string name, CancellationToken cancel)
    {
        Let(() =>
        {
            channel.PreviousNames.Insert(0, channel.Name);
            channel.Name = name;
        });
        var shape = new JsonObject { ["id"] = channel.Id, ["is_channel"] = true, ["is_mpim"] = false, ["name"] = name, ["name_normalized"] = name, ["created"] = channel.Created };
        return SendAsync(new() { ["type"] = Prefixed(channel, "rename"), ["channel"] = shape }, cancel);
    }

    /// <summary>Deletes a channel with all that was said in it.</summary>
    public Task<StubDelivery> DeleteAsync(StubChannel channel, CancellationToken cancel)
    {
        Let(() => Team.Channels.Remove(channel));
        return SendAsync(new() { ["type"] = Prefixed(channel, "deleted"), ["channel"] = channel.Id }, cancel);
    }

    /// <summary>Removes the app from the workspace: its token is dead, then two events come in this order or the other.</summary>
    public async Task<IReadOnlyList<StubDelivery>> UninstallAsync(CancellationToken cancel)
    {
        Team.TokenState = StubTokenState.Inactive;
        return [await RevokedAsync(cancel), await _stub.Deliveries.SendEventAsync(Team, new() { ["type"] = "app_uninstalled" }, cancel)];
    }

    /// <summary>Revokes the app's token.</summary>
    public Task<StubDelivery> RevokeAsync(CancellationToken cancel)
    {
        Team.TokenState = StubTokenState.Revoked;
        return RevokedAsync(cancel);
    }

    private Task<StubDelivery> RevokedAsync(CancellationToken cancel) =>
        SendAsync(new() { ["type"] = "tokens_revoked", ["tokens"] = new JsonObject { ["oauth"] = new JsonArray(), ["bot"] = new JsonArray(Team.BotUser) } }, cancel);

    private Task<StubDelivery> ComeAsync(StubChannel channel, string who, string? inviter, CancellationToken cancel)
    {
        Let(() => channel.Members.Add(who));
        var happened = new JsonObject { ["type"] = "member_joined_channel", ["user"] = who, ["channel"] = channel.Id, ["channel_type"] = Letter(channel), ["team"] = Team.User(who)!.Team };
        if (inviter is not null)
        {
            happened["inviter"] = inviter;
        }
        return SendAsync(happened, cancel);
    }

    private Task<StubDelivery> SetArchivedAsync(StubChannel channel, bool isArchived, CancellationToken cancel)
    {
        Let(() => channel.IsArchived = isArchived);
        return SendAsync(new() { ["type"] = Prefixed(channel, isArchived ? "archive" : "unarchive"), ["channel"] = channel.Id, ["user"] = Id }, cancel);
    }

    private Task<StubDelivery> SendAsync(JsonObject happened, CancellationToken cancel)
    {
        happened["event_ts"] = _stub.NextTs();
        return _stub.App.Events.Contains((string)happened["type"]!) ? _stub.Deliveries.SendEventAsync(Team, happened, cancel)
            : throw new InvalidOperationException($"the app did not subscribe to {happened["type"]}");
    }

    private void Let(Action happen)
    {
        lock (_stub.Gate)
        {
            happen();
        }
    }

    private static string Letter(StubChannel channel) => channel.Kind == StubChannelKind.Public ? "C" : "G";

    private static string Prefixed(StubChannel channel, string what) => $"{(channel.Kind == StubChannelKind.Public ? "channel" : "group")}_{what}";
}
