using System.Runtime.CompilerServices;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Install;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Slack;

/// <summary>Slack as a channel: what is said goes out by <see cref="SlackSending"/>, with the token of its workspace.</summary>
internal sealed partial class SlackChannel(SlackInstallations installations, SlackSending sending, SlackDirectory directory, SlackPeople people, SlackApi api, ILogger<SlackChannel> log) : IChatChannel
{
    /// <inheritdoc/>
    public string Name => SlackNames.Channel;

    /// <inheritdoc/>
    public bool IsByLinkOnly => false;

    /// <inheritdoc/>
    public Task<Delivery> SendAsync(ConversationAddress to, string id, OutboundMessage message, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(to);
        return message is FileMessage && to.Shared
            ? Task.FromResult<Delivery>(new Delivery.Refused("a file goes to one person's own chat only"))
            : WithAsync(to.Workspace, async access =>
            {
                try
                {
                    return new Delivery.Sent(await sending.SendAsync(access, to, id, message, cancel).ConfigureAwait(false));
                }
                catch (SlackCallException e) when (!to.Shared && e.Failure is SlackFailure.ChannelGone)
                {
                    // The chat was closed for good; there may be another with the same person. Once.
                    return await AgainAsync(access, to, cancel).ConfigureAwait(false) is { } anew
                        ? new Delivery.Sent(await sending.SendAsync(access, anew, id, message, cancel).ConfigureAwait(false))
                        : new Delivery.Unreachable();
                }
            }, cancel);
    }

    /// <inheritdoc/>
    public Task<Delivery> UpdateAsync(ConversationAddress to, string messageId, string id, OutboundMessage message, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(to);
        return messageId.Length == 0
            ? Task.FromResult<Delivery>(new Delivery.Refused("a message that only one person saw cannot be changed"))
            : WithAsync(to.Workspace, async access =>
            {
                await sending.UpdateAsync(access, to, messageId, message, cancel).ConfigureAwait(false);
                return new Delivery.Sent(messageId);
            }, cancel);
    }

    /// <inheritdoc/>
    public Task<Delivery> DeleteAsync(ConversationAddress to, string messageId, string id, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(to);
        return messageId.Length == 0
            ? Task.FromResult<Delivery>(new Delivery.Refused("a message that only one person saw cannot be deleted"))
            : WithAsync(to.Workspace, async access =>
            {
                await sending.DeleteAsync(access, to, messageId, cancel).ConfigureAwait(false);
                return new Delivery.Sent(messageId);
            }, cancel);
    }

