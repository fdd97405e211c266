using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Web.DirectLine;

/// <summary>
/// <c>POST conversations/{id}/upload</c>: a multipart form with the activity (<c>application/vnd.microsoft.activity</c>) and files, or only one file.
/// The bot keeps no files: they are read to the end, counted and dropped. The bot learns only how many there were, so that it can tell the sender.
/// </summary>
internal static class DirectLineUploads
{
    /// <summary>The largest upload, in bytes.</summary>
    public const int Limit = 10 * 1024 * 1024;

    private const int MaxParts = 20;

    public static Task<IResult> UploadAsync(HttpContext context, string id, WebGate gate, DirectLinePosts posts, CancellationToken cancel)
    {
        return posts.InOrderAsync(context.Request, () => TakeAsync(context, id, gate, posts, cancel), cancel);
    }

    private static async Task<IResult> TakeAsync(HttpContext context, string id, WebGate gate, DirectLinePosts posts, CancellationToken cancel)
    {
        var who = await gate.AdmitAsync(context.Request, id, cancel);
        if (context.Request.ContentLength > Limit)
        {
            throw DirectLineException.TooLarge(Limit);
        }

        BoundedBody.Allow(context, Limit);
        var (activity, files) = await ReadAsync(context, cancel);
        var message = activity with { Type = "message", Value = null, Attachments = [.. Enumerable.Repeat(new ActivityAttachment(null), files)] };
        return Results.Json(new IdBody(await posts.PostAsync(who, message)), DirectLineJson.Default.IdBody);
    }

    private static async Task<(Activity Activity, int Files)> ReadAsync(HttpContext context, CancellationToken cancel)
    {
        using var body = new CountedStream(context.Request.Body);
        if (Boundary(context.Request) is not { } boundary)
        {
            await CountedStream.DropAsync(body, cancel);
            return (new Activity(), 1);
        }

        try
        {
            return await PartsAsync(new MultipartReader(boundary, body) { BodyLengthLimit = Limit }, cancel);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw DirectLineException.Malformed("The upload is not a complete multipart form.");
        }
    }

    private static async Task<(Activity Activity, int Files)> PartsAsync(MultipartReader parts, CancellationToken cancel)
    {
        var activity = new Activity();
        var files = 0;
        while (await parts.ReadNextSectionAsync(cancel) is { } part)
        {
            if (part.ContentType?.StartsWith("application/vnd.microsoft.activity", StringComparison.OrdinalIgnoreCase) == true)
            {
                activity = await PostedJson.ReadAsync(part.Body, ActivityJson.Wire.Activity, cancel);
                continue;
            }

            await CountedStream.DropAsync(part.Body, cancel);
            if (++files > MaxParts)
            {
                throw DirectLineException.Malformed($"At most {MaxParts} files at once.");
            }
        }

        return (activity, files);
    }

    private static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 200 } boundary ? boundary : throw DirectLineException.Malformed("The upload has no boundary.")
            : null;

    /// <summary>Passes reads through, and stops with a 413 at the limit.</summary>
    private sealed class CountedStream(Stream inner) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public static async Task DropAsync(Stream part, CancellationToken cancel)
        {
            var buffer = new byte[16 * 1024];
            while (await part.ReadAsync(buffer, cancel) > 0)
            {
            }
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await inner.ReadAsync(buffer, cancellationToken);
            return (_read += count) > Limit ? throw DirectLineException.TooLarge(Limit) : count;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
