namespace ReflectionBot.Channels.Teams.Inbound;

/// <summary>What the sender of a request has proved, before its body is read.</summary>
/// <param name="ServiceUrl">The token's claim <c>serviceurl</c>: where replies may go. Empty for an unsigned request.</param>
/// <param name="Endorsements">The channels that the signing key may speak for. Empty for an unsigned request.</param>
/// <param name="IsUnsigned">Whether nothing is proved: the request came without a token, and the development switch allowed it.</param>
internal sealed record VerifiedToken(string ServiceUrl, IReadOnlySet<string> Endorsements, bool IsUnsigned)
{
    /// <summary>A request that the development switch allowed.</summary>
    public static VerifiedToken Unsigned { get; } = new("", new HashSet<string>(), IsUnsigned: true);

    /// <summary>No claims: they do not belong in logs.</summary>
    public override string ToString() => IsUnsigned ? "unsigned" : "signed";
}
