namespace ReflectionBot.Channels.Shared;

/// <summary>
/// Signs that a request came through a proxy or a tunnel, which makes every client look as if it were on this machine. No browser and no program that
/// calls the bot directly sends any of these.
/// </summary>
internal static class ProxySigns
{
    private static readonly string[] Prefixes = ["X-Forwarded", "X-Original-", "X-ProxyUser-", "X-Envoy-", "X-Amzn-", "X-Amz-", "X-Azure-", "X-ARR-", "X-Appengine-", "X-Cloud-Trace", "CF-", "Fly-", "Fastly-", "CloudFront-", "Ngrok-"];

    private static readonly string[] Names =
    [
        "Forwarded", "Via", "X-Real-IP", "X-Client-IP", "Client-IP", "X-Cluster-Client-IP", "True-Client-IP", "X-Proxy-Id", "X-Request-Id", "X-Request-Start", "X-Correlation-Id", "X-Scheme",
        "X-Url-Scheme", "X-Host", "X-Varnish", "X-Remote-Addr", "X-Remote-IP", "X-B3-TraceId", "CDN-Loop", "Proxy-Connection", "Front-End-Https",
    ];

    /// <summary>
    /// Whether any sign is there. A simple proxy may add no header and replace Host, but it speaks HTTP/1.0, as nginx does by default (nginx.org,
    /// "proxy_http_version"). "Connection: close" is not a sign: plain clients on this machine send it too.
    /// </summary>
    public static bool On(HttpRequest request)
    {
        return HttpProtocol.IsHttp10(request.Protocol) || HttpProtocol.IsHttp09(request.Protocol)
            || request.Headers.Keys.Any(IsSign);
    }

    private static bool IsSign(string header) =>
        Names.Contains(header, StringComparer.OrdinalIgnoreCase) || Prefixes.Any(prefix => header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
