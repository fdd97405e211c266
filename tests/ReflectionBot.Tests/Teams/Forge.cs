using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace ReflectionBot.Tests.Teams;

/// <summary>Makes tokens as Azure Bot Service does, by hand, so that every part can be wrong.</summary>
public static class Forge
{
    public const string AppId = "0b1d6e0c-1111-4222-8333-444455556666";
    public const string TenantId = "77e9c1b0-aaaa-4bbb-8ccc-ddddeeeeffff";
    public const string Issuer = "https://api.botframework.com";
    public const string ServiceUrl = "https://smba.trafficmanager.net/emea/77e9c1b0-aaaa-4bbb-8ccc-ddddeeeeffff/";
    public const string Kid = "key-of-teams";

    private static readonly AsyncLocal<DateTimeOffset?> OtherNow = new();

    /// <summary>The time of all tokens: a Tuesday at nine, unless a test compares with a checker that reads the machine's clock.</summary>
    public static DateTimeOffset Now => OtherNow.Value ?? new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    /// <summary>For the rest of this test, tokens are made at another time.</summary>
    public static void MakeThemAt(DateTimeOffset time) => OtherNow.Value = time;

    /// <summary>Slow to make, so made once: the real one, one of an attacker, and one for what should not be believed.</summary>
    public static RSA Good { get; } = RSA.Create(2048);

    public static RSA Evil { get; } = RSA.Create(2048);

    public static RSA Other { get; } = RSA.Create(2048);

    public static long Seconds(TimeSpan fromNow) => (Now + fromNow).ToUnixTimeSeconds();

    public static JsonObject Header(string kid = Kid, string alg = "RS256") => new() { ["alg"] = alg, ["kid"] = kid, ["x5t"] = kid, ["typ"] = "JWT" };

    /// <summary>The claims that are really there: aud, exp, iss, nbf, serviceurl.</summary>
    public static JsonObject Claims() => new()
    {
        ["serviceurl"] = ServiceUrl, ["nbf"] = Seconds(TimeSpan.FromMinutes(-5)), ["exp"] = Seconds(TimeSpan.FromMinutes(55)), ["iss"] = Issuer, ["aud"] = AppId,
    };

    /// <summary>The claims with one replaced; null for one left out.</summary>
    public static JsonObject Claims(string name, JsonNode? value)
    {
        var claims = Claims();
        claims.Remove(name);
        if (value is not null)
        {
            claims[name] = value;
        }

        return claims;
    }

    public static string Token(JsonObject? claims = null, JsonObject? header = null, RSA? key = null)
    {
        header ??= Header();
        var hash = header["alg"]?.ToString() switch { "RS384" => HashAlgorithmName.SHA384, "RS512" => HashAlgorithmName.SHA512, _ => HashAlgorithmName.SHA256 };
        return Token(claims ?? Claims(), header, bytes => (key ?? Good).SignData(bytes, hash, RSASignaturePadding.Pkcs1));
    }

    public static string Token(JsonObject claims, JsonObject header, Func<byte[], byte[]> sign)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(sign);
        var signed = $"{Part(header)}.{Part(claims)}";
        return $"{signed}.{Base64UrlEncoder.Encode(sign(Encoding.UTF8.GetBytes(signed)))}";
    }

    public static string Part(JsonNode json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Base64UrlEncoder.Encode(json.ToJsonString());
    }

    /// <summary>A message as Teams sends it, in a personal chat.</summary>
    public static JsonObject Activity() => new()
    {
        ["type"] = "message", ["id"] = "1732438800000", ["channelId"] = "msteams", ["serviceUrl"] = ServiceUrl, ["text"] = "words nobody else may see",
        ["from"] = new JsonObject { ["id"] = "29:ana", ["aadObjectId"] = "8d3c2c9e-0000-4000-8000-000000000001" },
        ["recipient"] = new JsonObject { ["id"] = "28:" + AppId, ["name"] = "Reflections" },
        ["conversation"] = new JsonObject { ["id"] = "a:1", ["conversationType"] = "personal", ["tenantId"] = TenantId },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = TenantId } },
    };
}
