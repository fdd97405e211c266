using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace ReflectionBot.Channels.Slack.Api;

/// <summary>
/// Decides which addresses from outside (for an upload, a <c>response_url</c>) the bot may call: only those under slack.com, written exactly as
/// Slack writes them. If <see cref="SlackOptions.ApiUrl"/> is on this machine, also those on this machine.
/// </summary>
internal sealed partial class SlackAddresses
{
    private const int MostOfAnAddress = 2000;
    private readonly bool _loopback;

    /// <summary>Reads from the settings whether the API is on this machine.</summary>
    public SlackAddresses(IOptions<SlackOptions> options)
    {
        _loopback = Uri.TryCreate(options.Value.ApiUrl, UriKind.Absolute, out var api) && api is { Host: "localhost" or "127.0.0.1" or "[::1]" };
    }

    /// <summary>The address if the bot may call it; otherwise null.</summary>
    public Uri? Known(string? address) => Match(address, Https(), Loopback());

    /// <summary>
    /// The address of a WebSocket from Slack's own answer, if it is encrypted, or on this machine if the API is; otherwise null. The host is not
    /// checked, because Slack does not promise a certain one.
    /// </summary>
    public Uri? Socket(string? address) => Match(address, Wss(), LoopbackSocket());

    private Uri? Match(string? address, Regex everywhere, Regex here)
    {
        if (address is not { Length: > 0 and <= MostOfAnAddress })
        {
            return null;
        }

        var match = everywhere.Match(address) is { Success: true } found ? found : _loopback ? here.Match(address) : System.Text.RegularExpressions.Match.Empty;

        // Make sure that the framework will connect to the host that was checked.
        return match.Success && Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Host == match.Groups["host"].Value && url.UserInfo.Length == 0 ? url : null;
    }

    [GeneratedRegex(@"\Ahttps://(?<host>([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+slack\.com)/[A-Za-z0-9_~.%/?=&:;,+*$!()'@-]*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Https();

    [GeneratedRegex(@"\Ahttps?://(?<host>localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?/[A-Za-z0-9_~.%/?=&:;,+*$!()'@-]*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Loopback();

    [GeneratedRegex(@"\Awss://(?<host>([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]+)/[A-Za-z0-9_~.%/?=&:;,+*$!()'@-]*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Wss();

    [GeneratedRegex(@"\Awss?://(?<host>localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?(/[A-Za-z0-9_~.%/?=&:;,+*$!()'@-]*)?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex LoopbackSocket();
}
