using System.Text.Json.Nodes;

namespace ReflectionBot.Channels.Slack.Api;

/// <summary>Slack's Web API, as much of it as this bot uses.</summary>
internal sealed class SlackApi
{
    /// <summary><c>auth.test</c>: who a token is. Any token; the workspace of the access is not used.</summary>
    public Task<SlackResult<SlackIdentity>> IdentifyAsync(string token, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary><c>chat.postMessage</c>, with link previews, link parsing and name linking off.</summary>
    public Task<SlackResult<SlackPosted>> PostAsync(SlackAccess access, SlackPost post, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary><c>chat.postEphemeral</c>: only this user sees it. It cannot be changed later.</summary>
    public Task<SlackResult<SlackPosted>> PostEphemeralAsync(SlackAccess access, SlackPost post, string user, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary><c>chat.update</c>.</summary>
    public Task<SlackResult<SlackPosted>> UpdateAsync(SlackAccess access, string ts, SlackPost post, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary><c>chat.delete</c>.</summary>
    public Task<SlackResult<SlackPosted>> DeleteAsync(SlackAccess access, string channel, string ts, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary><c>conversations.open</c> with one user: the id of their direct chat with the bot.</summary>
    public Task<SlackResult<SlackConversation>> OpenAsync(SlackAccess access, string user, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary><c>conversations.info</c>.</summary>
    public Task<SlackResult<SlackConversation>> ConversationAsync(SlackAccess access, string channel, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary><c>conversations.members</c>: user ids, page by page.</summary>
    /// <exception cref="SlackCallException">A page was refused.</exception>
    public IAsyncEnumerable<string> MembersAsync(SlackAccess access, string channel, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary><c>conversations.list</c>: the public and private channels that the bot can see, page by page.</summary>
    /// <exception cref="SlackCallException">A page was refused.</exception>
    public IAsyncEnumerable<SlackConversation> ConversationsAsync(SlackAccess access, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary><c>users.info</c>, with the locale.</summary>
    public Task<SlackResult<SlackUser>> UserAsync(SlackAccess access, string user, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary><c>users.list</c>, page by page.</summary>
    /// <exception cref="SlackCallException">A page was refused.</exception>
    public IAsyncEnumerable<SlackUser> UsersAsync(SlackAccess access, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary><c>users.lookupByEmail</c>.</summary>
    public Task<SlackResult<SlackUser>> UserByEmailAsync(SlackAccess access, string email, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary><c>views.open</c>: a modal, within three seconds of the trigger.</summary>
    public Task<SlackResult<SlackView>> OpenViewAsync(SlackAccess access, string trigger, JsonObject view, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary><c>views.update</c>; with a hash it is refused if the view has changed since.</summary>
    public Task<SlackResult<SlackView>> UpdateViewAsync(SlackAccess access, string viewId, string? hash, JsonObject view, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary><c>views.publish</c>: somebody's App Home.</summary>
    public Task<SlackResult<SlackView>> PublishHomeAsync(SlackAccess access, string user, JsonObject view, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>The external-upload flow: <c>files.getUploadURLExternal</c>, the upload itself, <c>files.completeUploadExternal</c>.</summary>
    /// <param name="access">As whom.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="altText">For a picture: what it shows; null otherwise.</param>
    /// <param name="content">Its bytes; not empty.</param>
    /// <param name="channel">Shared there as a message of its own; null for a picture that a block shows by its id.</param>
    /// <param name="thread">In this thread; null for none.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    /// <returns>The file's id (<c>F...</c>).</returns>
    public Task<SlackResult<string>> UploadAsync(SlackAccess access, string name, string? altText, ReadOnlyMemory<byte> content, string? channel, string? thread, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary><c>oauth.v2.access</c>: a code for a token.</summary>
    public Task<SlackResult<SlackGrant>> ExchangeAsync(string clientId, string clientSecret, string code, Uri redirect, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary><c>apps.connections.open</c>: the address of a new WebSocket; itself a permission, never logged.</summary>
    public Task<SlackResult<Uri>> OpenConnectionAsync(string appToken, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary><c>team.info</c>: the workspace's name.</summary>
    public Task<SlackResult<string>> TeamNameAsync(SlackAccess access, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Answers by a <c>response_url</c>: only the one who acted sees it. The address must be Slack's own (https, a host of slack.com, or the host of <c>Slack:ApiUrl</c> on this machine).</summary>
    /// <returns>Whether it was taken.</returns>
    public Task<bool> RespondAsync(string responseUrl, string text, CancellationToken cancel) => throw new NotSupportedException();
}
