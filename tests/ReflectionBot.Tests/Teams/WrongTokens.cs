using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using static ReflectionBot.Tests.Teams.Forge;

namespace ReflectionBot.Tests.Teams;

/// <summary>A way in which a request's token can be wrong.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Rule">The word in the log.</param>
/// <param name="Make">The header <c>Authorization</c>; gets the address of the server that publishes the keys, where an attacker's key lies too.</param>
public sealed record WrongToken(string Name, string Rule, Func<string, string> Make)
{
    /// <summary>A case whose claims are wrong, signed with the right key.</summary>
    public WrongToken(string name, string rule, string claim, JsonNode? value) : this(name, rule, _ => "Bearer " + Token(Claims(claim, value))) { }

    /// <summary>All of them, made at <see cref="Forge.Now"/>.</summary>
    public static IReadOnlyList<WrongToken> All => [.. Headers, .. Signatures, .. KeysOfOthers, .. Lifetimes, .. Audiences];

    private static WrongToken[] Headers =>
    [
        new("no scheme", "authorization header", _ => Token()),
        new("Basic scheme", "authorization header", _ => "Basic " + Token()),
        new("Bearer alone", "authorization header", _ => "Bearer"),
        new("Bearer and a space", "authorization header", _ => "Bearer x".TrimEnd('x')),
        new("two spaces", "authorization header", _ => "Bearer  " + Token()),
        new("a tab", "authorization header", _ => "Bearer\t" + Token()),
        new("something after it", "authorization header", _ => $"Bearer {Token()} x"),
        new("two in one header", "authorization header", _ => $"Bearer {Token()}, Bearer {Token()}"),
        new("20 KB", "authorization header", _ => "Bearer " + Token(Claims("more", new string('x', 15_000)))),
        new("two dots only", "malformed token", _ => "Bearer .."),
        new("one part", "authorization header", _ => "Bearer " + Part(Claims())),
        new("two parts", "authorization header", _ => "Bearer " + Token()[..Token().LastIndexOf('.')]),
        new("four parts", "authorization header", _ => $"Bearer {Token()}.AAAA"),
        new("five parts, encrypted", "authorization header", _ => $"Bearer {Part(new JsonObject { ["alg"] = "RSA-OAEP", ["enc"] = "A256GCM", ["kid"] = Kid })}.AA.AA.AA.AA"),
        new("not base64url", "authorization header", _ => $"Bearer {Token()}=="),
        new("header is no JSON", "malformed token", _ => $"Bearer {Base64UrlEncoder.Encode("words")}.{Part(Claims())}.AAAA"),
        new("header is an array", "malformed token", _ => $"Bearer {Part(new JsonArray())}.{Part(Claims())}.AAAA"),
        new("claims are no JSON", "malformed token", _ => $"Bearer {Part(Header())}.{Base64UrlEncoder.Encode("words")}.AAAA"),
        new("an unknown critical header", "malformed token", _ => "Bearer " + Token(header: With(Header(), "crit", new JsonArray("b64")))),
    ];

