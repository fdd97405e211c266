using System.Security.Cryptography;
using System.Text;

namespace ReflectionBot.Channels.Shared;

/// <summary>Names what comes in, so that what comes again is known.</summary>
internal static class EventKeys
{
    /// <summary>A fingerprint, so that ids of any length fit and no two lists of parts make the same one.</summary>
    /// <param name="channel">The chat's name.</param>
    /// <param name="parts">What tells the event from all others there.</param>
    public static string Of(string channel, params IEnumerable<string?> parts) =>
        $"{channel} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))}";
}
