using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace ReflectionBot.Channels.Slack.Inbound;

/// <summary>
/// Verifies that a request comes from Slack. The signature is <c>v0=</c> and, in hex, the HMAC-SHA256 of <c>v0:{timestamp}:{body}</c> under the app's signing secret,
/// over the bytes as they came. Pure. (Source: Slack's page "Verifying requests from Slack". Our own rule: the time must also not be in the
/// future. Otherwise a request signed for next year could be replayed until then.)
/// </summary>
internal static class SlackSignature
{
    /// <summary>The header with the signature.</summary>
    public const string Header = "X-Slack-Signature";

    /// <summary>The header with the time of signing, in seconds since 1970.</summary>
    public const string TimestampHeader = "X-Slack-Request-Timestamp";

    /// <summary>How far the time of signing may be from now, in either direction; exactly this far is still valid.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const string Version = "v0";

    /// <summary>Ten digits without a leading zero: the years 2001 to 2286. Slack never signs with any other time.</summary>
    private const int TimestampDigits = 10;

    /// <summary>Whether a request is refused, and by which rule. The body is not parsed in either case.</summary>
    /// <param name="secret">The app's signing secret; if it is blank, everything is refused.</param>
    /// <param name="timestamp">All values of <see cref="TimestampHeader"/>; there must be one.</param>
    /// <param name="signature">All values of <see cref="Header"/>; there must be one, in lower case as Slack writes it, so that a signature has only one valid form.</param>
    /// <param name="body">The body, byte for byte.</param>
    /// <param name="now">The time.</param>
    /// <returns>Fixed words for the log that reveal nothing about the request; null if Slack sent it.</returns>
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
    /// <summary>Slack uses Socket Mode here, or is off.</summary>
    public const string Off = "Slack does not come by HTTP here";

    /// <summary>No secret.</summary>
    public const string NotConfigured = "Slack:SigningSecret is not set";

    /// <summary>A header is missing or occurs twice.</summary>
    public const string Headers = "not exactly one signature and one time";

    /// <summary>A header does not have the expected form.</summary>
    public const string Form = "the form of the signature or of the time";

    /// <summary>Signed too long ago, or in the future.</summary>
    public const string Age = "the time of signing";

    /// <summary>Not signed with our secret, or changed since.</summary>
    public const string Signature = "the signature";
}
