using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ReflectionBot.Channels.Teams.Inbound;

/// <summary>
/// A token that is parsed but not yet verified. Header fields that give an address to fetch a key from (jku, x5u), or contain a key (jwk, x5c), are
/// not even kept: only a published key counts.
/// </summary>
/// <param name="Token">The token as parsed by the library.</param>
/// <param name="Algorithm">The header's <c>alg</c>; empty where there is none.</param>
/// <param name="KeyId">The header's <c>kid</c>; not empty.</param>
/// <param name="Claims">The claims object, unchanged: the library would convert texts to times.</param>
internal sealed record ParsedToken(JsonWebToken Token, string Algorithm, string KeyId, JsonElement Claims)
{
    /// <summary>Reads the three parts of a token.</summary>
    /// <returns>Null where it is not a token, names no key, or has a critical header (RFC 7515, crit), none of which is supported here.</returns>
    public static ParsedToken? From(string text, JsonWebTokenHandler handler)
    {
        try
        {
            var token = handler.ReadJsonWebToken(text);
            var (header, claims) = (Json(token.EncodedHeader), Json(token.EncodedPayload));
            return claims.ValueKind == JsonValueKind.Object && !header.TryGetProperty("crit", out _) && Text(header, "kid") is { Length: > 0 } key
                ? new(token, Text(header, "alg"), key, claims)
                : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or JsonException or SecurityTokenException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>No claims: they do not belong in logs.</summary>
    public override string ToString() => "token";

    private static JsonElement Json(string base64)
    {
        using var json = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(base64));
        return json.RootElement.Clone();
    }

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
