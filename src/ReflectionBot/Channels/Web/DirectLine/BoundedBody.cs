using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;

namespace ReflectionBot.Channels.Web.DirectLine;

/// <summary>Reads request bodies up to a limit, whatever the headers claim.</summary>
internal static class BoundedBody
{
    /// <summary>The largest JSON body, in bytes: an activity of Direct Line is at most 256 KB.</summary>
    public const int Json = 256 * 1024;

    /// <summary>Reads JSON. An empty body, broken JSON, or text that is not Unicode is a 400; too much is a 413.</summary>
    public static async Task<T> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            throw DirectLineException.Malformed("Send JSON, with Content-Type: application/json.");
        }

        var bytes = await BytesAsync(request.HttpContext, request.Body, Json, cancel);
        return Parse(bytes, type);
    }

    /// <summary>The object, or a 400.</summary>
    public static T Parse<T>(byte[] bytes, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, type) ?? throw DirectLineException.Malformed("The body is not a JSON object.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw DirectLineException.Malformed("The body is not valid JSON of the expected shape.");
        }
    }

    /// <summary>All bytes of a stream, or a 413.</summary>
    public static async Task<byte[]> BytesAsync(HttpContext context, Stream body, int most, CancellationToken cancel)
    {
        if (context.Request.ContentLength > most)
        {
            throw TooLarge(most);
        }

        Raise(context, most);
        using var all = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancel)) > 0)
        {
            if (all.Length + read > most)
            {
                throw TooLarge(most);
            }

            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }

    /// <summary>Sets the server's own limit just above ours, so that ours answers with a sentence.</summary>
    public static void Raise(HttpContext context, long most)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = most + 1;
        }
    }

    /// <summary>A 413 with the limit.</summary>
    public static DirectLineException TooLarge(int most) =>
        DirectLineException.TooLarge($"This is too much at once: at most {most / 1024} KB. Send it in shorter parts. Nothing of it was saved.");
}
