using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace ReflectionBot.Channels.Web;

/// <summary>The addresses of the bot, and checks of whether a request comes from the bot's own page.</summary>
public sealed class WebAddresses(IOptions<WebOptions> options, IHttpContextAccessor context, IServer server, IConfiguration configuration)
{
    /// <summary>The address for links: <c>PublicUrl</c>, or the address of the current request, or the one the server listens on or will listen on.</summary>
    public Uri Base()
    {
        if (options.Value.PublicAddress is { } configured)
        {
            return configured;
        }

        if (context.HttpContext?.Request is { Host.HasValue: true } request)
        {
            return Own(request);
        }

        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? configuration["Urls"]?.Split(';')[0]; // A server that does not listen (yet) reports no addresses.
        var known = Uri.TryCreate(listening?.Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal), UriKind.Absolute, out var uri);
        return !known ? new Uri("http://localhost:3978")
            : IPAddress.TryParse(uri!.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
                ? new UriBuilder(uri) { Host = "localhost" }.Uri
                : uri;
    }

    /// <summary>The address for WebSockets.</summary>
    public Uri SocketBase()
    {
        var http = Base();
        return new UriBuilder(http) { Scheme = http.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" }.Uri;
    }

    /// <summary>Whether the user's connection is encrypted up to the bot or up to the proxy in front.</summary>
    public bool IsSecure(HttpRequest request)
    {
        return request.IsHttps || options.Value.PublicAddress?.Scheme == Uri.UriSchemeHttps;
    }

    /// <summary>
    /// Whether a request comes from the bot's own page: browsers put the page's origin on every POST, and a page on another site cannot change it.
    /// </summary>
    public bool IsSameOrigin(HttpRequest request)
    {
        return request.Headers.Origin is [{ } origin] && Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && (SameOrigin(from, Own(request)) || (options.Value.PublicAddress is { } configured && SameOrigin(from, configured)));
    }

    private static Uri Own(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var uri) ? uri : new Uri("http://invalid.invalid");

    private static bool SameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.Host, other.Host, StringComparison.OrdinalIgnoreCase);
}
