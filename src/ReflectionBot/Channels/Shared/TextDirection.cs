using System.Text;

namespace ReflectionBot.Channels.Shared;

/// <summary>Which way a text is read: by its first letter, as the Unicode bidirectional algorithm (UAX 9, rules P2 and P3) has it.</summary>
internal static class TextDirection
{
    /// <summary>Hebrew, Arabic (also of Farsi and Urdu), Syriac, Thaana, N'Ko and the other scripts in Unicode's right-to-left ranges.</summary>
    private static readonly (int From, int To)[] RightToLeft = [(0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF), (0x10800, 0x10FFF), (0x1E800, 0x1EFFF)];

    /// <summary>True: from right to left. Null: no letter in it.</summary>
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

    /// <summary>Any letter of it is read the other way than what it stands in.</summary>
    public static bool HasOther(string text, bool isRightToLeft) =>
        text.EnumerateRunes().Any(rune => Rune.IsLetter(rune) && IsRightToLeft(rune) != isRightToLeft);

    private static bool IsRightToLeft(Rune letter) => RightToLeft.Any(range => letter.Value >= range.From && letter.Value <= range.To);
}
