using System.Security.Cryptography;
using System.Text;

namespace ReflectionBot.Core.Typing;

/// <summary>Content hashes: the same texts give the same hash on every machine.</summary>
internal static class Hashes
{
    /// <summary>First 16 hex digits of the SHA-256 of the texts in UTF-8, each prefixed with its length.</summary>
    public static string Short(IEnumerable<string> texts)
    {
        var all = string.Concat(texts.Select(t => $"{t.Length}:{t}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..16];
    }
}
