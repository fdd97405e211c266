namespace ReflectionBot.Channels.Slack.Inbound.SocketMode;

/// <summary>Decides to which addresses the bot opens a WebSocket. Pure.</summary>
internal static class SlackSocketAddress
{
    /// <summary>
    /// Whether an address that <c>apps.connections.open</c> gave is Slack's: <c>wss</c> to a host of slack.com (seen: <c>wss-primary.slack.com</c>).
    /// If the Web API is on this machine, for testing: <c>ws</c> or <c>wss</c> to this machine.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <param name="api">Where the Web API is (<see cref="SlackOptions.ApiUrl"/>).</param>
    public static bool IsGood(Uri address, string api) =>
        address is { IsAbsoluteUri: true, UserInfo: "", Fragment: "" }
        && (IsSlack(address) || (address.Scheme is "ws" or "wss" && IsThisMachine(address) && Uri.TryCreate(api, UriKind.Absolute, out var from) && IsThisMachine(from)));

    private static bool IsSlack(Uri address) =>
        address is { Scheme: "wss", IsDefaultPort: true, HostNameType: UriHostNameType.Dns } && address.IdnHost.EndsWith(".slack.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>Accepts only this machine's own names. A name that only resolves to this machine does not count.</summary>
    private static bool IsThisMachine(Uri address) => address.IdnHost is "localhost" or "127.0.0.1" or "::1" or "[::1]";
}
