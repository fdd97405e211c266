using System.Text.RegularExpressions;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Grammar;

/// <content>E-mail addresses in what is typed.</content>
public static partial class ArgumentReaders
{
    /// <summary>What looks like an e-mail address, and the text without it; null where nothing does.</summary>
    internal static (string Without, string Mail)? MailIn(string text) => LooksLikeMail().Match(text) is { Success: true } found
        ? (TypedText.OneLine(text.Remove(found.Index, found.Length).Insert(found.Index, " ")), MailOf(found))
        : null;

    /// <summary>
    /// The address of somebody who is named along with it, and the text without it. An address that stands where a name would is none of these:
    /// it says who is meant, and in a chat program it finds them.
    /// </summary>
    internal static (string Without, string Mail)? MailOfNamed(string text)
    {
        if (LooksLikeMail().Match(text) is not { Success: true } found)
        {
            return null;
        }

        var (before, after) = (text[..found.Index], text[(found.Groups["mail"].Index + MailOf(found).Length)..]);
        var isName = AnotherBegins().IsMatch(before) || (before.All(IsMark) && NameEnds().IsMatch(after));
        return isName ? null : MailIn(text);
    }

    private static bool IsMark(char c) => !char.IsLetterOrDigit(c);

    internal static string MailOf(Match found) => found.Groups["mail"].Value.TrimEnd('.', ',', ';');

    internal static Reading TwoAddresses(string example) =>
        Reading.Wrong(GrammarWording.FormatIWriteToOneAddressFor(example));

    internal static Reading NoAddress(string typed, string example) => typed.Length == 0
        ? Reading.Wrong(GrammarWording.FormatWhichAddressForExample(example))
        : Reading.Wrong(GrammarWording.FormatICannotWriteToAnE(TypedText.Echo(typed), example));

    /// <summary>After one person, where the next one is to be named: a comma parts people only after a mention, which no address goes with ("Bea Novak, bea@example.org" is one).</summary>
    [GeneratedRegex(@"(?:(?<=^|[\s,;])(?:and|&|\+)|>\s*[,;]?)[^\p{L}\p{N}]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AnotherBegins();

    /// <summary>What follows is no name: the end, somebody else, or what they are to be.</summary>
    [GeneratedRegex(@"^[^\p{L}\p{N},;&+<]*(?:$|[,;&+<]|(?:and|as|with)\s)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NameEnds();

    [GeneratedRegex(@"(?<=^|\s|"")(?:(?:at|to|is|by mail|by e-?mail|with mail)\s+(?:at\s+)?)?(?:mailto:)?<?(?<mail>[^\s@""<>]+@[^\s@""<>]+\.[^\s@""<>]+)>?(?=\s|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    internal static partial Regex LooksLikeMail();
}
