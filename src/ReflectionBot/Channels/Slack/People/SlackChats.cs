using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Slack.People;

/// <summary>Finds and opens people's direct chats with the bot.</summary>
internal sealed partial class SlackChats(SlackApi api, SlackDirectory directory, ILogger<SlackChats> log)
{
    /// <summary>The person's direct chat, opened if necessary; null if there can be none.</summary>
    /// <exception cref="SlackCallException">Try again later: Slack is busy, a scope is missing, or the token is no longer valid.</exception>
    public async Task<ConversationAddress?> OfAsync(SlackAccess access, string user, CancellationToken cancel)
    {
        return await directory.DirectAsync(access.Team, user, cancel) is { } known
            ? SlackNames.Direct(access.Team, known) : await OpenAsync(access, user, cancel);
    }

    /// <summary>Another direct chat of the same person, to replace one in which nothing can be posted any more; null if there is no other.</summary>
    /// <exception cref="SlackCallException">As above.</exception>
    public async Task<ConversationAddress?> InsteadOfAsync(SlackAccess access, string gone, CancellationToken cancel)
    {
        if (await directory.WhoseAsync(access.Team, gone, cancel) is not var (user, now))
        {
            return null;
        }

        if (now is not null && now != gone)
        {
            return SlackNames.Direct(access.Team, now);
        }

        if (await OpenAsync(access, user, cancel) is { } anew && anew.Id != gone)
        {
            return anew;
        }

        await directory.NoteDirectAsync(access.Team, user, null, cancel);
        return null;
    }

    private async Task<ConversationAddress?> OpenAsync(SlackAccess access, string user, CancellationToken cancel)
    {
        switch (await api.OpenAsync(access, user, cancel))
        {
            case SlackResult<SlackConversation>.Done { Value.Id: var opened }:
                await directory.NoteDirectAsync(access.Team, user, opened, cancel);
                return SlackNames.Direct(access.Team, opened);
            case SlackResult<SlackConversation>.Busy busy:
                throw new SlackCallException(null, "busy", busy.After);
            case SlackResult<SlackConversation>.Failed { Failure: (SlackFailure.MissingScope or SlackFailure.Revoked) and var failure, Code: var code }:
                throw new SlackCallException(failure, code);
            case SlackResult<SlackConversation>.Failed failed:
                LogNotOpened(failed.Code);
                return null;
            default:
                return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A direct chat could not be opened in Slack ({Code})")]
    private partial void LogNotOpened(string code);
}
