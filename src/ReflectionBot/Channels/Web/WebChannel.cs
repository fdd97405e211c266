using System.Runtime.CompilerServices;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Web.DirectLine;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Core.Chat;
using ReflectionBot.Files;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Web;

/// <summary>
/// The web chat as a channel. The bot keeps its transcript, so sending is storing: a message with the same id is stored only once, and connected
/// clients get it at once.
/// </summary>
public sealed class WebChannel(WebPeople people, FileLinks links, TimeProvider time) : IChatChannel
{
    private static readonly SendOutcome.Refused ForOne = new("a file goes to one person's own chat only");

    /// <inheritdoc/>
    public string Name => WebKeys.Channel;

    /// <inheritdoc/>
    public bool IsByLinkOnly => true;

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(ConversationAddress to, string id, OutboundMessage message, CancellationToken cancel) =>
        IsForOthersToo(to, message) ? ForOne
        : await IsThereAsync(to, cancel)
            ? await StoredAsync(id, async () =>
            {
                await people.Transcript.AppendAsync(to.Id, WebActivities.Message(to, id, message, links.OnOwnPage.For(message), time.GetUtcNow()), token => GreetingAsync(to, token), cancel);
                return true;
            })
            : new SendOutcome.Unreachable();

    /// <inheritdoc/>
    public async Task<SendOutcome> UpdateAsync(ConversationAddress to, string messageId, string id, OutboundMessage message, CancellationToken cancel) =>
        IsForOthersToo(to, message) ? ForOne
        : await IsThereAsync(to, cancel)
            ? await StoredAsync(messageId, () => people.Transcript.UpdateAsync(
                to.Id, messageId, WebActivities.Update(to, messageId, id, message, links.OnOwnPage.For(message), time.GetUtcNow()), cancel))
            : new SendOutcome.Refused("there is no such conversation, and so no such message");

    /// <inheritdoc/>
    public async Task<SendOutcome> DeleteAsync(ConversationAddress to, string messageId, string id, CancellationToken cancel)
    {
        await people.Transcript.DeleteAsync(to.Id, messageId, WebActivities.Deletion(to, messageId, id, time.GetUtcNow()), cancel);
        return new SendOutcome.Sent(messageId);
    }

    /// <inheritdoc/>
    public async Task<ConversationAddress?> OpenDirectAsync(ChatAddress who, CancellationToken cancel) =>
        await UserAsync(who, cancel) is { } user ? user.Direct : null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatMember> MembersAsync(ConversationAddress conversation, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (!await IsThereAsync(conversation, cancel))
        {
            yield break;
        }

        if (WebKeys.DirectUser(conversation.Id) is { } owner)
        {
            if (await people.Directory.FindUserAsync(owner, cancel) is { } user)
            {
                yield return new(user.Address, user.Name);
            }

            yield break;
        }

        await foreach (var member in people.Directory.MembersAsync(conversation.Id, cancel))
        {
            yield return new(member.Address, member.Name);
        }
    }

    /// <inheritdoc/>
    public async Task<ChatMember?> FindAsync(ChatAddress who, CancellationToken cancel) =>
        await UserAsync(who, cancel) is { } user ? new(user.Address, user.Name) : null;

    /// <inheritdoc/>
    public async Task ForgetAsync(ChatAddress who, CancellationToken cancel)
    {
        if (await UserAsync(who, cancel) is { } user)
        {
            await people.EraseAsync(user, cancel);
        }
    }

    /// <summary>A greeting for a person who has not opened their link yet: it comes first and says who is writing to them.</summary>
    private async Task<Activity?> GreetingAsync(ConversationAddress to, CancellationToken cancel) =>
        WebKeys.DirectUser(to.Id) is { } owner && await people.Directory.FindUserAsync(owner, cancel) is { } user && await people.IsAwaitedAsync(user, cancel)
            ? WebActivities.Message(to, WebPeople.Hello, NoticeMessage.Of(WebWording.FormatHelloIAmReflectionBotIHelp(user.Name)), null, time.GetUtcNow())
            : null;

    private static bool IsForOthersToo(ConversationAddress to, OutboundMessage message)
    {
        return to.Shared && message is FileMessage;
    }

    private static async Task<SendOutcome> StoredAsync(string id, Func<Task<bool>> store)
    {
        try
        {
            return await store() ? new SendOutcome.Sent(id) : new SendOutcome.Refused("the message is not there any more");
        }
        catch (TableLimitException)
        {
            return new SendOutcome.Refused("the message is too large for the transcript");
        }
    }

    private async Task<bool> IsThereAsync(ConversationAddress to, CancellationToken cancel)
    {
        return await people.Directory.FindConversationAsync(to.Id, cancel) is { } known && known.Address == to;
    }

    private async Task<WebUser?> UserAsync(ChatAddress who, CancellationToken cancel)
    {
        return who.Channel == WebKeys.Channel && await people.Directory.FindUserAsync(who.User, cancel) is { } user && user.Workspace == who.Workspace
            ? user
            : null;
    }
}
