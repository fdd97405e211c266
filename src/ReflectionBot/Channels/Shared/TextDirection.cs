using System.Text;

namespace ReflectionBot.Channels.Shared;

/// <summary>The reading direction of a text, decided by its first letter, as in the Unicode bidirectional algorithm (UAX 9, rules P2 and P3).</summary>
internal static class TextDirection
{
    /// <summary>Hebrew, Arabic (also of Farsi and Urdu), Syriac, Thaana, N'Ko and the other scripts in Unicode's right-to-left ranges.</summary>
    private static readonly (int From, int To)[] RightToLeft = [(0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF), (0x10800, 0x10FFF), (0x1E800, 0x1EFFF)];

    /// <summary>True: right to left. False: left to right. Null: the text has no letters.</summary>
    public static bool? Of(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune))
            {
                return IsRightToLeft(rune);
            }
        }

        return null;
    }

    /// <summary>Whether any letter of the text has the other direction than the text around it.</summary>
    public static bool HasOther(string text, bool isRightToLeft) =>
        text.EnumerateRunes().Any(rune => Rune.IsLetter(rune) && IsRightToLeft(rune) != isRightToLeft);

    private static bool IsRightToLeft(Rune letter) => RightToLeft.Any(range => letter.Value >= range.From && letter.Value <= range.To);
}
