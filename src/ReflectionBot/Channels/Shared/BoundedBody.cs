using Microsoft.AspNetCore.Http.Features;

namespace ReflectionBot.Channels.Shared;

/// <summary>Reads request and response bodies up to a limit, whatever their headers claim.</summary>
internal static class BoundedBody
{
    /// <summary>All bytes; null where there are more than <paramref name="most"/>.</summary>
    public static async Task<byte[]?> ReadAsync(Stream body, int most, CancellationToken cancel)
    {
        using var all = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancel)) > 0)
        {
            if (all.Length + read > most)
            {
                return null;
            }

            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }

    /// <summary>The whole body of a request; or null, and the HTTP status for the refusal.</summary>
    public static async Task<(byte[]? Body, int Refusal)> ReadAsync(HttpContext context, int most)
    {
        Allow(context, most);
        try
        {
            return await ReadAsync(context.Request.Body, most, context.RequestAborted) is { } body ? (body, 200) : (null, 413);
        }
        catch (BadHttpRequestException e)
        {
            return (null, e.StatusCode);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return (null, 400); // The client hung up.
        }
    }

    /// <summary>Sets the server's own limit just above this one, so that this one gives the answer.</summary>
    public static void Allow(HttpContext context, long most)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = most + 1;
        }
    }
}
