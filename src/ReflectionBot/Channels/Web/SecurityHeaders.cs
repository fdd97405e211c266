using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;

namespace ReflectionBot.Channels.Web;

/// <summary>
/// The headers of every response. The page loads nothing from other sites, and no site can frame it; an endpoint with a policy of its own
/// (<c>/files</c>) keeps that. Styles that scripts set on elements (as the <c>adaptivecards</c> renderer does) go through the CSSOM, which the policy
/// does not restrict (W3C CSP3, 8.3).
/// </summary>
internal static partial class SecurityHeaders
{
    private static readonly string[] Private = ["/v3/directline", "/web", "/tryout"];

    /// <summary>A year, the least that browsers' lists require; not for other names of the domain, which the bot does not control (RFC 6797).</summary>
    private const string OnlyHttps = "max-age=31536000";

    /// <param name="context">The request.</param>
    /// <param name="isHttps">Whether people reach the bot by https; then no browser has to try http again.</param>
    /// <param name="next">The next handler.</param>
    public static Task AddAsync(HttpContext context, bool isHttps, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            if (isHttps)
            {
                headers.StrictTransportSecurity = OnlyHttps;
            }

            headers.TryAdd(HeaderNames.ContentSecurityPolicy, Policy(context.Request.Host.Value));
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            if (Private.Any(path => context.Request.Path.StartsWithSegments(path)))
            {
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }

    /// <summary>
    /// The content policy. Older browsers do not include WebSockets of the same host in <c>'self'</c>, so they are named. The host is only a claim by
    /// the client: it is put into the header only if it looks like a host name.
    /// </summary>
    private static string Policy(string? host)
    {
        var sockets = host is not null && HostName().IsMatch(host) ? $" ws://{host} wss://{host}" : "";
        return $"default-src 'self'; connect-src 'self'{sockets}; img-src 'self' data:; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    [GeneratedRegex(@"^([A-Za-z0-9.\-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?\z")]
    private static partial Regex HostName();
}
