using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace ReflectionBot.Channels.Teams.Inbound;

/// <summary>Reads the header <c>Authorization</c>.</summary>
internal static class BearerToken
{
    /// <summary>Azure Bot Service's tokens have about 1,000 characters. Longer ones than this limit are not even parsed.</summary>
    internal const int MaxLength = 16 * 1024;

    private const string Scheme = "Bearer ";
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>The signed token (JWS in compact form, three parts) from the header, of which there must be exactly one.</summary>
    /// <returns>Null where there are several headers, another scheme, or a value that cannot be such a token, e.g. an encrypted one (five parts).</returns>
    public static string? Read(StringValues headers) =>
        headers is [{ Length: <= MaxLength } header]
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && header.AsSpan(Scheme.Length) is var token
        && !token.ContainsAnyExcept(Letters)
        && token.Count('.') == 2
            ? token.ToString()
            : null;
}
