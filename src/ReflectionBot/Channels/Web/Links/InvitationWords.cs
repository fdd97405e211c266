using System.Buffers.Text;
using System.Security.Cryptography;

namespace ReflectionBot.Channels.Web.Links;

/// <summary>The content of a personal link: its user, and a secret. Short enough to copy by hand, or to fit into a small QR code.</summary>
/// <param name="User">The user it belongs to.</param>
/// <param name="Id">The link's id: a hash of the secret, which does not reveal it.</param>
/// <param name="Text">The text itself; empty where it was only read.</param>
internal sealed record InvitationWords(string User, string Id, string Text)
{
    private const int Bytes = 16;

    /// <summary>The length of a secret in the text: base64url of 16 bytes.</summary>
    private const int Length = 22;

    /// <summary>The content of a new link.</summary>
    public static InvitationWords New(string user)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        return new(user, IdOf(secret), $"{user}.{secret}");
    }

    /// <summary>Reads a text; null where it is not of this kind.</summary>
    public static InvitationWords? Read(string? text)
    {
        var dot = text?.LastIndexOf('.') ?? -1;
        return dot > 0 && text!.Length - dot - 1 == Length && WebKeys.IsId(text[..dot]) ? new(text[..dot], IdOf(text[(dot + 1)..]), "") : null;
    }

    /// <summary>As long as link ids have always been: 128 bits of the hash, so that two secrets never get the same id.</summary>
    private static string IdOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes($"personal link {secret}")))[..32];
}
