using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack.Stub;

/// <content>What people write, change and delete.</content>
public sealed partial class StubPerson
{
    /// <summary>A text as Slack keeps what was typed (docs.slack.dev/messaging/formatting-message-text#escaping).</summary>
    public static string Escaped(string typed) => typed.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Writes to the bot.</summary>
    /// <param name="typed">What they type.</param>
    /// <param name="cancel">Ends the waiting for the app.</param>
    /// <param name="thread">A message whose thread they write in; null for none.</param>
    /// <param name="files">Files they add.</param>
    public Task<StubDelivery> SayAsync(string typed, CancellationToken cancel, StubMessage? thread = null, params IReadOnlyList<(string Name, byte[] Content)> files) =>
        TellAsync(Direct, Write(Direct, Escaped(typed), StubState.RichText(typed), thread, files), cancel);

    /// <summary>Writes in a channel. The app is told only if it subscribed to messages there; otherwise null.</summary>
    public async Task<StubDelivery?> SayInAsync(StubChannel channel, string typed, CancellationToken cancel, StubMessage? thread = null)
    {
        var message = Write(channel, Escaped(typed), StubState.RichText(typed), thread, []);
        return Hears(channel, StubShapes.Subscription(channel)) ? await TellAsync(channel, message, cancel) : null;
    }

    /// <summary>Writes in a channel and mentions the bot first. An app that also hears the channel's messages is told twice.</summary>
    /// <returns>The delivery of <c>app_mention</c>.</returns>
    public async Task<StubDelivery> MentionAsync(StubChannel channel, string typed, CancellationToken cancel, StubMessage? thread = null)
    {
        var mention = new JsonObject { ["type"] = "user", ["user_id"] = Team.BotUser };
        var message = Write(channel, $"<@{Team.BotUser}> {Escaped(typed)}", StubState.RichText($" {typed}", mention), thread, []);
        if (Hears(channel, StubShapes.Subscription(channel)))
        {
            await TellAsync(channel, message, cancel);
        }
        if (!Hears(channel, "app_mention"))
        {
            throw new InvalidOperationException("the app hears no mentions there");
        }
        var happened = StubShapes.MessageEvent(Team, _stub.App, channel, message);
        happened["type"] = "app_mention";
        happened.Remove("channel_type");
        return await _stub.Deliveries.SendEventAsync(Team, happened, cancel) with { Message = message };
    }

    /// <summary>Changes what they wrote.</summary>
    public async Task<StubDelivery> EditAsync(StubMessage message, string typed, CancellationToken cancel)
    {
        var (channel, before) = Own(message);
        var now = before with { Text = Escaped(typed), Blocks = [StubState.RichText(typed)], Edited = _stub.NextTs() };
        lock (_stub.Gate)
        {
            now = now with { Blocks = StubShapes.Filled(now.Blocks!, _stub) };
            StubWebApi.Replace(channel, now);
        }
        return await TellAsync(channel, StubShapes.ChangedEvent(Team, _stub.App, channel, now, before, _stub.NextTs()), now, cancel);
    }

    /// <summary>Deletes what they wrote; a message with replies leaves a tombstone.</summary>
    public async Task<StubDelivery> DeleteAsync(StubMessage message, CancellationToken cancel)
    {
        var (channel, before) = Own(message);
        JsonObject happened;
        lock (_stub.Gate)
        {
            happened = _stub.Removed(Team, channel, before);
        }
        return await TellAsync(channel, happened, before, cancel);
    }

    private StubMessage Write(StubChannel channel, string text, JsonObject block, StubMessage? thread, IReadOnlyList<(string Name, byte[] Content)> files)
    {
        MustBeIn(channel);
        lock (_stub.Gate)
        {
            var ids = files.Select(f => Keep(f.Name, f.Content, channel)).ToList();
            var message = new StubMessage(channel.Id, _stub.NextTs(), Id)
            {
                Text = text,
                Blocks = text.Length == 0 ? null : StubShapes.Filled([block], _stub),
                ClientId = $"stub-client-{_stub.NextId("")}",
                Thread = thread?.Thread ?? thread?.Ts,
                Subtype = ids.Count > 0 ? "file_share" : null,
                Files = ids,
            };
            channel.Messages.Add(message);
            return message;
        }
    }

    private string Keep(string name, byte[] content, StubChannel channel)
    {
        var file = new StubFile(_stub.NextId("F"), name, Id) { Content = content, Length = content.Length, IsComplete = true, Channel = channel.Id };
        Team.Files.Add(file);
        return file.Id;
    }

    private Task<StubDelivery> TellAsync(StubChannel channel, StubMessage message, CancellationToken cancel) =>
        TellAsync(channel, StubShapes.MessageEvent(Team, _stub.App, channel, message, _stub), message, cancel);

    private async Task<StubDelivery> TellAsync(StubChannel channel, JsonObject happened, StubMessage message, CancellationToken cancel)
    {
        if (!Hears(channel, StubShapes.Subscription(channel)))
        {
            throw new InvalidOperationException($"the app hears no messages there: it did not subscribe to {StubShapes.Subscription(channel)}, or is not in");
        }
        return await _stub.Deliveries.SendEventAsync(Team, happened, cancel) with { Message = message };
    }

    private bool Hears(StubChannel channel, string subscription) => channel.Members.Contains(Team.BotUser) && _stub.App.Events.Contains(subscription);

    private (StubChannel Channel, StubMessage Message) Own(StubMessage message)
    {
        var channel = Team.Channel(message.Channel)!;
        MustBeIn(channel);
        lock (_stub.Gate)
        {
            return channel.Messages.Find(m => m.Ts == message.Ts) is { } there && there.User == Id ? (channel, there) : throw new InvalidOperationException("not their message, or gone");
        }
    }
}
