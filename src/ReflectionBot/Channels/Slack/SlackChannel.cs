using System.Runtime.CompilerServices;
using ReflectionBot.Application.Ports;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Install;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Core.Chat;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Slack;

/// <summary>The Slack channel. Messages go out through <see cref="SlackSending"/>, with the token of their workspace.</summary>
internal sealed partial class SlackChannel(SlackInstallations installations, SlackSending sending, SlackChats chats, SlackAbsence absence, SlackPeople people, ILogger<SlackChannel> log) : IChatChannel
{
    /// <inheritdoc/>
    public string Name => SlackNames.Channel;

    /// <inheritdoc/>
    public bool IsByLinkOnly => false;

    /// <inheritdoc/>
    public string? HowToAdd => SlackWording.TypeInviteAndTheirName;

    /// <inheritdoc/>
    public Task<SendOutcome> SendAsync(ConversationAddress to, string id, OutboundMessage message, CancellationToken cancel)
    {
        return message is FileMessage && to.Shared
            ? Task.FromResult<SendOutcome>(new SendOutcome.Refused("a file goes to one person's own chat only"))
            : WithAsync(to, async access =>
            {
                try
                {
                    var sent = new SendOutcome.Sent(await sending.SendAsync(access, to, id, message, cancel));
                    await (to.Shared && SlackNames.OnlyOne(to) is null ? absence.OverAsync(to, cancel) : Task.CompletedTask);
                    return sent;
                }
                catch (SlackCallException e) when (SlackNames.OnlyOne(to) is not null && e.Failure is SlackFailure.NotInChannel or SlackFailure.ChannelGone or SlackFailure.PersonGone)
                {
                    // Slash commands also work in channels that the bot or the sender is not in. The reply then goes to the sender's direct chat.
                    var own = await chats.OfAsync(access, SlackNames.OnlyOne(to)!, cancel);
                    return own is null ? new SendOutcome.Unreachable() : await SendAsync(own, id, message, cancel) is var there and not SendOutcome.Sent ? there : new SendOutcome.Sent("");
                }
                catch (SlackCallException e) when (!to.Shared && e.Failure is SlackFailure.ChannelGone)
                {
                    // The chat was closed for good. The person may have a new chat with the bot: try that one, once.
                    return await chats.InsteadOfAsync(access, to.Id, cancel) is { } anew
                        ? new SendOutcome.Sent(await sending.SendAsync(access, anew, id, message, cancel))
                        : new SendOutcome.Unreachable();
                }
            }, cancel);
    }

    /// <inheritdoc/>
    public Task<SendOutcome> UpdateAsync(ConversationAddress to, string messageId, string id, OutboundMessage message, CancellationToken cancel)
    {
        return messageId.Length == 0
            ? Task.FromResult<SendOutcome>(new SendOutcome.Refused("a message that only one person saw cannot be changed"))
            : ThereAsync(to, messageId, (access, there) => sending.UpdateAsync(access, there, messageId, message, cancel), cancel);
    }

    /// <inheritdoc/>
    public Task<SendOutcome> DeleteAsync(ConversationAddress to, string messageId, string id, CancellationToken cancel)
    {
        return messageId.Length == 0
            ? Task.FromResult<SendOutcome>(new SendOutcome.Refused("a message that only one person saw cannot be deleted"))
            : ThereAsync(to, messageId, (access, there) => sending.DeleteAsync(access, there, messageId, cancel), cancel);
    }

    /// <inheritdoc/>
    public ConversationAddress? Aside(ConversationAddress place, ChatAddress who)
    {
        return SlackNames.OnlyOne(place) is null ? SlackNames.Only(place.Workspace, place.Id, who.User) : place;
    }

