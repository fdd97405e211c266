using System.Net.Http.Headers;

namespace ReflectionBot.Channels.Teams.Inbound;

/// <summary>
/// Whether a request without a token was surely sent by a program on this very machine: not through a proxy or tunnel, behind which everybody
/// seems to be here, and not by a web page that a browser on this machine has open.
/// </summary>
internal static class ThisMachine
{
    private static readonly string[] ProxyPrefixes = ["X-Forwarded", "X-Original-", "X-ProxyUser-", "CF-"];

    private static readonly string[] ProxyHeaders =
        ["Forwarded", "Via", "X-Real-IP", "X-Client-IP", "Client-IP", "X-Cluster-Client-IP", "True-Client-IP", "X-Envoy-External-Address", "X-Azure-ClientIP"];

    /// <summary>Browsers add these by themselves, and no page can leave them out; the Agents Playground posts from a server and has none.</summary>
    private static readonly string[] BrowserHeaders = ["Origin", "Referer", "Sec-Fetch-Site"];

    /// <summary>Everything about the request is loopback. What is unknown counts as not.</summary>
    public static bool Sent(HttpContext context) =>
        LocalHosts.IsAddress(context.Connection.RemoteIpAddress)
        && LocalHosts.IsAddress(context.Connection.LocalIpAddress)
        && LocalHosts.IsName(context.Request.Host.Host) // A foreign name that resolves to this machine does not pass.
        && !context.Request.Headers.Keys.Any(IsForeign)
        && IsJson(context.Request.ContentType);

    private static bool IsForeign(string header) =>
        ProxyHeaders.Concat(BrowserHeaders).Contains(header, StringComparer.OrdinalIgnoreCase)
        || ProxyPrefixes.Any(prefix => header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>A page may post forms and plain text to other sites without asking, but not this.</summary>
    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase);
}
