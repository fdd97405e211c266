using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ReflectionBot.Channels.Activities;

namespace ReflectionBot.Channels.Teams.Connector;

/// <summary>
/// The part of the Bot Connector's REST API that this bot uses. Writes are never retried here: the outbox does that, and accepts that a message may
/// then be posted twice. A method that writes throws only where it is unknown whether the request was accepted: <see cref="TimeoutException"/>,
/// <see cref="HttpRequestException"/>, or <see cref="IOException"/>; and <see cref="InvalidDataException"/> for a new conversation without an id.
/// (Source: "Bot Framework REST API reference", Connector service.)
/// </summary>
internal sealed partial class ConnectorClient(ConnectorHttp http, ServiceUrls urls, SendingPace pace, ILogger<ConnectorClient> log)
{
    /// <summary>The largest file in one request, in bytes. (Source: "Upload large files with an upload session", less than 60 MiB per request.)</summary>
    internal const int MostOfAFile = 60 * 1024 * 1024 - 1;

    private static readonly ConnectorAnswer UnusableId = new ConnectorAnswer.Refused("UnusableId");

    /// <summary>Posts a message. A thread of a channel is part of the conversation's id (<c>;messageid=</c>).</summary>
    public Task<ConnectorAnswer> PostAsync(Uri service, string conversation, Activity activity, CancellationToken cancel) =>
        WriteAsync(HttpMethod.Post, Address(service, "conversations", conversation, "activities"), conversation, Json(activity, ActivityJson.Wire.Activity), cancel);

    /// <summary>Replaces a message of the bot.</summary>
    public Task<ConnectorAnswer> UpdateAsync(Uri service, string conversation, string activityId, Activity activity, CancellationToken cancel) =>
        WriteAsync(HttpMethod.Put, Address(service, "conversations", conversation, "activities", activityId), conversation, Json(activity, ActivityJson.Wire.Activity), cancel);

    /// <summary>Deletes a message of the bot.</summary>
    public Task<ConnectorAnswer> DeleteAsync(Uri service, string conversation, string activityId, CancellationToken cancel) =>
        WriteAsync(HttpMethod.Delete, Address(service, "conversations", conversation, "activities", activityId), conversation, null, cancel);

    /// <summary>Opens the personal chat with a person, or finds it: for a repeated request, Teams returns the same chat.</summary>
    /// <returns><see cref="ConnectorAnswer.Done"/> has the conversation's id.</returns>
    public async Task<ConnectorAnswer> CreateAsync(Uri service, NewConversation conversation, CancellationToken cancel)
    {
        var whom = "new " + string.Join(' ', conversation.Members.Select(m => m.Id)); // The rate limit key for one person's new chats, which have no id yet.
        var answer = await WriteAsync(HttpMethod.Post, Address(service, "conversations"), whom, Json(conversation, ConnectorJson.Default.NewConversation), cancel);
        return answer is ConnectorAnswer.Done { Id: "" } ? throw new InvalidDataException("The Bot Connector opened a conversation and did not name it") : answer;
    }

    /// <summary>
    /// Uploads a file to the address from a person's consent (<c>uploadInfo.uploadUrl</c>). The address itself is the permission: no token is sent
    /// there, and it is never logged. (Source: "Send and receive files with bots", and "Upload large files with an upload session".)
    /// </summary>
    public async Task<ConnectorAnswer> UploadAsync(Uri uploadUrl, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        if (!ServiceUrls.IsUploadHost(uploadUrl) || content.IsEmpty)
        {
            return new ConnectorAnswer.Refused(content.IsEmpty ? "EmptyFile" : "UnknownUploadHost");
        }

        if (content.Length > MostOfAFile)
        {
            return new ConnectorAnswer.TooLarge();
        }

        using var request = new HttpRequestMessage(HttpMethod.Put, uploadUrl) { Content = new ReadOnlyMemoryContent(content) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentRange = new ContentRangeHeaderValue(0, content.Length - 1, content.Length);
        return (await http.CallAsync(ConnectorSetup.Uploads, request, cancel)).Refusal ?? new ConnectorAnswer.Done("");
    }

    private async Task<ConnectorAnswer> WriteAsync(HttpMethod method, Uri? address, string pacedBy, HttpContent? content, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        if (address is null)
        {
            return UnusableId;
        }

        if (await pace.WaitAsync(pacedBy, cancel) is { } wait)
        {
            return new ConnectorAnswer.Busy(wait);
        }

        var reply = await http.CallAsync(ConnectorSetup.Writes, request, cancel);
        return reply.Refusal ?? Done(method == HttpMethod.Delete ? default : reply.Body);
    }

    /// <summary>
    /// A success without a readable body counts as a success without an id: the message is posted, but cannot be changed later. Sending it again
    /// would only post it twice.
    /// </summary>
    private ConnectorAnswer.Done Done(ReadOnlyMemory<byte> body)
    {
        ConnectorResource? resource = null;
        try
        {
            resource = body.IsEmpty ? null : Read(body, ConnectorJson.Default.ConnectorResource);
        }
        catch (InvalidDataException)
        {
            LogUnreadable();
        }

        return new ConnectorAnswer.Done(resource?.Id ?? "") { ServiceUrl = urls.Known(resource?.ServiceUrl) };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Bot Connector took something, and its answer cannot be read")]
    private partial void LogUnreadable();

    private static T? Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, type);
        }
        catch (JsonException)
        {
            throw new InvalidDataException("The Bot Connector's answer cannot be read"); // Without its content.
        }
    }

    private static ByteArrayContent Json<T>(T value, JsonTypeInfo<T> type) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, type)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };

    /// <summary>An address below the service's <c>/v3/</c>; null if an id would change the path.</summary>
    private static Uri? Address(Uri service, params string[] parts)
    {
        return parts.Any(p => p is null or "" or "." or "..")
            ? null
            : new Uri($"{service.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v3/{string.Join('/', parts.Select(Uri.EscapeDataString))}");
    }
}
