using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ReflectionBot.Channels.Activities;

namespace ReflectionBot.Channels.Teams.Connector;

/// <summary>
/// The Bot Connector's REST API, as much of it as this bot uses. Writing is never repeated here: what was to be written stands in the
/// outbox, which does that, and knows that a message may then stand there twice. A method that writes throws only where acceptance is
/// unknown: <see cref="TimeoutException"/>, <see cref="HttpRequestException"/>, or
/// <see cref="IOException"/>; and <see cref="InvalidDataException"/> for a new conversation that is not named.
/// (Source: "Bot Framework REST API reference", Connector service.)
/// </summary>
internal sealed partial class ConnectorClient(ConnectorHttp http, ServiceUrls urls, SendingPace pace, ILogger<ConnectorClient> log)
{
    /// <summary>The largest file in one request, in bytes. (Source: "Upload large files with an upload session", less than 60 MiB a request.)</summary>
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

    /// <summary>Opens the personal chat with somebody, or finds it: asked again, Teams gives the same one.</summary>
    /// <returns><see cref="ConnectorAnswer.Done"/> has the conversation's id.</returns>
    public async Task<ConnectorAnswer> CreateAsync(Uri service, NewConversation conversation, CancellationToken cancel)
    {
        var whom = "new " + string.Join(' ', conversation.Members.Select(m => m.Id)); // The pace of one person's chats, which have no id yet.
        var answer = await WriteAsync(HttpMethod.Post, Address(service, "conversations"), whom, Json(conversation, ConnectorJson.Default.NewConversation), cancel);
        return answer is ConnectorAnswer.Done { Id: "" } ? throw new InvalidDataException("The Bot Connector opened a conversation and did not name it") : answer;
    }

    /// <summary>
    /// Puts a file where a person's consent said (<c>uploadInfo.uploadUrl</c>). The address is itself the permission: no token goes there,
    /// and it is never logged. (Source: "Send and receive files with bots", and "Upload large files with an upload session".)
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
    /// A success without a body, or with one that cannot be read, is one without an id: the message stands there, and only cannot be changed
    /// later. Sending it again would only make a second one.
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
            throw new InvalidDataException("The Bot Connector's answer cannot be read"); // Without what stands in it.
        }
    }

    private static ByteArrayContent Json<T>(T value, JsonTypeInfo<T> type) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, type)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };

    /// <summary>An address below the service's <c>/v3/</c>, or null if an id would lead elsewhere.</summary>
    private static Uri? Address(Uri service, params string[] parts)
    {
        return parts.Any(p => p is null or "" or "." or "..")
            ? null
            : new Uri($"{service.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v3/{string.Join('/', parts.Select(Uri.EscapeDataString))}");
    }
}
