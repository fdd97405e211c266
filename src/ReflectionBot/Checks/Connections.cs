using System.Net.Sockets;

namespace ReflectionBot.Checks;

/// <summary>A doctor's requests, and why one got no answer.</summary>
internal static class Connections
{
    /// <summary>How long an answer may take; Azure Bot Service waits 15 seconds.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Follows no redirect, since those who post to the bot follow none; believes no certificate that the machine does not.</summary>
    public static HttpClient Open() => Open(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) });

    /// <summary>The same over another handler.</summary>
    public static HttpClient Open(HttpMessageHandler handler)
    {
        var client = new HttpClient(handler) { Timeout = Limit, MaxResponseContentBufferSize = 1024 * 1024 };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("ReflectionBot-doctor");
        return client;
    }

    /// <summary>In a few words, without the system's own, which differ from machine to machine.</summary>
    public static string Why(HttpRequestException e) => e switch
    {
        { HttpRequestError: HttpRequestError.NameResolutionError } => "there is no such name",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => "its certificate is not believed",
        _ when IsRefused(e) => "nothing listens there",
        _ => "no connection",
    };

    /// <summary>Whether the other side said at once that nothing listens.</summary>
    public static bool IsRefused(HttpRequestException e) => e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
}
