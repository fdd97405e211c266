using System.Text;

namespace ReflectionBot.Channels.Slack.Inbound;

/// <summary>
/// Reads a form (<c>application/x-www-form-urlencoded</c>) strictly, and rejects ambiguous input. ASP.NET's own reader joins fields of the same
/// name and leaves a broken escape as it is. But what was signed with one meaning must not be read with another.
/// </summary>
internal static class SlackForm
{
    /// <summary>A slash command has about fifteen, an interaction one.</summary>
    private const int MostFields = 100;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The fields; null if a name is empty or occurs twice, an escape is broken, something is not UTF-8, or there are too many.</summary>
    public static IReadOnlyDictionary<string, string>? Read(ReadOnlySpan<byte> body)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var range in body.Split((byte)'&'))
        {
            var field = body[range];
            var equals = field.IndexOf((byte)'=');
            if (equals <= 0 || fields.Count == MostFields || Decode(field[..equals]) is not { } name || Decode(field[(equals + 1)..]) is not { } value || !fields.TryAdd(name, value))
            {
                return null;
            }
        }

        return fields;
    }

    private static string? Decode(ReadOnlySpan<byte> coded)
    {
        var plain = new byte[coded.Length];
        var length = 0;
        for (var i = 0; i < coded.Length; i++)
        {
            if (coded[i] != '%')
            {
                plain[length++] = coded[i] == '+' ? (byte)' ' : coded[i];
            }
            else if (i + 2 < coded.Length && char.IsAsciiHexDigit((char)coded[i + 1]) && char.IsAsciiHexDigit((char)coded[i + 2]))
            {
                plain[length++] = (byte)((Digit(coded[i + 1]) << 4) | Digit(coded[i + 2]));
                i += 2;
            }
            else
            {
                return null;
            }
        }

        try
        {
            return Strict.GetString(plain, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static int Digit(byte hex) => hex <= '9' ? hex - '0' : (hex | 0x20) - 'a' + 10;
}
