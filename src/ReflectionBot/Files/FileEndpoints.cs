using Microsoft.Net.Http.Headers;
using ReflectionBot.Application.Files;
using ReflectionBot.Application.Tables;
using ReflectionBot.Wording;

namespace ReflectionBot.Files;

/// <summary>
/// <c>GET /files/{token}</c>: the file that the token names. Nothing but the token is required, because clients fetch pictures without cookies.
/// The response is the same for every invalid token, and nothing is logged.
/// </summary>
internal static class FileEndpoints
{
    private static string Ended => WebWording.ThisLinkHasEndedAskThe;
    private static string Away => WebWording.TheBotCannotReachItsFiles;

    /// <summary>A client may cache a picture this long, so that scrolling does not fetch it again. After that, a deleted picture disappears.</summary>
    private const string PictureCache = "private, max-age=300";

    public static void Map(IEndpointRouteBuilder app) => app.MapMethods(FileLinks.Path + "/{**token}", ["GET", "HEAD"], AnswerAsync);

    private static async Task<IResult> AnswerAsync(HttpContext context, FileLinks links, FileStore files, string? token, CancellationToken cancel)
    {
        Guard(context.Response.Headers);
        if (links.Read(token) is not { } id)
        {
            return Say(Ended, StatusCodes.Status404NotFound);
        }

        try
        {
            return await files.ReadAsync(id, cancel) is { } content ? Send(context, content) : Say(Ended, StatusCodes.Status404NotFound);
        }
        catch (StoreUnavailableException)
        {
            return Say(Away, StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Headers so that an opened file runs no script, loads nothing, cannot be framed, and sends no referrer.</summary>
    private static void Guard(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "private, no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex";
    }

    private static IResult Send(HttpContext context, FileContent content)
    {
        var (file, headers) = (content.File, context.Response.Headers);
        var picture = MediaTypes.IsPicture(file.MediaType);
        var disposition = new ContentDispositionHeaderValue(picture ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        headers.ContentDisposition = disposition.ToString();
        if (picture)
        {
            headers.CacheControl = PictureCache;
            headers["Cross-Origin-Resource-Policy"] = "cross-origin"; // A chat client in a browser shows it on its own page, from another origin.
        }

        return HttpMethods.IsHead(context.Request.Method) ? new Head(ContentType(file), file.Bytes) : Results.Bytes(content.Bytes, ContentType(file));
    }

    private static string ContentType(StoredFile file) => file.MediaType is MediaTypes.Text or MediaTypes.Csv ? $"{file.MediaType}; charset=utf-8" : file.MediaType;

    private static IResult Say(string sentence, int status) => Results.Text(sentence, "text/plain; charset=utf-8", statusCode: status);

    /// <summary>The headers of a response, without its body.</summary>
    private sealed class Head(string contentType, long bytes) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = contentType;
            httpContext.Response.ContentLength = bytes;
            return Task.CompletedTask;
        }
    }
}
