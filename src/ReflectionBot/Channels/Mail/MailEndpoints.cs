using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using ReflectionBot.Application.Mail;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Mail;

/// <summary>
/// The endpoints that letters link to. A GET changes nothing, since programs that scan mail follow every link. A POST is authorised only by the
/// letter's key, so cookies are ignored.
/// </summary>
internal static class MailEndpoints
{
    private const int Most = 4 * 1024;

    /// <summary>Adds the endpoints. Without a mail server configured, they answer that the link no longer works.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(LetterLinks.Path, (HttpContext context) => Page(context, MailPages.Asking));
        app.MapGet($"{LetterLinks.Path}/page.js", () => Results.Text(MailPages.Script, "text/javascript"));
        app.MapPost($"{LetterLinks.Path}/yes", YesAsync);
        app.MapPost($"{LetterLinks.Path}/no", NoAsync);

        // RFC 8058: a mail program posts to the exact address in the header; a person who opens it is sent to the page that asks.
        app.MapGet($"{LetterLinks.Path}/stop", (string? t) => Results.Redirect($"{LetterLinks.Path}#stop.{Uri.EscapeDataString(t ?? "")}"));
        app.MapPost($"{LetterLinks.Path}/stop", StopAsync);
    }

    private static async Task<IResult> YesAsync(HttpContext context, MailAnswers answers, CancellationToken cancel) =>
        await answers.YesAsync(await KeyAsync(context, cancel), cancel) switch
        {
            MailAnswer.Yes { FirstLink: { } link } => SeeOther(context, link),
            MailAnswer.Yes => Page(context, MailPages.Saying(LetterWording.ThankYouIWriteToThisAddress, true)),
            _ => Page(context, MailPages.Saying(LetterWording.ThisLinkDoesNotWorkAnyMore, true)),
        };

    private static async Task<IResult> NoAsync(HttpContext context, MailAnswers answers, CancellationToken cancel)
    {
        await answers.NoAsync(await KeyAsync(context, cancel), cancel);

        // The same answer whether or not the link was still valid: nothing is sent either way.
        return Page(context, MailPages.Saying(LetterWording.ISendNothingMoreToThisAddress, false));
    }

    private static async Task<IResult> StopAsync(HttpContext context, string? t, MailAnswers answers, CancellationToken cancel)
    {
        await answers.NoAsync(t, cancel);
        return Page(context, MailPages.Saying(LetterWording.ISendNothingMoreToThisAddress, false));
    }

    /// <summary>The key from a form of the page; null for anything else.</summary>
    private static async Task<string?> KeyAsync(HttpContext context, CancellationToken cancel)
    {
        var request = context.Request;
        BoundedBody.Allow(context, Most);
        if (request.ContentLength is null or > Most || !request.HasFormContentType)
        {
            return null;
        }

        try
        {
            var form = await request.ReadFormAsync(new FormOptions { ValueCountLimit = 8, BufferBodyLengthLimit = Most }, cancel);
            return form["t"];
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static IResult SeeOther(HttpContext context, Uri link)
    {
        context.Response.Headers.Location = link.AbsoluteUri;
        context.Response.Headers.CacheControl = "no-store";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static IResult Page(HttpContext context, string html)
    {
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return Results.Content(html, "text/html; charset=utf-8");
    }
}
