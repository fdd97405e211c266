using System.Globalization;

namespace ReflectionBot.Core.Typing;

/// <summary>Numbers as people write them: 14, fourteen, twenty-one, a.</summary>
internal static class NumberWords
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    /// <summary>A number in digits (at most four) or one word up to ninety-nine, "a" and "an" as one; or null.</summary>
    public static int? Of(string word)
    {
        if (word is "a" or "an")
        {
            return 1;
        }

        if (word.Length is > 0 and <= 4 && word.All(char.IsAsciiDigit))
        {
            return int.Parse(word, CultureInfo.InvariantCulture);
        }

        if (word.Length == 0)
        {
            return null;
        }

        return Array.IndexOf(Small, word) is >= 0 and var small ? small
            : Array.IndexOf(Tens, word) is >= 2 and var ten ? ten * 10
            : word.Split('-', '\u2011', '\u2013') is [var tens, var ones] && Array.IndexOf(Tens, tens) is >= 2 and var t && Array.IndexOf(Small, ones) is >= 1 and <= 9 and var o ? (t * 10) + o
            : null;
    }
}
