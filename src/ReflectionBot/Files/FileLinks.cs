using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ReflectionBot.Application.Ports;
using ReflectionBot.Security;

namespace ReflectionBot.Files;

/// <summary>
/// Makes and checks the addresses of files: <c>/files/{token}</c>. The token is <c>base64url(HMAC-SHA256 + expiry + file id)</c>, 32 bytes,
/// 8 bytes (seconds since 1970, the highest first) and ASCII. The signature is for this purpose only: tokens of the web chat are signed for others.
/// </summary>
/// <param name="key">The signing key.</param>
/// <param name="time">The clock.</param>
/// <param name="publicAddress"><c>PublicUrl</c>; null if it is not set.</param>
public sealed class FileLinks(SigningKey key, TimeProvider time, Uri? publicAddress) : IFileLinks
{
    /// <summary>The start of the path of all addresses.</summary>
    public const string Path = "/files";

    private const string Purpose = "file-link";
    private const int ExpiryBytes = sizeof(long);
    private const int MaxId = 64;
    private const int MaxToken = 160;

    /// <summary>For content on the bot's own page: without <c>PublicUrl</c> the address is relative to the page.</summary>
    public IFileLinks OnOwnPage => new OwnPage(this);

    /// <inheritdoc/>
    public Uri? Link(string file, TimeSpan good) => publicAddress is null ? null : new Uri(publicAddress, Relative(file, good));

    /// <summary>The file id of a token; null if the token is not from this bot, for another purpose, changed, or expired. Does not read the store.</summary>
    public string? Read(string? token)
    {
        if (token is null or { Length: > MaxToken } || Decode(token) is not { Length: > HMACSHA256.HashSizeInBytes + ExpiryBytes } bytes)
        {
            return null;
        }

        ReadOnlySpan<byte> body = bytes.AsSpan(HMACSHA256.HashSizeInBytes);
        if (!CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, HMACSHA256.HashSizeInBytes), key.Sign(Purpose, body)))
        {
            return null;
        }

        // The signature is valid, so the rest was written by this bot.
        return BinaryPrimitives.ReadInt64BigEndian(body) > time.GetUtcNow().ToUnixTimeSeconds() ? Encoding.ASCII.GetString(body[ExpiryBytes..]) : null;
    }

    private Uri Relative(string file, TimeSpan good)
    {
        if (file is not { Length: > 0 and <= MaxId } || !file.All(char.IsAsciiLetterOrDigit))
        {
            throw new ArgumentException("not the id of a file", nameof(file));
        }

        var body = new byte[ExpiryBytes + file.Length];
        BinaryPrimitives.WriteInt64BigEndian(body, (time.GetUtcNow() + good).ToUnixTimeSeconds());
        Encoding.ASCII.GetBytes(file, body.AsSpan(ExpiryBytes));
        return new($"{Path}/{Base64Url.EncodeToString([.. key.Sign(Purpose, body), .. body])}", UriKind.Relative);
    }

    /// <summary>The bytes of a text in exactly the form written here; the decoder alone would also accept padding, spaces, and other last letters.</summary>
    private static byte[]? Decode(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text) is var bytes && Base64Url.EncodeToString(bytes) == text ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private sealed class OwnPage(FileLinks links) : IFileLinks
    {
        public Uri Link(string file, TimeSpan good) => ((IFileLinks)links).Link(file, good) ?? links.Relative(file, good);
    }
}
