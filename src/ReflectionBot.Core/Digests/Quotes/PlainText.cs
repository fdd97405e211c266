using System.Globalization;
using System.Text;

namespace ReflectionBot.Core.Digests.Quotes;

/// <summary>
/// Makes one safe line from people's text: no line breaks, control characters, invisible or direction-changing characters (which could change
/// how a line reads), no broken surrogates, no stacks of combining marks.
/// </summary>
public static class PlainText
{
    private const int MostMarks = 4;

    /// <summary>The text on one line, cleaned and trimmed. Applying it again changes nothing.</summary>
    public static string OneLine(string text)
    {
        var once = Clean(text);
        return once.IsNormalized(NormalizationForm.FormC) ? once : Clean(once.Normalize(NormalizationForm.FormC));
    }

    private static string Clean(string text)
    {
        var line = new StringBuilder(text.Length);
        var (marks, space, previous) = (0, false, default(Rune));
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (IsSpace(rune, category))
            {
                space = line.Length > 0;
                continue;
            }

            marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (rune == Rune.ReplacementChar || marks > MostMarks || IsInvisible(rune, category, previous))
            {
                continue;
            }

            line.Append(space ? " " : "").Append(rune.ToString());
            (space, previous) = (false, rune);
        }

        return line.ToString().TrimEnd('\u200D');
    }

    private static bool IsSpace(Rune rune, UnicodeCategory category) =>
        Rune.IsWhiteSpace(rune) || category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // The joiner between parts of one emoji is the only invisible character that is kept. Unicode classes Hangul and Braille blanks as letters or
    // symbols, but they are invisible.
    private static bool IsInvisible(Rune rune, UnicodeCategory category, Rune previous) =>
        category is UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
        || rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or 0x034F
        || (category == UnicodeCategory.Format && !(rune.Value == 0x200D && IsEmojiPart(previous)));

    private static bool IsEmojiPart(Rune rune) => rune.Value is 0xFE0F || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol && rune.Value > 0xFF;
}
