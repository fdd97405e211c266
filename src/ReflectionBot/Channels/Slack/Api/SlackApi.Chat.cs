using System.Text.Json.Nodes;

namespace ReflectionBot.Channels.Slack.Api;

/// <summary>
/// Messages. Slack itself must not add links, previews or mentions: the blocks already contain all that is meant. Previews
/// and <c>mrkdwn</c> (of the text) can be switched off in <c>chat.postMessage</c> only. A change must send <c>parse</c> and <c>link_names</c>
/// again, or it falls back to <c>client</c>. (Source: the pages of the four methods at docs.slack.dev.)
/// </summary>
internal sealed partial class SlackApi
{
    private const string Posting = "chat.postMessage";

    /// <summary><c>chat.postMessage</c>, with link previews, link parsing and name linking off.</summary>
    public async Task<SlackResult<SlackPosted>> PostAsync(SlackAccess access, SlackPost post, CancellationToken cancel)
    {
        var wait = holds.Rest(Posting, access.Team, post.Channel) ?? await pace.WaitAsync(access.Team, post.Channel, cancel);
        return wait is not null
            ? new SlackResult<SlackPosted>.Busy(wait)
            : await MessageAsync(Posting, access, post, cancel, ("thread_ts", post.Thread), ("unfurl_links", false), ("unfurl_media", false), ("mrkdwn", false));
    }

    /// <summary><c>chat.postEphemeral</c>: only this user sees it. It cannot be changed later.</summary>
    public Task<SlackResult<SlackPosted>> PostEphemeralAsync(SlackAccess access, SlackPost post, string user, CancellationToken cancel)
    {
        return MessageAsync("chat.postEphemeral", access, post, cancel, ("user", user), ("thread_ts", post.Thread));
    }

    /// <summary><c>chat.update</c>.</summary>
    public Task<SlackResult<SlackPosted>> UpdateAsync(SlackAccess access, string ts, SlackPost post, CancellationToken cancel) =>
        MessageAsync("chat.update", access, post, cancel, ("ts", ts));

    /// <summary><c>chat.delete</c>.</summary>
    public Task<SlackResult<SlackPosted>> DeleteAsync(SlackAccess access, string channel, string ts, CancellationToken cancel)
    {
        var call = SlackCall.Change("chat.delete", access, ("channel", channel), ("ts", ts));
        return CallAsync(call, SlackJson.Default.MessageAnswer, (answer, _) => Done(Posted(answer, channel, ts)), cancel);
    }

    private Task<SlackResult<SlackPosted>> MessageAsync(string method, SlackAccess access, SlackPost post, CancellationToken cancel, params (string Name, JsonNode? Value)[] more)
    {
        var ts = more.FirstOrDefault(m => m.Name == "ts").Value?.GetValue<string>() ?? "";
        (string, JsonNode?)[] arguments = [("channel", post.Channel), ("text", post.Text), ("blocks", post.Blocks), ("parse", "none"), ("link_names", false), .. more];
        var call = method == Posting ? SlackCall.ChangeIn(post.Channel, method, access, arguments) : SlackCall.Change(method, access, arguments);
        return CallAsync(call, SlackJson.Default.MessageAnswer, (answer, _) => Done(Posted(answer, post.Channel, ts)), cancel);
    }

    /// <summary>If an answer does not name the message, the message was still posted; it only cannot be changed later. Sending it again would post it twice.</summary>
    private static SlackPosted Posted(MessageAnswer answer, string channel, string ts) => new(answer.Channel ?? channel, answer.Ts ?? answer.MessageTs ?? ts);
}
