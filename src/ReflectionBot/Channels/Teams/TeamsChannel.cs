using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReflectionBot.Application.Ports;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Teams.Connector;
using ReflectionBot.Channels.Teams.People;
using ReflectionBot.Channels.Teams.Reading;
using ReflectionBot.Core.Chat;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Teams;

/// <summary>Microsoft Teams as a channel: messages go to the tenant's verified service URL, through the Bot Connector.</summary>
internal sealed partial class TeamsChannel(ConnectorClient connector, ServiceUrls urls, TeamsDirectory directory, ChatPlaces places, IFileLinks links, ILogger<TeamsChannel> log) : IChatChannel
{
    /// <inheritdoc/>
    public string Name => TeamsNames.Channel;

    /// <inheritdoc/>
    public bool IsByLinkOnly => false;

    /// <inheritdoc/>
    public string? HowToAdd => TeamsWording.InTeamsThatIsAddMember;

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(ConversationAddress to, string id, OutboundMessage message, CancellationToken cancel)
    {
        if (await ServiceAsync(to.Workspace, cancel) is not var (url, service))
        {
            return new SendOutcome.Later(null); // A wrong setting or a new host must not make the bot drop messages.
        }

        var activity = Activity(to, message) with { From = new(service.Bot), Conversation = new(TeamsNames.Conversation(to)) };
        var answer = await connector.PostAsync(url, TeamsNames.Conversation(to), activity, cancel);
        if (answer is ConnectorAnswer.Gone && to.Thread is not null)
        {
            answer = await connector.PostAsync(url, to.Id, activity with { Conversation = new(to.Id) }, cancel); // The thread was deleted, but the channel exists.
        }

        if (answer is ConnectorAnswer.Refused && message is FileMessage { LinkOnly: false } && !to.Shared)
        {
            answer = await connector.PostAsync(url, to.Id, TeamsActivities.Message(message, link: links.For(message)) with { From = new(service.Bot), Conversation = new(to.Id) }, cancel);
        }

        if (answer is ConnectorAnswer.Blocked or ConnectorAnswer.Gone && !to.Shared && await directory.ForgetDirectAsync(to.Workspace, to.Id, cancel) is { } account
            && answer is ConnectorAnswer.Gone && await OpenAsync(url, service, to.Workspace, account, cancel) is ConnectorAnswer.Done { Id: var anew } && anew != to.Id)
        {
            answer = await connector.PostAsync(url, anew, activity with { Conversation = new(anew) }, cancel); // Only once; a chat that gets the same id again stays gone.
        }

        return Delivered(answer, "the message is too large");
    }

    /// <inheritdoc/>
    public async Task<SendOutcome> UpdateAsync(ConversationAddress to, string messageId, string id, OutboundMessage message, CancellationToken cancel)
    {
        if (messageId.Length == 0)
        {
            return new SendOutcome.Refused("Teams has not said which message it is");
        }

        if (await ServiceAsync(to.Workspace, cancel) is not var (url, service))
        {
            return new SendOutcome.Later(null);
        }

        var activity = TeamsActivities.Message(message, Opener(message), links.For(message)) with { Id = messageId, From = new(service.Bot), Conversation = new(TeamsNames.Conversation(to)) };
        return await connector.UpdateAsync(url, TeamsNames.Conversation(to), messageId, activity, cancel) switch
        {
            ConnectorAnswer.Done => new SendOutcome.Sent(messageId),
            ConnectorAnswer.Gone => new SendOutcome.Refused("the message is not there any more"),
            var answer => Delivered(answer, "the new message is too large"),
        };
    }

    /// <inheritdoc/>
    public async Task<SendOutcome> DeleteAsync(ConversationAddress to, string messageId, string id, CancellationToken cancel)
    {
        if (messageId.Length == 0)
        {
            return new SendOutcome.Refused("Teams has not said which message it is");
        }

        if (await ServiceAsync(to.Workspace, cancel) is not var (url, _))
        {
            return new SendOutcome.Later(null);
        }

        return await connector.DeleteAsync(url, TeamsNames.Conversation(to), messageId, cancel) switch
        {
            ConnectorAnswer.Done or ConnectorAnswer.Gone => new SendOutcome.Sent(messageId),
            var answer => Delivered(answer, ""),
        };
    }

    /// <inheritdoc/>
    public async Task<ConversationAddress?> OpenDirectAsync(ChatAddress who, CancellationToken cancel)
    {
        var account = await directory.AccountAsync(who.Workspace, who.User, cancel);
        if (account?.Direct is { } direct)
        {
            return new(Name, who.Workspace, direct, false);
        }

        if (await ServiceAsync(who.Workspace, cancel) is not var (url, service))
        {
            throw new ChannelBusyException(null);
        }

        account ??= await LookAsync(who, url, cancel) ?? new(who.User, who.User, null, null, 0);
        var opened = await OpenAsync(url, service, who.Workspace, account, cancel);
        switch (opened)
        {
            case ConnectorAnswer.Done done:
                return new(Name, who.Workspace, done.Id, false);
            case ConnectorAnswer.Busy busy:
                throw new ChannelBusyException(busy.After);
            default:
                LogNotOpened(opened is ConnectorAnswer.Refused refused ? refused.Reason : opened.GetType().Name);
                return null;
        }
    }