    private static WrongToken[] Signatures =>
    [
        new("alg none", "algorithm", _ => "Bearer " + Token(Claims(), Header(alg: "none"), _ => [])),
        new("alg none, still signed", "algorithm", _ => "Bearer " + Token(header: Header(alg: "none"))),
        new("alg NoNe", "algorithm", _ => "Bearer " + Token(Claims(), Header(alg: "NoNe"), _ => [])),
        new("no alg", "algorithm", _ => "Bearer " + Token(header: Without(Header(), "alg"))),
        new("alg rs256", "algorithm", _ => "Bearer " + Token(header: Header(alg: "rs256"))),
        new("alg is a number", "malformed token", _ => "Bearer " + Token(header: With(Header(), "alg", 256))),
        new("HS256 with the modulus as secret", "algorithm", _ => "Bearer " + Token(Claims(), Header(alg: "HS256"), b => HMACSHA256.HashData(Good.ExportParameters(false).Modulus!, b))),
        new("HS256 with the PEM as secret", "algorithm", _ => "Bearer " + Token(Claims(), Header(alg: "HS256"), b => HMACSHA256.HashData(Encoding.UTF8.GetBytes(Good.ExportSubjectPublicKeyInfoPem()), b))),
        new("PS256", "algorithm", _ => "Bearer " + Token(Claims(), Header(alg: "PS256"), b => Good.SignData(b, HashAlgorithmName.SHA256, RSASignaturePadding.Pss))),
        new("ES256 with a published EC key", "algorithm", _ => "Bearer " + Token(Claims(), Header("ec", "ES256"), b => PublishedKeys.Curve.SignData(b, HashAlgorithmName.SHA256))),
        new("RS256 that names an EC key", "unknown key", _ => "Bearer " + Token(header: Header("ec"))),
        new("empty signature", "signature", _ => "Bearer " + Token(Claims(), Header(), _ => [])),
        new("signature of zeros", "signature", _ => "Bearer " + Token(Claims(), Header(), _ => new byte[256])),
        new("changed signature", "signature", _ => "Bearer " + Token(Claims(), Header(), b => Flip(Good.SignData(b, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)))),
        new("truncated", "signature", _ => "Bearer " + Token()[..^20]),
        new("changed claims", "signature", _ => Swap(Token(), 1, Part(Claims("serviceurl", "https://evil.example/")))),
        new("changed header", "signature", _ => Swap(Token(), 0, Part(With(Header(), "typ", "other")))),
        new("SHA-256 signature said to be SHA-512", "signature", _ => Swap(Token(), 0, Part(Header(alg: "RS512")))),
        new("signed by somebody else, with our key's id", "signature", _ => "Bearer " + Token(key: Evil)),
    ];

    private static WrongToken[] KeysOfOthers =>
    [
        new("no kid", "malformed token", _ => "Bearer " + Token(header: Without(Header(), "kid"))),
        new("empty kid", "malformed token", _ => "Bearer " + Token(header: Header(""))),
        new("kid is a number", "malformed token", _ => "Bearer " + Token(header: With(Header(), "kid", 7))),
        new("unknown kid", "unknown key", _ => "Bearer " + Token(header: Header("nobody's"), key: Evil)),
        new("kid in capitals", "unknown key", _ => "Bearer " + Token(header: Header(Kid.ToUpperInvariant()))),
        new("a published key for encryption", "unknown key", _ => "Bearer " + Token(header: Header("enc"), key: Other)),
        new("a published key of another algorithm", "unknown key", _ => "Bearer " + Token(header: Header("oaep"), key: Other)),
        new("a published key that is too short", "unknown key", _ => "Bearer " + Token(header: Header("short"), key: PublishedKeys.Weak)),
        new("jku to an attacker's key", "unknown key", at => "Bearer " + Token(header: With(Header("evil"), "jku", at + "/evil/keys"), key: Evil)),
        new("jku with our key's id", "signature", at => "Bearer " + Token(header: With(Header(), "jku", at + "/evil/keys"), key: Evil)),
        new("x5u to an attacker's certificate", "unknown key", at => "Bearer " + Token(header: With(Header("evil"), "x5u", at + "/evil/cert"), key: Evil)),
        new("jwk brings an attacker's key", "unknown key", _ => "Bearer " + Token(header: With(Header("evil"), "jwk", OpenIdServer.Key("evil", Evil, "msteams")), key: Evil)),
        new("jwk with our key's id", "signature", _ => "Bearer " + Token(header: With(Header(), "jwk", OpenIdServer.Key(Kid, Evil, "msteams")), key: Evil)),
        new("x5c brings an attacker's certificate", "signature", _ => "Bearer " + Token(header: With(Header(), "x5c", new JsonArray(Convert.ToBase64String(Evil.ExportSubjectPublicKeyInfo()))), key: Evil)),
    ];

