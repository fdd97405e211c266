using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ReflectionBot.Channels.Teams.Inbound;

/// <summary>
/// Checks the tokens that Azure Bot Service signs: algorithm, key, signature, issuer, audience, lifetime, and that there is a service URL.
/// </summary>
internal sealed class SignedTokens(SigningKeys keys, IOptions<TeamsOptions> options, TimeProvider time)
{
    /// <summary>How far two clocks may be apart, in either direction.</summary>
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>Those that Microsoft's own SDK allows. None of them takes a shared secret, so a published key cannot be used as one.</summary>
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = BearerToken.MaxLength };

    /// <summary>Checks a token.</summary>
    /// <param name="text">Three parts of base64url.</param>
    /// <param name="cancel">Ends the wait for the keys.</param>
    public async Task<Verdict> CheckAsync(string text, CancellationToken cancel)
    {
        // Where the token's header says to fetch a key from (jku, x5u), or brings one (jwk, x5c), is never looked at: only a published key counts.
        if (Parse(text) is not { } token || token.TryGetHeaderValue<object>("crit", out _) || !HasId(token))
        {
            return Verdict.Refused(Rules.Malformed);
        }

        if (!Algorithms.Contains(token.Alg, StringComparer.Ordinal))
        {
            return Verdict.Refused(Rules.Algorithm);
        }

        if (await keys.FindAsync(token.Kid, cancel).ConfigureAwait(false) is not { } key)
        {
            return Verdict.Refused(keys.AreThere ? Rules.UnknownKey : Rules.NoKeys);
        }

        var result = await _handler.ValidateTokenAsync(token, Expected(key)).ConfigureAwait(false);
        return !result.IsValid ? Verdict.Refused(RuleOf(result.Exception))
            : ServiceUrl(token) is not { } url ? Verdict.Refused(Rules.ServiceUrl)
            : Verdict.Good(new(url, key.Endorsements, IsUnsigned: false));
    }

    private JsonWebToken? Parse(string text)
    {
        try
        {
            return _handler.ReadJsonWebToken(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or JsonException or SecurityTokenException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool HasId(JsonWebToken token) => token.TryGetHeaderValue<string>("kid", out var kid) && kid.Length > 0 && kid == token.Kid;

    private TokenValidationParameters Expected(EndorsedKey key) => new()
    {
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        RequireAudience = true,
        TryAllIssuerSigningKeys = false,
        IssuerSigningKey = key.Key,
        ValidAlgorithms = Algorithms,
        ValidIssuer = options.Value.Issuer,
        AudienceValidator = (audiences, _, _) => audiences.Contains(options.Value.AppId, StringComparer.OrdinalIgnoreCase), // GUIDs: case says nothing.
        LifetimeValidator = (_, _, token, _) => IsInTime((JsonWebToken)token),
    };

    /// <summary>Replaces the library's check, which reads the machine's clock and takes a text for a time.</summary>
    private bool IsInTime(JsonWebToken token)
    {
        var now = time.GetUtcNow();
        if (!TryReadTime(token, "exp", out var expires) || expires is not { } end)
        {
            throw new SecurityTokenNoExpirationException();
        }

        if (!TryReadTime(token, "nbf", out var notBefore) || notBefore > now + ClockSkew)
        {
            throw new SecurityTokenNotYetValidException();
        }

        return end >= now - ClockSkew ? true : throw new SecurityTokenExpiredException();
    }

    /// <summary>A time as seconds since 1970 (RFC 7519, NumericDate), fractions cut off.</summary>
    /// <returns>False where it is no number, or not a time before the year 10000. Null and true where there is none.</returns>
    private static bool TryReadTime(JsonWebToken token, string claim, out DateTimeOffset? value)
    {
        value = null;
        if (!token.TryGetPayloadValue<JsonElement>(claim, out var element))
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

    /// <summary>The claim as it came; null where it is none that a reply could go to. Lower case: the activity's field is <c>serviceUrl</c>.</summary>
    private static string? ServiceUrl(JsonWebToken token) =>
        token.TryGetPayloadValue<JsonElement>("serviceurl", out var claim) && claim.ValueKind == JsonValueKind.String && claim.GetString() is { } url && LocalHosts.IsSafe(url) ? url : null;

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
