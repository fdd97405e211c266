using System.Net.Http.Headers;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Teams.Inbound;

/// <summary>
/// Whether a request without a token was surely sent by a program on this very machine: not through a proxy or tunnel, behind which everybody
/// seems to be here, and not by a web page that a browser on this machine has open.
/// </summary>
internal static class ThisMachine
{
    /// <summary>Browsers add these by themselves, and no page can leave them out; the Agents Playground posts from a server and has none.</summary>
    private static readonly string[] BrowserHeaders = ["Origin", "Referer", "Sec-Fetch-Site"];

    /// <summary>Everything about the request is loopback. What is unknown counts as not.</summary>
    public static bool Sent(HttpContext context) =>
        LocalHosts.IsAddress(context.Connection.RemoteIpAddress)
        && LocalHosts.IsAddress(context.Connection.LocalIpAddress)
        && LocalHosts.IsName(context.Request.Host.Host) // A foreign name that resolves to this machine does not pass.
        && !ProxySigns.On(context.Request)
        && !context.Request.Headers.Keys.Any(key => BrowserHeaders.Contains(key, StringComparer.OrdinalIgnoreCase))
        && IsJson(context.Request.ContentType);

    /// <summary>A page may post forms and plain text to other sites without asking, but not this.</summary>
    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase);
}
