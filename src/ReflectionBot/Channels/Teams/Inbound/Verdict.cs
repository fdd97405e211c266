namespace ReflectionBot.Channels.Teams.Inbound;

/// <summary>An accepted token, or the rule that refused it.</summary>
/// <param name="Token">Null where it was refused.</param>
/// <param name="Rule">One of <see cref="Rules"/>; empty where the token was accepted.</param>
internal readonly record struct Verdict(VerifiedToken? Token, string Rule)
{
    /// <summary>Accepted.</summary>
    public static Verdict Good(VerifiedToken token) => new(token, "");

    /// <summary>Refused by this rule.</summary>
    public static Verdict Refused(string rule) => new(null, rule);
}

/// <summary>The rules by which requests are refused: fixed words for the log, which never contains anything from the request itself.</summary>
internal static class Rules
{
    public const string NoToken = "no token";
    public const string NotFromThisMachine = "no token, and not surely from this machine";
    public const string NotConfigured = "Teams:AppId is not set";
    public const string Header = "authorization header";
    public const string Malformed = "malformed token";
    public const string Algorithm = "algorithm";
    public const string NoKeys = "no keys from Teams:OpenIdMetadata";
    public const string UnknownKey = "unknown key";
    public const string Signature = "signature";
    public const string Issuer = "issuer";
    public const string Audience = "audience";
    public const string NoExpiry = "no expiry";
    public const string Expired = "expired";
    public const string NotYetValid = "not yet valid";
    public const string ServiceUrl = "service URL";
    public const string Channel = "channel";
    public const string Endorsement = "endorsement";
    public const string Tenant = "tenant";
    public const string Recipient = "recipient";
}
