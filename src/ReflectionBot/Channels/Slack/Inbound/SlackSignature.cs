using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace ReflectionBot.Channels.Slack.Inbound;

/// <summary>
/// Proves that a request comes from Slack: <c>v0=</c> and, in hex, the HMAC-SHA256 of <c>v0:{timestamp}:{body}</c> under the app's signing secret,
/// over the bytes as they came. Pure. (Source: Slack's page "Verifying requests from Slack". That the time must also not lie ahead is our own
/// rule: else a request signed for next year could be sent again until then.)
/// </summary>
internal static class SlackSignature
{
    /// <summary>The header with the signature.</summary>
    public const string Header = "X-Slack-Signature";

    /// <summary>The header with the time of signing, in seconds since 1970.</summary>
    public const string TimestampHeader = "X-Slack-Request-Timestamp";

    /// <summary>How far the time of signing may be from now, either way; exactly this far is still good.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const string Version = "v0";

    /// <summary>Ten digits without a leading zero: the years 2001 to 2286. Anything else is no time that Slack signs at.</summary>
    private const int TimestampDigits = 10;

    /// <summary>Whether a request is refused, and by which rule. The bodies of both are not looked into.</summary>
    /// <param name="secret">The app's signing secret; blank refuses everything.</param>
    /// <param name="timestamp">All values of <see cref="TimestampHeader"/>; there must be one.</param>
    /// <param name="signature">All values of <see cref="Header"/>; there must be one, in lower case as Slack writes it: one signature has one spelling.</param>
    /// <param name="body">The body, byte for byte.</param>
    /// <param name="now">The time.</param>
    /// <returns>Fixed words for the log that say nothing of the request; null where Slack sent it.</returns>
    public static string? RefusedBy(string secret, StringValues timestamp, StringValues signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(secret))
        {
            return SlackRules.NotConfigured;
        }

        if (Single(timestamp) is not { } time || Single(signature) is not { } signed)
        {
            return SlackRules.Headers;
        }

        if (Seconds(time) is not { } at || Mac(signed) is not { } mac)
        {
            return SlackRules.Form;
        }

        return (now - at).Duration() > Window ? SlackRules.Age
            : CryptographicOperations.FixedTimeEquals(Expected(secret, time, body), mac) ? null
            : SlackRules.Signature;
    }

    private static string? Single(StringValues values) => values.Count == 1 ? values[0] : null;

    private static DateTimeOffset? Seconds(string text) =>
        text.Length == TimestampDigits && text[0] != '0' && text.All(char.IsAsciiDigit)
            ? DateTimeOffset.FromUnixTimeSeconds(long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture))
            : null;

    private static byte[]? Mac(string text) =>
        text.StartsWith($"{Version}=", StringComparison.Ordinal) && text.Length == Version.Length + 1 + (2 * HMACSHA256.HashSizeInBytes) && text.Skip(Version.Length + 1).All(char.IsAsciiHexDigitLower)
            ? Convert.FromHexString(text.AsSpan(Version.Length + 1))
            : null;

    private static byte[] Expected(string secret, string time, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.ASCII.GetBytes($"{Version}:{time}:"));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }
}

/// <summary>Why a request is refused: fixed words for the log.</summary>
internal static class SlackRules
{
    /// <summary>Slack comes by Socket Mode here, or not at all.</summary>
    public const string Off = "Slack does not come by HTTP here";

    /// <summary>No secret.</summary>
    public const string NotConfigured = "Slack:SigningSecret is not set";

    /// <summary>A header is missing or there twice.</summary>
    public const string Headers = "not exactly one signature and one time";

    /// <summary>A header is not of the form.</summary>
    public const string Form = "the form of the signature or of the time";

    /// <summary>Signed too long ago, or ahead of time.</summary>
    public const string Age = "the time of signing";

    /// <summary>Not signed with our secret, or changed since.</summary>
    public const string Signature = "the signature";
}
