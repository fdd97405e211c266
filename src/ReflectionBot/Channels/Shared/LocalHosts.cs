using System.Net;

namespace ReflectionBot.Channels.Shared;

/// <summary>What counts as this machine, in names and in addresses.</summary>
internal static class LocalHosts
{
    private static readonly string[] Names = ["localhost", "127.0.0.1", "[::1]", "::1"];

    /// <summary>Whether this name, without a port, is this machine's own. A name that only resolves to this machine is not.</summary>
    public static bool IsName(string? host) => Names.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether this end of a connection is on this machine. An unknown address is not.</summary>
    public static bool IsAddress(IPAddress? address) => address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>Whether a text is an http or https URL of this machine, with no user name in it.</summary>
    public static bool IsUrl(string? text) => Parse(text) is { } url && IsName(url.Host);

    /// <summary>Whether a text is an https URL, or an http URL of this machine, with no user name in it.</summary>
    public static bool IsSafe(string? text) => Parse(text) is { } url && (url.Scheme == Uri.UriSchemeHttps || IsName(url.Host));

    private static Uri? Parse(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) && url.UserInfo.Length == 0 ? url : null;
}
