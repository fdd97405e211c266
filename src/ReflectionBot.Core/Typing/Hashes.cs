using System.Security.Cryptography;
using System.Text;

namespace ReflectionBot.Core.Typing;

/// <summary>Content hashes: the same texts, the same hash, on every machine.</summary>
internal static class Hashes
{
    /// <summary>First 16 hex digits of the SHA-256 of the texts, each with its length, in UTF-8.</summary>
    public static string Short(IEnumerable<string> texts)
    {
        var all = string.Concat(texts.Select(t => $"{t.Length}:{t}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..16];
    }
}
