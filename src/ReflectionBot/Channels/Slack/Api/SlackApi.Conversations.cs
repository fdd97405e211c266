namespace ReflectionBot.Channels.Slack.Api;

/// <summary>Conversations. All but <c>conversations.open</c> take no JSON. (Source: the pages of the methods at docs.slack.dev.)</summary>
internal sealed partial class SlackApi
{
    /// <summary><c>conversations.open</c> with one user: the id of their direct chat with the bot.</summary>
    public Task<SlackResult<SlackConversation>> OpenAsync(SlackAccess access, string user, CancellationToken cancel)
    {
        var call = SlackCall.Change("conversations.open", access, ("users", user));
        return CallAsync(call, SlackJson.Default.ConversationAnswer, (answer, _) => Done(Conversation(answer.Channel, user)), cancel);
    }

    /// <summary><c>conversations.info</c>.</summary>
    public Task<SlackResult<SlackConversation>> ConversationAsync(SlackAccess access, string channel, CancellationToken cancel)
    {
        return CallAsync(SlackCall.Ask("conversations.info", access, ("channel", channel)), SlackJson.Default.ConversationAnswer, (answer, _) => Done(Conversation(answer.Channel)), cancel);
    }

    /// <summary><c>conversations.members</c>: user ids, page by page.</summary>
    /// <exception cref="SlackCallException">A page was refused.</exception>
    public IAsyncEnumerable<string> MembersAsync(SlackAccess access, string channel, CancellationToken cancel)
    {
        var page = new Page<MembersAnswer, string>(SlackJson.Default.MembersAnswer, answer => (answer.Members ?? []).OfType<string>().Where(id => id.Length > 0));
        return PagesAsync("conversations.members", access, [("channel", channel)], page, cancel);
    }

    /// <summary>A conversation that was opened with a person is their direct chat, even if the answer has only its id.</summary>
    private static SlackConversation? Conversation(ConversationJson? json, string? openedWith = null)
    {
        if (json?.Id is not { Length: > 0 } id)
        {
            return null;
        }

        var direct = json.IsIm ?? openedWith is not null;
        return new(id, direct ? null : json.Name, direct, json.IsArchived ?? false, json.IsMember ?? direct, direct ? json.User ?? openedWith : null, json.IsExtShared ?? false);
    }
}
