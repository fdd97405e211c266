using System.Net.Sockets;

namespace ReflectionBot.Checks;

/// <summary>The HTTP client of a doctor, and the reasons why a request got no response.</summary>
internal static class Connections
{
    /// <summary>How long a response may take; Azure Bot Service waits 15 seconds.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Follows no redirects, because the platforms that post to the bot follow none. Trusts only certificates that the machine trusts.</summary>
    public static HttpClient Open() => Open(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) });

    /// <summary>The same with another handler.</summary>
    public static HttpClient Open(HttpMessageHandler handler)
    {
        var client = new HttpClient(handler) { Timeout = Limit, MaxResponseContentBufferSize = 1024 * 1024 };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("ReflectionBot-doctor");
        return client;
    }

    /// <summary>The reason in a few words, without the system's own message, which differs between machines.</summary>
    public static string Why(HttpRequestException e) => e switch
    {
        { HttpRequestError: HttpRequestError.NameResolutionError } => "there is no such name",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => "its certificate is not believed",
        _ when IsRefused(e) => "nothing listens there",
        _ => "no connection",
    };

    /// <summary>Whether the other side refused the connection because nothing listens there.</summary>
    public static bool IsRefused(HttpRequestException e) => e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
}
