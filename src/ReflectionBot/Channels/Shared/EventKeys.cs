using System.Security.Cryptography;
using System.Text;

namespace ReflectionBot.Channels.Shared;

/// <summary>Names inbound events, so that a repeated delivery is recognised.</summary>
internal static class EventKeys
{
    /// <summary>A fingerprint: ids of any length fit, and no two lists of parts give the same key.</summary>
    /// <param name="channel">The chat's name.</param>
    /// <param name="parts">The parts that distinguish the event from all others there.</param>
    public static string Of(string channel, params IEnumerable<string?> parts) =>
        $"{channel} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))}";
}
