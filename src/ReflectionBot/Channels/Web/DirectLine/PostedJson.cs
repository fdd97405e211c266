using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Web.DirectLine;

/// <summary>Reads the JSON that the web chat's clients send, up to a limit.</summary>
internal static class PostedJson
{
    /// <summary>The largest body, in bytes: an activity of Direct Line is at most 256 KB.</summary>
    private const int Most = 256 * 1024;

    /// <summary>The body of a request. An empty body, broken JSON, or text that is not Unicode is a 400; too much is a 413.</summary>
    public static async Task<T> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            throw DirectLineException.Malformed("Send JSON, with Content-Type: application/json.");
        }

        if (request.ContentLength > Most)
        {
            throw DirectLineException.TooLarge(Most);
        }

        BoundedBody.Allow(request.HttpContext, Most);
        return await ReadAsync(request.Body, type, cancel);
    }

    /// <summary>The same for a part of a body. The part has its own limit, because the whole request may be larger.</summary>
    public static async Task<T> ReadAsync<T>(Stream body, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        var bytes = await BoundedBody.ReadAsync(body, Most, cancel) ?? throw DirectLineException.TooLarge(Most);
        try
        {
            return JsonSerializer.Deserialize(bytes, type) ?? throw DirectLineException.Malformed("The body is not a JSON object.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw DirectLineException.Malformed("The body is not valid JSON of the expected shape.");
        }
    }
}
