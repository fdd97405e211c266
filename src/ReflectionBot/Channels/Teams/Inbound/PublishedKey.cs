using System.Collections;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace ReflectionBot.Channels.Teams.Inbound;

/// <summary>A published key, and the channels it may be used for.</summary>
/// <param name="Key">An RSA public key with an id.</param>
/// <param name="Endorsements">The ids of the channels it may sign for, e.g. <c>msteams</c>: an addition of Azure Bot Service to the JWK format.</param>
internal sealed record PublishedKey(JsonWebKey Key, IReadOnlySet<string> Endorsements)
{
    /// <summary>The shortest key, in bits, that is accepted.</summary>
    private const int LeastBits = 2048;

    /// <summary>The RSA keys for signing among all published keys, by their ids. All others are left out.</summary>
    public static IReadOnlyDictionary<string, PublishedKey> Among(IEnumerable<JsonWebKey> published) => published
        .Where(IsForSigning).DistinctBy(key => key.Kid, StringComparer.Ordinal)
        .ToDictionary(key => key.Kid, key => new PublishedKey(key, ReadEndorsements(key)), StringComparer.Ordinal);

    private static bool IsForSigning(JsonWebKey key) =>
        key is { Kty: JsonWebAlgorithmsKeyTypes.RSA, Kid.Length: > 0, N.Length: > 0, E.Length: > 0 }
        && key.Use is null or "" or JsonWebKeyUseNames.Sig
        && key.Alg is null or "" or SecurityAlgorithms.RsaSha256 or SecurityAlgorithms.RsaSha384 or SecurityAlgorithms.RsaSha512
        && (key.KeyOps.Count == 0 || key.KeyOps.Contains("verify"))
        && key.KeySize >= LeastBits;

    private static HashSet<string> ReadEndorsements(JsonWebKey key) =>
        !key.AdditionalData.TryGetValue("endorsements", out var value) ? []
        : value is JsonElement { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)]
        : value is not string and IEnumerable list ? [.. list.OfType<string>()]
        : [];
}
