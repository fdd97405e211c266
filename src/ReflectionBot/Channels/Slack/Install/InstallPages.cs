using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.Net.Http.Headers;

namespace ReflectionBot.Channels.Slack.Install;

/// <summary>The pages for the person who installs the app. Plain pages without scripts, links to elsewhere or anything loaded; all text from outside is encoded.</summary>
internal static class InstallPages
{
    private const string Style = "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem}h1{font-size:1.4rem}";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The installation worked.</summary>
    public static IResult Installed(string teamName) => Page(200, $"ReflectionBot is in {teamName}",
        "Now, in Slack:",
        "1. Open the channel that is to be your project's home, and type: /invite @ReflectionBot",
        $"2. Type there: {SlackNeeds.Command} setup \"Housing priorities\" (with your project's name). You are its facilitator then.",
        "3. The bot writes to you, and says what comes next.",
        "You can close this page.");

    /// <summary>The person clicked Cancel at Slack.</summary>
    public static IResult Declined() => Page(200, "Nothing was installed",
        "You said no at Slack, so the bot has no access to your workspace.",
        "If your workspace's owners must approve apps first, ask them. Then open the same link again.");

    /// <summary>Not begun in this browser, or too long ago, or finished already.</summary>
    public static IResult NotBegunHere(Uri begin) => Page(400, "This cannot be finished here",
        "An installation is finished in the browser in which it was begun, within ten minutes, and once.",
        $"To begin again, open this address in one browser: {begin}",
        "If somebody else sent you here, do not go on: you might connect their workspace in your name.");

    /// <summary>The app was chosen for a whole organisation.</summary>
    public static IResult Organisation(Uri begin) => Page(400, "Choose one workspace",
        "The app was to be installed in a whole Enterprise Grid organisation. Such organisations are installed one workspace at a time.",
        "Nothing was kept. Remove the app from the organisation, and begin again; at Slack, choose a workspace in the corner at the top.",
        $"Begin again: {begin}");

    /// <summary>Not all that the bot needs was granted.</summary>
    public static IResult Incomplete(IReadOnlyList<string> missing) => Page(400, "Something the bot needs is missing",
        $"Slack did not grant: {string.Join(", ", missing)}.",
        "Nothing was kept. Whoever runs the bot must bring the app at api.slack.com up to its manifest; then open the same link again.");

    /// <summary>Slack refused the code.</summary>
    public static IResult Refused(string code, Uri begin) => Page(502, "Slack did not finish it",
        $"Slack's answer was: {code}.",
        $"Begin again: {begin}",
        "If it happens again, tell whoever runs the bot; its log says more.");

    /// <summary>Slack or the store is unavailable.</summary>
    public static IResult TryLater(Uri begin) => Page(503, "Not just now",
        "The bot could not finish this, and nothing was kept. That passes by itself.",
        $"Begin again in a few minutes: {begin}");

    private static IResult Page(int status, string title, params IReadOnlyList<string> sentences) => Results.Content(Text(title, sentences), "text/html; charset=utf-8", statusCode: status);

    private static string Text(string title, IReadOnlyList<string> sentences)
    {
        var encode = HtmlEncoder.Default;
        var paragraphs = string.Concat(sentences.Select(s => $"<p>{encode.Encode(s)}</p>\n"));
        return $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>{encode.Encode(title)}</title><style>{Style}</style></head>
            <body><main><h1>{encode.Encode(title)}</h1>
            {paragraphs}</main></body>
            </html>
            """;
    }

    /// <summary>The headers of every answer of the two addresses: what they carry is nobody else's.</summary>
    public static void Guard(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        headers[HeaderNames.ContentSecurityPolicy] = Policy;
    }
}
