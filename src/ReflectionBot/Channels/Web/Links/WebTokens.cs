using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReflectionBot.Security;

namespace ReflectionBot.Channels.Web.Links;

/// <summary>What a signed token is for. A token of one purpose is worthless for another.</summary>
public enum TokenPurpose
{
    /// <summary>A personal link: lets one browser in, once.</summary>
    Invitation,

    /// <summary>The cookie of a browser that was let in.</summary>
    Session,

    /// <summary>The bearer of the Direct Line endpoints, for one conversation.</summary>
    DirectLine,

    /// <summary>Opens one conversation's WebSocket; it stands in an address, so it lasts minutes only.</summary>
    Stream,
}

/// <summary>What a token says.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Conversations">Which conversations it opens; empty for invitations and sessions.</param>
/// <param name="ExpiresAt">Until when: seconds since 1970.</param>
/// <param name="Id">Names this token: the invitation, the session, or a random text.</param>
/// <param name="Generation">The user's generation when it was made; revoking raises it.</param>
/// <param name="Session">The session it was made from; null in the try-out.</param>
public sealed record WebToken(
    [property: JsonPropertyName("typ")] TokenPurpose Purpose,
    [property: JsonPropertyName("sub")] string User,
    [property: JsonPropertyName("conv")] IReadOnlyList<string> Conversations,
    [property: JsonPropertyName("exp")] long ExpiresAt,
    [property: JsonPropertyName("jti")] string Id,
    [property: JsonPropertyName("gen")] long Generation,
    [property: JsonPropertyName("sid")] string? Session = null)
{
    /// <summary>Until when.</summary>
    [JsonIgnore]
    public DateTimeOffset Expires => DateTimeOffset.FromUnixTimeSeconds(ExpiresAt);
}

/// <summary>What a text that should be a token turned out to be; a closed set.</summary>
public abstract record TokenReading
{
    /// <summary>Ours, for this purpose, and not expired.</summary>
    public sealed record Good(WebToken Token) : TokenReading;

    /// <summary>Ours, but too old.</summary>
    public sealed record Expired : TokenReading;

    /// <summary>Not ours, not for this purpose, changed, or no token at all.</summary>
    public sealed record Bad : TokenReading;
}

/// <summary>
/// Makes and checks compact signed tokens: <c>base64url(JSON).base64url(HMAC-SHA256)</c>. The signature is compared in constant time before
/// anything is parsed, and covers the purpose.
/// </summary>
public sealed class WebTokens(SigningKey key, TimeProvider time)
{
    private const int MaxLength = 4096;

    /// <summary>The token as text, safe in addresses, headers and cookies.</summary>
    public string Write(WebToken token)
    {
        var body = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(token, TokenJson.Default.WebToken));
        return $"{body}.{Base64Url.EncodeToString(Sign(token.Purpose, body))}";
    }

    /// <summary>Checks and reads a token.</summary>
    public TokenReading Read(string? text, TokenPurpose purpose)
    {
        if (text is null or { Length: > MaxLength } || text.IndexOf('.', StringComparison.Ordinal) is not (> 0 and var dot))
        {
            return new TokenReading.Bad();
        }

        var body = text[..dot];
        if (Decode(text[(dot + 1)..]) is not { } signature || !CryptographicOperations.FixedTimeEquals(signature, Sign(purpose, body)))
        {
            return new TokenReading.Bad();
        }

        // From here on it is our own writing; what cannot be read was written by another version.
        if (Decode(body) is not { } json || Parse(json) is not { } token || token.Purpose != purpose)
        {
            return new TokenReading.Bad();
        }

        return token.Expires <= time.GetUtcNow() ? new TokenReading.Expired() : new TokenReading.Good(token);
    }

    /// <summary>The time by which tokens begin and end.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>A random name for a token: 128 bits.</summary>
    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private byte[] Sign(TokenPurpose purpose, string body) => key.Sign($"web-token/{purpose}", Encoding.UTF8.GetBytes(body));

    private static byte[]? Decode(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static WebToken? Parse(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, TokenJson.Default.WebToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The JSON inside a token.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WebToken))]
internal sealed partial class TokenJson : JsonSerializerContext;