    private static WrongToken[] Lifetimes =>
    [
        new("expired beyond the skew", "expired", "exp", Seconds(TimeSpan.FromSeconds(-301))),
        new("expired years ago", "expired", "exp", 1),
        new("no exp", "no expiry", "exp", null),
        new("exp is a text", "no expiry", "exp", Seconds(TimeSpan.FromHours(1)).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new("exp is negative", "no expiry", "exp", -1),
        new("exp is beyond all calendars", "no expiry", "exp", long.MaxValue),
        new("exp is a huge fraction", "malformed token", "exp", JsonNode.Parse("1e300")),
        new("exp is a list", "malformed token", "exp", new JsonArray(Seconds(TimeSpan.FromHours(1)))),
        new("exp is true", "malformed token", "exp", true),
        new("nbf beyond the skew", "not yet valid", "nbf", Seconds(TimeSpan.FromSeconds(301))),
        new("nbf is a text", "not yet valid", "nbf", "1"),
        new("nbf is a word", "malformed token", "nbf", "soon"),
    ];

    private static WrongToken[] Audiences =>
    [
        new("another issuer", "issuer", "iss", "https://evil.example"),
        new("the issuer of the Emulator's tokens", "issuer", "iss", "https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/"),
        new("the issuer with a slash", "issuer", "iss", Issuer + "/"),
        new("no issuer", "issuer", "iss", null),
        new("empty issuer", "issuer", "iss", ""),
        new("several issuers", "malformed token", "iss", new JsonArray(Issuer, "https://evil.example")),
        new("audience of another bot", "audience", "aud", "0b1d6e0c-9999-4222-8333-444455556666"),
        new("audience that begins like us", "audience", "aud", AppId + "x"),
        new("audiences without us", "audience", "aud", new JsonArray("https://api.botframework.com", "0b1d6e0c-9999-4222-8333-444455556666")),
        new("empty audience", "audience", "aud", ""),
        new("no audiences in the list", "audience", "aud", new JsonArray()),
        new("no audience", "audience", "aud", null),
        new("no service URL", "service URL", "serviceurl", null),
        new("empty service URL", "service URL", "serviceurl", ""),
        new("service URL without TLS", "service URL", "serviceurl", "http://smba.trafficmanager.net/emea/"),
        new("service URL with a user name", "service URL", "serviceurl", "https://smba.trafficmanager.net@evil.example/"),
        new("service URL is a list", "service URL", "serviceurl", new JsonArray(ServiceUrl)),
    ];

    public override string ToString() => Name;

    private static JsonObject With(JsonObject json, string name, JsonNode value)
    {
        json[name] = value;
        return json;
    }

    private static JsonObject Without(JsonObject json, string name)
    {
        json.Remove(name);
        return json;
    }

    private static string Swap(string token, int part, string by)
    {
        var parts = token.Split('.');
        parts[part] = by;
        return "Bearer " + string.Join('.', parts);
    }

    private static byte[] Flip(byte[] bytes)
    {
        bytes[^1] ^= 1;
        return bytes;
    }
}

/// <summary>What the server publishes in these tests: one good key, and many that are there for something else.</summary>
public static class PublishedKeys
{
    public static ECDsa Curve { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static RSA Weak { get; } = RSA.Create(1024);

    public static JsonObject[] All()
    {
        var (encryption, oaep) = (OpenIdServer.Key("enc", Other, "msteams"), OpenIdServer.Key("oaep", Other, "msteams"));
        encryption["use"] = "enc";
        oaep["alg"] = "RSA-OAEP";
        var unendorsed = OpenIdServer.Key("unendorsed", Good);
        unendorsed.Remove("endorsements");
        var oddly = OpenIdServer.Key("oddly-endorsed", Good);
        oddly["endorsements"] = "msteams";
        var point = Curve.ExportParameters(includePrivateParameters: false).Q;
        return
        [
            OpenIdServer.Key(Kid, Good, "webchat", "msteams"), encryption, oaep, unendorsed, oddly,
            OpenIdServer.Key("short", Weak, "msteams"), OpenIdServer.Key("of-direct-line", Good, "directline", "msteamsx"),
            new() { ["kty"] = "EC", ["use"] = "sig", ["kid"] = "ec", ["crv"] = "P-256", ["x"] = Base64UrlEncoder.Encode(point.X), ["y"] = Base64UrlEncoder.Encode(point.Y), ["endorsements"] = new JsonArray("msteams") },
        ];
    }
}
