using System.Net.Http.Headers;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Teams.Inbound;

/// <summary>
/// Whether a request without a token was certainly sent by a program on this machine: not through a proxy or tunnel, which makes every client look
/// local, and not by a web page in a browser on this machine.
/// </summary>
internal static class ThisMachine
{
    /// <summary>Browsers always add these headers, and no page can remove them; the Agents Playground posts from a server and has none.</summary>
    private static readonly string[] BrowserHeaders = ["Origin", "Referer", "Sec-Fetch-Site"];

    /// <summary>Whether everything about the request is loopback. An unknown value counts as not loopback.</summary>
    public static bool Sent(HttpContext context) =>
        LocalHosts.IsAddress(context.Connection.RemoteIpAddress)
        && LocalHosts.IsAddress(context.Connection.LocalIpAddress)
        && LocalHosts.IsName(context.Request.Host.Host) // A foreign name that resolves to this machine does not pass.
        && !ProxySigns.On(context.Request)
        && !context.Request.Headers.Keys.Any(key => BrowserHeaders.Contains(key, StringComparer.OrdinalIgnoreCase))
        && IsJson(context.Request.ContentType);

    /// <summary>A web page may post forms and plain text to other sites without permission, but not JSON.</summary>
    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase);
}
