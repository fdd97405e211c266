using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReflectionBot.Security;

namespace ReflectionBot.Channels.Web.Links;

/// <summary>What a signed token is for. A token for one purpose is not valid for another.</summary>
public enum TokenPurpose
{
    /// <summary>A personal link: lets one browser in, once.</summary>
    Invitation,

    /// <summary>The cookie of a browser that was let in.</summary>
    Session,

    /// <summary>The bearer of the Direct Line endpoints, for one conversation.</summary>
    DirectLine,

    /// <summary>Opens one conversation's WebSocket; it is part of an address, so it lasts only minutes.</summary>
    Stream,
}

/// <summary>The content of a token.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="User">The user it belongs to.</param>
/// <param name="Conversations">The conversations it opens; empty for invitations and sessions.</param>
/// <param name="ExpiresAt">When it expires, in seconds since 1970.</param>
/// <param name="Id">The id of this token: the invitation, the session, or a random text.</param>
/// <param name="Generation">The user's generation when the token was created; revoking raises it.</param>
/// <param name="Session">The session it was created from; null in the try-out.</param>
public sealed record WebToken(
    [property: JsonPropertyName("typ")] TokenPurpose Purpose,
    [property: JsonPropertyName("sub")] string User,
    [property: JsonPropertyName("conv")] IReadOnlyList<string> Conversations,
    [property: JsonPropertyName("exp")] long ExpiresAt,
    [property: JsonPropertyName("jti")] string Id,
    [property: JsonPropertyName("gen")] long Generation,
    [property: JsonPropertyName("sid")] string? Session = null)
{
    /// <summary>When it expires.</summary>
    [JsonIgnore]
    public DateTimeOffset Expires => DateTimeOffset.FromUnixTimeSeconds(ExpiresAt);
}

/// <summary>The result of reading a text as a token; a closed set.</summary>
public abstract record TokenReading
{
    /// <summary>Signed by this bot, for this purpose, and not expired.</summary>
    public sealed record Good(WebToken Token) : TokenReading;

    /// <summary>Signed by this bot, but expired.</summary>
    public sealed record Expired : TokenReading;

    /// <summary>Not signed by this bot, not for this purpose, changed, or not a token.</summary>
    public sealed record Bad : TokenReading;
}

/// <summary>
/// Creates and checks compact signed tokens: <c>base64url(JSON).base64url(HMAC-SHA256)</c>. The signature covers the purpose. It is compared in
/// constant time before anything is parsed.
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

        // From here on the content is the bot's own; content that cannot be read was written by another version.
        if (Decode(body) is not { } json || Parse(json) is not { } token || token.Purpose != purpose)
        {
            return new TokenReading.Bad();
        }

        return token.Expires <= time.GetUtcNow() ? new TokenReading.Expired() : new TokenReading.Good(token);
    }

    /// <summary>The time by which tokens are created and expire.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>A random id for a token: 128 bits.</summary>
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
