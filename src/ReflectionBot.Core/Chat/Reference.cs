using System.Text.RegularExpressions;

namespace ReflectionBot.Core.Chat;

/// <summary>
/// A value that says how to reach a person or a page: an emergency number, a contact, a full notice, a personal link. Addresses and
/// numbers in it become links that lead exactly to what they show; the rest stays plain text.
/// </summary>
public sealed partial record Reference
{
    private const int LeastDigits = 7;
    private const int LeastEmergencyDigits = 3;
    private const int MostDigits = 15;

    private Reference(string text, IReadOnlyList<TextLink> links) => (Text, Links) = (text, links);

    /// <summary>The value as it is shown.</summary>
    public string Text { get; }

    /// <summary>The links in the text.</summary>
    public IReadOnlyList<TextLink> Links { get; }

    /// <summary>Emergency contacts: short numbers such as 999 also become links.</summary>
    public static Reference ToCall(string? text) => Of(text ?? "", LeastEmergencyDigits);

    /// <summary>A contact or a page, as written in a setting.</summary>
    public static Reference To(string? text) => Of(text ?? "", LeastDigits);

    /// <summary>An address that the bot made itself.</summary>
    public static Reference To(Uri address)
    {
        var text = address.ToString();
        return new(text, [new(0, text.Length, address.AbsoluteUri)]);
    }

    /// <summary>The text only, for places that cannot have links.</summary>
    public override string ToString() => Text;

    private static Reference Of(string text, int leastDigits)
    {
        var links = new List<TextLink>();
        foreach (Match match in Address().Matches(text))
        {
            var target = match.Groups["page"].Success ? Page(match.Value) : match.Groups["mail"].Success ? Mail(match.Value) : Call(match.Value, leastDigits);
            if (target is not null)
            {
                links.Add(new(match.Index, match.Length, target));
            }
        }

        return new(text, links);
    }

    /// <summary>Accepts no user name before the host, and only an ASCII host, so that the address shown is the one the link opens.</summary>
    private static string? Page(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var page) && page.Scheme == Uri.UriSchemeHttps && page.UserInfo.Length == 0 && page.Host.Contains('.', StringComparison.Ordinal) ? page.AbsoluteUri : null;

    private static string Mail(string text) => $"mailto:{Uri.EscapeDataString(text[..text.LastIndexOf('@')])}{text[text.LastIndexOf('@')..]}";

    /// <summary>A long number that does not start like a telephone number is a date, a room or something else.</summary>
    private static string? Call(string text, int leastDigits)
    {
        var dialled = text.Replace("(0)", "", StringComparison.Ordinal);
        var digits = string.Concat(dialled.Where(char.IsAsciiDigit));
        var isDialled = leastDigits == LeastEmergencyDigits || text[0] is '+' or '0' or '(';
        return isDialled && digits.Length >= leastDigits && digits.Length <= MostDigits ? $"tel:{(dialled[0] == '+' ? "+" : "")}{digits}" : null;
    }

    [GeneratedRegex(
        """(?<page>https://[!-~]*[A-Za-z0-9/=#&_-])|(?<mail>(?<![^\s,;:<("'])[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})(?![\w@-])|(?<call>(?<![\p{L}\p{N}+./:@_-])(?:\+|\()?[0-9](?:[0-9]|[ ()-](?=[0-9 ()-]*[0-9]))*(?![\p{L}\p{N}@/:_]|[.-][\p{L}\p{N}]))""",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();
}
