using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace ReflectionBot.Channels.Teams.Connector;

/// <summary>
/// The addresses to which the bot may send. A service URL comes with a request or from a stored row, and the bot's token is sent there. So it is
/// always compared with known names. A URL that is not exactly as Teams writes it counts as unknown.
/// </summary>
internal sealed partial class ServiceUrls
{
    /// <summary>
    /// The hosts where Teams serves bots: the public cloud and its new front end, GCC, GCC High, DoD, and China. Regions are paths there
    /// (<c>/amer/</c>). Full names only: anybody can register a name below trafficmanager.net. (Source: Microsoft's Teams SDK documentation, "Service
    /// URL Validation", and "Send proactive messages" for the government clouds.)
    /// </summary>
    private static readonly HashSet<string> BuiltIn = new(StringComparer.Ordinal)
    {
        "smba.trafficmanager.net",
        "smba.onyx.prod.teams.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
        "frontend.botapi.msg.infra.teams.microsoftonline.cn",
    };

    /// <summary>
    /// The domains where a consented file is uploaded: the person's OneDrive for work, which is a site of SharePoint Online; worldwide and GCC, GCC
    /// High, DoD, China. (Source: "Send and receive files with bots" of the Teams documentation, and the published endpoints of Microsoft 365.)
    /// </summary>
    private static readonly string[] UploadDomains = [".sharepoint.com", ".sharepoint.us", ".sharepoint-mil.us", ".sharepoint.cn"];

    private readonly string[] _configured;
    private readonly bool _loopback;

    /// <summary>Knows the built-in hosts and those of the settings.</summary>
    public ServiceUrls(IOptions<TeamsOptions> options)
    {
        _configured = [.. options.Value.ServiceHosts.Select(h => h.Trim().ToLowerInvariant()).Where(IsPattern)];
        _loopback = options.Value.DangerouslyBelieveUnsignedRequestsFromThisMachine;
    }

    /// <summary>The service URL, without slashes at its end, if the bot may send to it; otherwise null.</summary>
    public Uri? Known(string? serviceUrl)
    {
        if (serviceUrl is not { Length: > 0 and <= 500 })
        {
            return null;
        }

        var match = Https().Match(serviceUrl) is { Success: true } https ? https : _loopback ? Loopback().Match(serviceUrl) : Match.Empty;
        var known = match.Success && !serviceUrl.Contains("/.", StringComparison.Ordinal)
            && Uri.TryCreate(match.Groups["url"].Value, UriKind.Absolute, out var url) && MaySpeakTo(url) ? url : null;

        // The host that the framework connects to must be the host that was checked.
        return known is not null && known.Host == match.Groups["host"].Value ? known : null;
    }

    /// <summary>Whether requests may go to this address, whatever its path: the known hosts; loopback too in development.</summary>
    public bool MaySpeakTo(Uri? url) => MayCarryToken(url)
        || (_loopback && url is { IsAbsoluteUri: true, IsLoopback: true, UserInfo: "" } && url.Scheme == Uri.UriSchemeHttp);

    /// <summary>Whether the bot's token may go to this address: a known host, by https on its default port, and never this machine.</summary>
    public bool MayCarryToken(Uri? url) =>
        url is { IsAbsoluteUri: true, IsDefaultPort: true, UserInfo: "", HostNameType: UriHostNameType.Dns, IsLoopback: false }
        && url.Scheme == Uri.UriSchemeHttps
        && (BuiltIn.Contains(url.Host) || _configured.Any(p => Fits(p, url.Host)));

    /// <summary>Whether a consented file may be uploaded to this address.</summary>
    public static bool IsUploadHost(Uri? url) =>
        url is { IsAbsoluteUri: true, IsDefaultPort: true, UserInfo: "", HostNameType: UriHostNameType.Dns, Fragment: "" }
        && url.Scheme == Uri.UriSchemeHttps
        && UploadDomains.Any(d => url.Host.EndsWith(d, StringComparison.Ordinal) && IsLabel().IsMatch(url.Host[..^d.Length]));

    /// <summary>Whether a setting is a host name of at least two parts, or <c>*.</c> and such a name; not an IP address, port or path.</summary>
    public static bool IsPattern(string host)
    {
        return Pattern().IsMatch(host) && Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) == UriHostNameType.Dns;
    }

    private static bool Fits(string pattern, string host) =>
        pattern.StartsWith("*.", StringComparison.Ordinal) ? host.Length > pattern.Length - 1 && host.EndsWith(pattern[1..], StringComparison.Ordinal) : host == pattern;

    [GeneratedRegex(@"\A(?<url>https://(?<host>[a-z0-9-]+(\.[a-z0-9-]+)+)(/[A-Za-z0-9_~.-]+)*)/*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Https();

    [GeneratedRegex(@"\A(?<url>http://(?<host>localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?(/[A-Za-z0-9_~.-]+)*)/*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Loopback();

    /// <summary>The last part has a letter, so that an IP address in any spelling does not match.</summary>
    [GeneratedRegex(@"\A(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex IsLabel();
}
