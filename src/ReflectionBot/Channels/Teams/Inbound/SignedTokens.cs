using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Teams.Inbound;

/// <summary>
/// Checks the tokens that Azure Bot Service signs: algorithm, key, signature, issuer, audience, lifetime, and presence of a service URL.
/// </summary>
internal sealed class SignedTokens(SigningKeys keys, IOptions<TeamsOptions> options, TimeProvider time)
{
    /// <summary>How far two clocks may be apart, in either direction.</summary>
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>The algorithms that Microsoft's own SDK allows. None of them uses a shared secret, so a published key cannot be used as one.</summary>
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = BearerToken.MaxLength };

    /// <summary>Checks a token.</summary>
    /// <param name="text">Three parts of base64url.</param>
    /// <param name="cancel">Ends the wait for the keys.</param>
    public async Task<Verdict> CheckAsync(string text, CancellationToken cancel)
    {
        if (ParsedToken.From(text, _handler) is not { } token)
        {
            return Verdict.Refused(Rules.Malformed);
        }

        if (!Algorithms.Contains(token.Algorithm, StringComparer.Ordinal))
        {
            return Verdict.Refused(Rules.Algorithm);
        }

        if (await keys.FindAsync(token.KeyId, cancel) is not { } key)
        {
            return Verdict.Refused(keys.AreThere ? Rules.UnknownKey : Rules.NoKeys);
        }

        var result = await _handler.ValidateTokenAsync(token.Token, Expected(key, token.Claims));
        return !result.IsValid ? Verdict.Refused(RuleOf(result.Exception))
            : ServiceUrl(token.Claims) is not { } url ? Verdict.Refused(Rules.ServiceUrl)
            : Verdict.Good(new(url, key.Endorsements, IsUnsigned: false));
    }

    private TokenValidationParameters Expected(PublishedKey key, JsonElement claims) => new()
    {
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        RequireAudience = true,
        TryAllIssuerSigningKeys = false,
        IssuerSigningKeyResolver = (_, _, _, _) => [key.Key], // Only this key.
        ValidAlgorithms = Algorithms,
        ValidIssuer = options.Value.Issuer,
        AudienceValidator = (audiences, _, _) => audiences.Contains(options.Value.AppId, StringComparer.OrdinalIgnoreCase), // GUIDs: case does not matter.
        LifetimeValidator = (_, _, _, _) => IsInTime(claims),
    };

    /// <summary>Replaces the library's check, which reads the machine's clock and accepts a text as a time.</summary>
    private bool IsInTime(JsonElement claims)
    {
        var now = time.GetUtcNow();
        if (!TryReadTime(claims, "exp", out var expires) || expires is not { } end)
        {
            throw new SecurityTokenNoExpirationException();
        }

        if (!TryReadTime(claims, "nbf", out var notBefore) || notBefore > now + ClockSkew)
        {
            throw new SecurityTokenNotYetValidException();
        }

        return end >= now - ClockSkew ? true : throw new SecurityTokenExpiredException();
    }

    /// <summary>A time as seconds since 1970 (RFC 7519, NumericDate), fractions cut off.</summary>
    /// <returns>False where it is not a number, or not a time before the year 10000. True with a null value where there is none.</returns>
    private static bool TryReadTime(JsonElement claims, string claim, out DateTimeOffset? value)
    {
        value = null;
        if (!claims.TryGetProperty(claim, out var element))
        {
            return true;
        }

        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out var seconds) || seconds is not (>= 0 and < 253_402_300_800))
        {
            return false;
        }

        value = DateTimeOffset.FromUnixTimeSeconds((long)seconds);
        return true;
    }

    /// <summary>The claim, unchanged; null where a reply cannot be sent to it. Lower case here, although the activity's field is <c>serviceUrl</c>.</summary>
    private static string? ServiceUrl(JsonElement claims) =>
        claims.TryGetProperty("serviceurl", out var claim) && claim.ValueKind == JsonValueKind.String && claim.GetString() is { } url && LocalHosts.IsSafe(url) ? url : null;

    private static string RuleOf(Exception? failure) => failure switch
    {
        SecurityTokenNoExpirationException => Rules.NoExpiry,
        SecurityTokenExpiredException => Rules.Expired,
        SecurityTokenNotYetValidException => Rules.NotYetValid,
        SecurityTokenInvalidIssuerException => Rules.Issuer,
        SecurityTokenInvalidAudienceException => Rules.Audience,
        SecurityTokenInvalidAlgorithmException => Rules.Algorithm,
        SecurityTokenInvalidSignatureException => Rules.Signature,
        _ => Rules.Malformed,
    };
}