    /// <inheritdoc/>
    public async Task<ConversationAddress?> OpenDirectAsync(ChatAddress who, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(who);
        if (await installations.FindAsync(who.Workspace, cancel).ConfigureAwait(false) is not { } installation)
        {
            return installations.IsConfigured ? throw new ChannelBusyException(null) : null;
        }

        if (await directory.DirectAsync(who.Workspace, who.User, cancel).ConfigureAwait(false) is { } known)
        {
            return SlackNames.Direct(who.Workspace, known);
        }

        switch (await api.OpenAsync(installation.Access, who.User, cancel).ConfigureAwait(false))
        {
            case SlackResult<SlackConversation>.Done { Value.Id: var opened }:
                await directory.NoteDirectAsync(who.Workspace, who.User, opened, cancel).ConfigureAwait(false);
                return SlackNames.Direct(who.Workspace, opened);
            case SlackResult<SlackConversation>.Busy busy:
                throw new ChannelBusyException(busy.After);
            case SlackResult<SlackConversation>.Failed { Failure: SlackFailure.MissingScope, Code: var code }:
                LogScope(code);
                throw new ChannelBusyException(null);
            case SlackResult<SlackConversation>.Failed { Failure: SlackFailure.Revoked, Code: var code }:
                return await RevokedAsync(installation.Access, code, cancel).ConfigureAwait(false) is Delivery.Later ? throw new ChannelBusyException(null) : null;
            case SlackResult<SlackConversation>.Failed failed:
                LogNotOpened(failed.Code);
                return null;
            default:
                return null;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatMember> MembersAsync(ConversationAddress conversation, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        if (await installations.FindAsync(conversation.Workspace, cancel).ConfigureAwait(false) is not { } installation)
        {
            yield break;
        }

        await foreach (var user in people.OfAsync(installation.Access, conversation.Id, cancel).ConfigureAwait(false))
        {
            if (user.Id != installation.BotUser)
            {
                yield return new(SlackNames.Person(conversation.Workspace, user.Id), user.Name);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<ChatMember?> FindAsync(ChatAddress who, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(who);
        return await installations.FindAsync(who.Workspace, cancel).ConfigureAwait(false) is { } installation
            && await people.FindAsync(installation.Access, who.User, cancel).ConfigureAwait(false) is { IsDeleted: false } user ? new(who, user.Name) : null;
    }

    private async Task<ConversationAddress?> AgainAsync(SlackAccess access, ConversationAddress gone, CancellationToken cancel) =>
        await directory.ForgetDirectAsync(access.Team, gone.Id, cancel).ConfigureAwait(false) is { } user
        && await OpenDirectAsync(SlackNames.Person(access.Team, user), cancel).ConfigureAwait(false) is { } anew && anew.Id != gone.Id ? anew : null;

    /// <summary>Does something in a workspace; what Slack says against it becomes what it means for the message.</summary>
    private async Task<Delivery> WithAsync(string team, Func<SlackAccess, Task<Delivery>> act, CancellationToken cancel)
    {
        var installation = await installations.FindAsync(team, cancel).ConfigureAwait(false);
        try
        {
            return installation is not null ? await act(installation.Access).ConfigureAwait(false)
                : installations.IsConfigured ? new Delivery.Later(null) // The token is refused, or another workspace's: somebody must correct it.
                : new Delivery.Unreachable();
        }
        catch (ChannelBusyException e)
        {
            return new Delivery.Later(e.After);
        }
        catch (SlackCallException e)
        {
            return e.Failure switch
            {
                null => new Delivery.Later(e.After),
                SlackFailure.MissingScope => Scope(e.Code),
                SlackFailure.Revoked => await RevokedAsync(installation!.Access, e.Code, cancel).ConfigureAwait(false),
                SlackFailure.ChannelGone or SlackFailure.NotInChannel or SlackFailure.PersonGone => new Delivery.Unreachable(),
                SlackFailure.MessageGone => new Delivery.Refused("the message is not there any more"),
                SlackFailure.TooLong => new Delivery.Refused($"Slack does not take the message ({e.Code})"),
                _ => new Delivery.Refused(e.Code),
            };
        }
    }

    /// <summary>Nothing is dropped for a scope that somebody can grant.</summary>
    private Delivery.Later Scope(string code)
    {
        LogScope(code);
        return new(null);
    }

    /// <summary>Of an installation: it is over. Of the configuration's token: somebody must correct it, and nothing is lost meanwhile.</summary>
    private async Task<Delivery> RevokedAsync(SlackAccess refused, string code, CancellationToken cancel)
    {
        LogRevoked(code);
        if (installations.IsConfigured)
        {
            return new Delivery.Later(null);
        }

        await installations.ForgetAsync(refused, cancel).ConfigureAwait(false);
        return new Delivery.Unreachable();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Slack says that a scope is missing ({Code}): install the app again with the scopes of manifests/slack/manifest.json. Messages to Slack wait until then")]
    private partial void LogScope(string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Slack does not take the bot's token any more ({Code}): check Slack:BotToken, or install the app again")]
    private partial void LogRevoked(string code);

    [LoggerMessage(Level = LogLevel.Information, Message = "A direct chat could not be opened in Slack ({Code})")]
    private partial void LogNotOpened(string code);
}