    /// <summary>Opens a person's personal chat, and stores its id.</summary>
    private async Task<ConnectorAnswer> OpenAsync(Uri url, TeamsService service, string tenant, TeamsAccount account, CancellationToken cancel)
    {
        var data = JsonSerializer.SerializeToElement(new JsonObject { ["tenant"] = new JsonObject { ["id"] = tenant } }, ActivityJson.Wire.JsonObject);
        var opened = await connector.CreateAsync(url, new(new(service.Bot), [new(account.TeamsId)], tenant, data), cancel);
        if (opened is ConnectorAnswer.Done done)
        {
            await directory.ChangeAsync(tenant, account.User, a => a with { TeamsId = a.TeamsId.Length > 0 ? a.TeamsId : account.TeamsId, Name = a.Name ?? account.Name, Direct = done.Id }, cancel);
        }

        return opened;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatMember> MembersAsync(ConversationAddress conversation, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (await ServiceAsync(conversation.Workspace, cancel) is not var (url, _))
        {
            throw new ChannelBusyException(null); // The members cannot be read, which does not mean that there are none.
        }

        var place = await places.FindAsync(conversation, cancel);
        await foreach (var member in connector.MembersAsync(url, place?.Team ?? conversation.Id, cancel))
        {
            if (Known(conversation.Workspace, member) is { } known)
            {
                yield return known;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<ChatMember?> FindAsync(ChatAddress who, CancellationToken cancel)
    {
        return await directory.AccountAsync(who.Workspace, who.User, cancel) is { Name: { } name } ? new(who, name) : null;
    }

    /// <summary>Finds a person who was mentioned: Teams gives their Teams id there, not the one in Entra.</summary>
    public async Task<ChatMember?> MentionedAsync(ConversationAddress conversation, string teamsId, CancellationToken cancel)
    {
        if (await ServiceAsync(conversation.Workspace, cancel) is not var (url, _))
        {
            return null;
        }

        var place = await places.FindAsync(conversation, cancel);
        var member = await connector.MemberAsync(url, place?.Team ?? conversation.Id, teamsId, cancel);
        return member is null ? null : Known(conversation.Workspace, member);
    }

    private static ChatMember? Known(string tenant, TeamsMember member)
    {
        var name = member.Name ?? $"{member.GivenName} {member.Surname}".Trim();
        return name.Length == 0 || member.Id.StartsWith(TeamsNames.BotPrefix, StringComparison.Ordinal) ? null 
            : new(TeamsNames.Person(tenant, member.EntraId, member.Id), name) { Detail = member.Email ?? member.UserPrincipalName };
    }

    /// <summary>Finds a person who has never written to the bot: their Teams id is on the roster of a place that both are in.</summary>
    private async Task<TeamsAccount?> LookAsync(ChatAddress who, Uri url, CancellationToken cancel)
    {
        await foreach (var place in places.PresentAsync(Name, who.Workspace, cancel))
        {
            try
            {
                await foreach (var member in connector.MembersAsync(url, place.Team ?? place.Id, cancel))
                {
                    if (TeamsNames.Person(who.Workspace, member.EntraId, member.Id) == who)
                    {
                        return new(who.User, member.Id, member.Name, null, 0);
                    }
                }
            }
            catch (ConnectorException e) when (e.Answer is not ConnectorAnswer.Busy)
            {
                LogNotOpened(e.Answer.GetType().Name); // This place is gone; the person may be in another.
            }
        }

        return null;
    }

    private async Task<(Uri Url, TeamsService Service)?> ServiceAsync(string tenant, CancellationToken cancel)
    {
        if (await directory.ServiceAsync(tenant, cancel) is { } service && urls.Known(service.Url) is { } url)
        {
            return (url, service);
        }

        LogNoService();
        return null;
    }

    private Activity Activity(ConversationAddress to, OutboundMessage message) => message is FileMessage { LinkOnly: false } file && !to.Shared
        ? TeamsFiles.Ask(file)
        : TeamsActivities.Message(message, Opener(message), links.For(message));

    /// <summary>The opener for forms that can be built again, for a window.</summary>
    private static ButtonAction? Opener(OutboundMessage message) => message is FormMessage form && TeamsWindows.Opens(form.Submit.Action) ? form.Submit.Action : null;

    private static SendOutcome Delivered(ConnectorAnswer answer, string tooLarge) => answer switch
    {
        ConnectorAnswer.Done done => new SendOutcome.Sent(done.Id),
        ConnectorAnswer.Busy busy => new SendOutcome.Later(busy.After),
        ConnectorAnswer.Blocked or ConnectorAnswer.Gone => new SendOutcome.Unreachable(),
        ConnectorAnswer.TooLarge => new SendOutcome.Refused(tooLarge),
        ConnectorAnswer.Refused refused => new SendOutcome.Refused(refused.Reason),
        _ => throw new InvalidOperationException($"{answer.GetType().Name} is no answer"),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "No known address is there to send to Teams, so messages wait. If Microsoft serves your tenant from another host, add it to Teams:ServiceHosts.")]
    private partial void LogNoService();

    [LoggerMessage(Level = LogLevel.Information, Message = "A personal chat could not be opened: {Reason}")]
    private partial void LogNotOpened(string reason);
}
