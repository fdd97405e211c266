using System.Buffers.Text;
using System.Security.Cryptography;

namespace ReflectionBot.Channels.Web.Links;

/// <summary>What a personal link says: whose it is, and a secret. Short enough to be copied by hand, or to fit into a small QR code.</summary>
/// <param name="User">Whose it is.</param>
/// <param name="Id">Names the link; the secret's hash, which tells nobody the secret.</param>
/// <param name="Text">The words themselves; empty where they were only read.</param>
internal sealed record InvitationWords(string User, string Id, string Text)
{
    private const int Bytes = 16;

    /// <summary>A secret as it stands in the words: base64url of 16 bytes.</summary>
    private const int Length = 22;

    /// <summary>The words of a new link.</summary>
    public static InvitationWords New(string user)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        return new(user, IdOf(secret), $"{user}.{secret}");
    }

    /// <summary>Reads words; null where they are not of this kind.</summary>
    public static InvitationWords? Read(string? text)
    {
        var dot = text?.LastIndexOf('.') ?? -1;
        return dot > 0 && text!.Length - dot - 1 == Length && WebKeys.IsId(text[..dot]) ? new(text[..dot], IdOf(text[(dot + 1)..]), "") : null;
    }

    /// <summary>As long as the ids of links always were: 128 bits of the hash, so that two secrets never meet.</summary>
    private static string IdOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes($"personal link {secret}")))[..32];
}
