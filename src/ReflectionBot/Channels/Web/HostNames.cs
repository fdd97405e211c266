using Microsoft.Extensions.Options;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Web;

/// <summary>
/// Refuses requests for unknown host names where <c>PublicUrl</c> is https or <c>AllowedHosts</c> is set. It accepts the names in these two, and this
/// machine's own, which a proxy in front may use. It replaces ASP.NET's own host filter, which does not know PublicUrl and does not let a monitor
/// request <c>/health</c> by IP address.
/// </summary>
internal sealed partial class HostNames(IOptions<WebOptions> options, IConfiguration configuration, ILogger<HostNames> log)
{
    private readonly string[] _names =
    [
        .. options.Value.PublicAddress is { } known && known.Scheme == Uri.UriSchemeHttps ? [known.Host] : (string[])[],
        .. (configuration["AllowedHosts"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
    ];


    private int _isSaid;

    /// <summary>Answers 421 (RFC 9110, 15.5.20) to a request for another name.</summary>
    public Task FilterAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path == "/health" || IsOurs(context.Request.Host.Host))
        {
            return next(context);
        }

        if (Interlocked.Exchange(ref _isSaid, 1) == 0)
        {
            LogOther(options.Value.PublicUrl); // Logged once, so that a scanner of internet addresses cannot fill the log.
        }

        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return context.Response.WriteAsync(WebWording.TheBotDoesNotAnswerUnder, context.RequestAborted);
    }

    private bool IsOurs(string host) =>
        _names.Length == 0 || LocalHosts.IsName(host) || _names.Any(name => name == "*" || string.Equals(name, host, StringComparison.OrdinalIgnoreCase));

    // The requested name is text from the client, so it is kept out of the log.
    [LoggerMessage(Level = LogLevel.Warning, Message = "A request for another name than that of PublicUrl ({PublicUrl}) was refused. If a proxy puts another name in, or Slack or Teams post to another name, add it to AllowedHosts.")]
    private partial void LogOther(string publicUrl);
}