    /// <inheritdoc/>
    public async Task<ConversationAddress?> OpenDirectAsync(ChatAddress who, CancellationToken cancel)
    {
        SlackInstallation? installation = null;
        try
        {
            installation = await installations.FindAsync(who.Workspace, cancel);
            return installation is not null ? await chats.OfAsync(installation.Access, who.User, cancel)
                : installations.IsConfigured ? throw new ChannelBusyException(null) : null;
        }
        catch (SlackCallException e)
        {
            return await MeaningAsync(installation?.Access, e, cancel) is SendOutcome.Later later ? throw new ChannelBusyException(later.After) : null;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatMember> MembersAsync(ConversationAddress conversation, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (await installations.FindAsync(conversation.Workspace, cancel) is not { } installation)
        {
            throw new SlackCallException(SlackFailure.Revoked, "not_installed"); // An empty list would mean that the conversation has no members.
        }

        await foreach (var user in people.OfAsync(installation.Access, conversation.Id, cancel))
        {
            if (user.Id != installation.BotUser)
            {
                yield return SlackNames.Member(conversation.Workspace, user);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<ChatMember?> FindAsync(ChatAddress who, CancellationToken cancel)
    {
        return await installations.FindAsync(who.Workspace, cancel) is { } installation
            && await people.FindAsync(installation.Access, who.User, cancel) is { IsDeleted: false, IsBot: false } user ? SlackNames.Member(who.Workspace, user) with { Address = who } : null;
    }

    /// <summary>Changes a message in the chat that holds it. If its chat was already closed when it was sent, the message is in the chat that replaced it.</summary>
    private Task<SendOutcome> ThereAsync(ConversationAddress to, string messageId, Func<SlackAccess, ConversationAddress, Task> act, CancellationToken cancel) => WithAsync(to, async access =>
    {
        try
        {
            await act(access, to);
        }
        catch (SlackCallException e) when (!to.Shared && e.Failure is SlackFailure.ChannelGone)
        {
            if (await chats.InsteadOfAsync(access, to.Id, cancel) is not { } anew)
            {
                return new SendOutcome.Unreachable();
            }

            try
            {
                await act(access, anew);
            }
            catch (SlackCallException again) when (again.Failure is SlackFailure.MessageGone)
            {
                return new SendOutcome.Unreachable(); // The message is in the closed chat, which may open again.
            }
        }

        return new SendOutcome.Sent(messageId);
    }, cancel);

    /// <summary>Calls Slack in a workspace, and translates a refusal by Slack into what it means for the message.</summary>
    private async Task<SendOutcome> WithAsync(ConversationAddress to, Func<SlackAccess, Task<SendOutcome>> act, CancellationToken cancel)
    {
        SlackInstallation? installation = null;
        try
        {
            installation = await installations.FindAsync(to.Workspace, cancel);
            return installation is not null ? await act(installation.Access)
                : installations.IsConfigured ? new SendOutcome.Later(null) // The token is refused, or belongs to another workspace: the operator must correct it.
                : new SendOutcome.Unreachable();
        }
        catch (SlackCallException e)
        {
            if (to.Shared && SlackNames.OnlyOne(to) is null && IsShut(e))
            {
                await absence.NoteAsync(to, cancel);
            }

            return await MeaningAsync(installation?.Access, e, cancel);
        }
    }

    /// <summary>Whether the bot is not in the channel, or the channel's administrators let only some people post.</summary>
    private static bool IsShut(SlackCallException e) =>
        e.Failure is SlackFailure.ChannelGone or SlackFailure.NotInChannel || e.Code is "restricted_action" or "restricted_action_read_only_channel" or "restricted_action_thread_only_channel";

    private async Task<SendOutcome> MeaningAsync(SlackAccess? access, SlackCallException e, CancellationToken cancel) => e.Failure switch
    {
        _ when access is null => new SendOutcome.Later(e.After), // The bot could not ask whose token it has. That says nothing about the message.
        null => new SendOutcome.Later(e.After),
        SlackFailure.MissingScope => Scope(e.Code),
        SlackFailure.Revoked => await RevokedAsync(access, e.Code, cancel),
        SlackFailure.ChannelGone or SlackFailure.NotInChannel or SlackFailure.PersonGone => new SendOutcome.Unreachable(),
        SlackFailure.MessageGone => new SendOutcome.Refused("the message is not there any more"),
        SlackFailure.TooLong => new SendOutcome.Refused($"Slack does not take the message ({e.Code})"),
        _ => new SendOutcome.Refused(e.Code),
    };

    /// <summary>A missing scope can still be granted, so no message is dropped for it.</summary>
    private SendOutcome.Later Scope(string code)
    {
        LogScope(code);
        return new(null);
    }

    /// <summary>If an installation is revoked, it has ended. If the configured token is revoked, the operator must correct it, and no message is lost until then.</summary>
    private async Task<SendOutcome> RevokedAsync(SlackAccess refused, string code, CancellationToken cancel)
    {
        LogRevoked(code);
        if (installations.IsConfigured || code is not ("token_revoked" or "account_inactive"))
        {
            return new SendOutcome.Later(null); // A workspace that has just restricted its network addresses also answers invalid_auth.
        }

        await installations.ForgetAsync(refused, cancel);
        return await installations.FindAsync(refused.Team, cancel) is null ? new SendOutcome.Unreachable() : new SendOutcome.Later(null); // Installed again in the meantime.
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Slack says that a scope is missing ({Code}): install the app again with the scopes of manifests/slack/manifest.json. Messages to Slack wait until then")]
    private partial void LogScope(string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Slack does not take the bot's token any more ({Code}): check Slack:BotToken, or install the app again")]
    private partial void LogRevoked(string code);
}
