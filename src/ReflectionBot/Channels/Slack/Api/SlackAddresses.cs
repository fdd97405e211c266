using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace ReflectionBot.Channels.Slack.Api;

/// <summary>
/// To which of the addresses that come in from outside (an upload's, a <c>response_url</c>) the bot speaks: those written exactly as Slack
/// writes them, below slack.com. With <see cref="SlackOptions.ApiUrl"/> on this machine, also to this machine.
/// </summary>
internal sealed partial class SlackAddresses
{
    private const int MostOfAnAddress = 2000;
    private readonly bool _loopback;

    /// <summary>By where the API is.</summary>
    public SlackAddresses(IOptions<SlackOptions> options)
    {
        _loopback = Uri.TryCreate(options.Value.ApiUrl, UriKind.Absolute, out var api) && api is { Host: "localhost" or "127.0.0.1" or "[::1]" };
    }

    /// <summary>The address if the bot may speak to it; otherwise null.</summary>
    public Uri? Known(string? address) => Match(address, Https(), Loopback());

    /// <summary>
    /// The address of a WebSocket, from Slack's own answer: encrypted, or on this machine if the API is; otherwise null. The host is not
    /// compared: Slack does not promise one.
    /// </summary>
    public Uri? Socket(string? address) => Match(address, Wss(), LoopbackSocket());

    private Uri? Match(string? address, Regex everywhere, Regex here)
    {
        if (address is not { Length: > 0 and <= MostOfAnAddress })
        {
            return null;
        }

        var match = everywhere.Match(address) is { Success: true } found ? found : _loopback ? here.Match(address) : System.Text.RegularExpressions.Match.Empty;

        // What the framework will connect to is what was looked at.
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
