using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Slack.Api;

/// <summary>Addresses that Slack gives: uploads, and answers to a <c>response_url</c>. Each is itself a credential: no token is sent there, and they are never logged.</summary>
internal sealed partial class SlackApi
{
    /// <summary>The limit for the three steps of an upload together, so that its message is still sent within the lease of its row.</summary>
    internal static readonly TimeSpan UploadLimit = TimeSpan.FromSeconds(16);

    /// <summary>Short, because a person waits for it.</summary>
    internal static readonly TimeSpan RespondLimit = TimeSpan.FromSeconds(3);

    /// <summary>
    /// The external-upload flow: <c>files.getUploadURLExternal</c>, the upload itself, <c>files.completeUploadExternal</c>. Nobody sees
    /// anything before the last step. (Source: the pages of the two methods at docs.slack.dev.)
    /// </summary>
    /// <param name="access">The workspace and its token.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="altText">For a picture: what it shows; null otherwise.</param>
    /// <param name="content">Its bytes; not empty.</param>
    /// <param name="channel">The channel to share it in, as a message of its own; null for a picture that a block shows by its id.</param>
    /// <param name="thread">The thread to share it in; null for none.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    /// <returns>The file's id (<c>F...</c>).</returns>
    public async Task<SlackResult<string>> UploadAsync(SlackAccess access, string name, string? altText, ReadOnlyMemory<byte> content, string? channel, string? thread, CancellationToken cancel) => content.IsEmpty
        ? new SlackResult<string>.Failed(SlackFailure.Other, "empty_file")
        : await Soon.DoAsync(UploadLimit, http.Time, async enough =>
        {
            var ask = SlackCall.ChangeByForm("files.getUploadURLExternal", access, ("filename", name), ("length", $"{content.Length}"), ("alt_txt", altText));
            var asked = await CallAsync(ask, SlackJson.Default.UploadAnswer, (answer, _) => Done(answer.FileId is { Length: > 0 } ? answer : null), enough);
            return asked switch
            {
                SlackResult<UploadAnswer>.Done { Value: { FileId: { } file, UploadUrl: var address } } => await SendAsync(address, content, enough)
                    ?? await CompleteAsync(access, file, name, channel, thread, enough),
                SlackResult<UploadAnswer>.Failed failed => new SlackResult<string>.Failed(failed.Failure, failed.Code),
                _ => new SlackResult<string>.Busy((asked as SlackResult<UploadAnswer>.Busy)?.After),
            };
        }, cancel);

    /// <summary>
    /// Answers to a <c>response_url</c>: only the person who acted sees it. The address must be Slack's own (https, a host of slack.com, or the
    /// host of <c>Slack:ApiUrl</c> on this machine). (Source: "Handling user interaction" of the Slack documentation.)
    /// </summary>
    /// <returns>Whether Slack accepted it.</returns>
    public async Task<bool> RespondAsync(string responseUrl, string text, CancellationToken cancel)
    {
        if (addresses.Known(responseUrl) is not { } url)
        {
            LogStrange("response_url");
            return false;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = SlackCall.Json(("response_type", "ephemeral"), ("replace_original", false), ("text", text)) };
        try
        {
            // On success the body is only "ok", or JSON as in other answers.
            var reply = await http.CallAsync(SlackApiSetup.Given, request, RespondLimit, cancel);
            return reply.IsSuccess && TryRead(reply, SlackJson.Default.SlackAnswer)?.Ok != false;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException or InvalidDataException)
        {
            LogNotResponded(e is TimeoutException ? "no answer in time" : "no answer");
            return false;
        }
    }

    /// <summary>Sends the bytes. Null on success; otherwise the result of the whole upload.</summary>
    private async Task<SlackResult<string>?> SendAsync(string? address, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        if (addresses.Known(address) is not { } url)
        {
            LogStrange("upload_url");
            return new SlackResult<string>.Failed(SlackFailure.Other, "strange_upload_url");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(content) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var reply = await http.CallAsync(SlackApiSetup.Given, request, UploadLimit, cancel);
        return (int)reply.Status switch
        {
            >= 200 and < 300 => null,
            (int)HttpStatusCode.TooManyRequests => new SlackResult<string>.Busy(reply.RetryAfter),
            >= 400 and < 500 and var status => new SlackResult<string>.Failed(SlackFailure.Other, $"upload_{status}"),
            var status => throw new HttpRequestException($"Slack's upload answered {status}", null, reply.Status),
        };
    }

    private Task<SlackResult<string>> CompleteAsync(SlackAccess access, string file, string name, string? channel, string? thread, CancellationToken cancel)
    {
        var files = new JsonArray(new JsonObject { ["id"] = file, ["title"] = name });
        var call = SlackCall.Change("files.completeUploadExternal", access, ("files", files), ("channel_id", channel), ("thread_ts", channel is null ? null : thread));
        return CallAsync(call, SlackJson.Default.SlackAnswer, (_, _) => Done(file), cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The {What} is not Slack's own: nothing was sent there")]
    private partial void LogStrange(string what);

    [LoggerMessage(Level = LogLevel.Information, Message = "Slack did not take an answer by its response_url ({Why})")]
    private partial void LogNotResponded(string why);
}
