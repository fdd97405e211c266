using System.Globalization;

namespace ReflectionBot.Core.Chat;

/// <summary>
/// Parses e-mail addresses as people type them: pure. Only the plain form is accepted (<c>name@place.example</c>, ASCII letters before the @):
/// a space, a quote or a line break could turn the text into a second address or a header.
/// </summary>
public static class MailAddress
{
    /// <summary>The longest address, in characters (RFC 5321).</summary>
    public const int Longest = 254;

    private const int LongestName = 64;
    private const string NameMarks = "!#$%&'*+-/=?^_`{|}~.";
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>The address in normalised form, or null where the bot cannot write to it.</summary>
    public static string? Read(string? typed)
    {
        var text = (typed ?? "").Trim().Trim('<', '>');
        text = text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? text["mailto:".Length..] : text;
        var at = text.LastIndexOf('@');
        if (at <= 0 || at > LongestName || text.Length > Longest || !IsName(text[..at]) || Place(text[(at + 1)..]) is not { } place)
        {
            return null;
        }

        var address = $"{text[..at]}@{place}";
        return address.Length <= Longest ? address : null;
    }

    /// <summary>Whether two addresses lead to the same mailbox: no common provider distinguishes upper from lower case.</summary>
    public static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static bool IsName(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || NameMarks.Contains(c, StringComparison.Ordinal)) && name[0] != '.' && name[^1] != '.' && !name.Contains("..", StringComparison.Ordinal);

    private static string? Place(string place)
    {
        try
        {
            var ascii = Idn.GetAscii(place).ToLowerInvariant();
            var labels = ascii.Split('.');
            return labels.Length >= 2 && labels.All(IsLabel) && labels[^1].Any(char.IsAsciiLetter) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null; // Not a valid domain name.
        }
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && label[0] != '-' && label[^1] != '-';
}
