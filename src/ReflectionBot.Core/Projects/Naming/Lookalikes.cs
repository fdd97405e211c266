using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ReflectionBot.Core.Projects.Naming;

/// <summary>
/// Compares names and words by appearance. "Lenа Pаrk" with Cyrillic letters reads as Lena Park, so it must count as Lena Park wherever names are
/// compared. Based on the skeletons of Unicode Technical Standard 39, for alphabets that share letter shapes with the Latin one.
/// </summary>
public static class Lookalikes
{
    // Each group: a Latin letter, then the letters that look like it.
    private static readonly FrozenDictionary<char, char> Letters = Table(
        "aаαɑᴀա", "bвƅᏏ", "cсϲᴄ", "dԁժ", "eеεᴇҽ", "gցɡ", "hһнհ", "iіιıɩӏ", "jјϳյ", "kкκᴋ", "lⅼ", "mмᴍ", "nпηոɴ", "oоοօᴏ", "pрρ", "qԛզ", "rгʀ", "sѕꜱ", "tтτᴛ", "uυսᴜ", "vνѵᴠ", "wωԝᴡ",
        "xхχ", "yуγүყ", "zᴢ",
        "AАΑᎪ", "BВΒᏴ", "CСϹᏟ", "DᎠ", "EЕΕᎬ", "GԌᏀ", "HНΗᎻ", "IІΙӀ", "JЈᎫ", "KКΚᏦ", "LᏞԼ", "MМΜᎷ", "NΝ", "OОΟՕ", "PРΡᏢ", "QԚ", "RᎡ", "SЅᏚՏ", "TТΤᎢ", "UՍ", "VѴᏙ", "WԜᎳ", "XХΧ", "YУΥҮ", "ZΖᏃ",
        "'’‘ʼʻʹ′", "-‐‑‒–—−");

    /// <summary>
    /// The form to compare: Latin letters in place of their lookalikes, without invisible marks, in lower case. Accents are kept.
    /// </summary>
    public static string Of(string text)
    {
        return Drawn(text).ToLowerInvariant();
    }

    /// <summary>As <see cref="Of"/>, and without accents: for names that must not be confused at a glance.</summary>
    public static string AtAGlance(string text)
    {
        return Of(Unmarked(Drawn(Unmarked(text)))).Replace('ł', 'l').Replace('ø', 'o').Replace('đ', 'd');
    }

    /// <summary>A second form, in which I, l, 1 and | are the same shape, and so are O and 0, because they look nearly the same on a screen. Case matters in it.</summary>
    public static string OfStrokes(string text)
    {
        var drawn = Drawn(text).Replace('I', 'l').Replace('1', 'l').Replace('|', 'l').Replace('0', 'O');
        return new string([.. drawn.Select(c => c == 'L' ? c : char.ToLowerInvariant(c))]);
    }

    private static string Drawn(string text)
    {
        var drawn = new StringBuilder(text.Length);
        foreach (var rune in Composed(text).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control || rune.Value is >= 0xFE00 and <= 0xFE0F)
            {
                continue; // It is invisible.
            }

            drawn.Append(rune.IsBmp && Letters.TryGetValue((char)rune.Value, out var letter) ? letter.ToString() : rune.ToString());
        }

        return drawn.ToString();
    }

    private static string Unmarked(string text) =>
        string.Concat(Composed(text).Normalize(NormalizationForm.FormD).Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)).Normalize(NormalizationForm.FormC);

    // A lone surrogate has no normal form.
    private static string Composed(string text)
    {
        try
        {
            return text.Replace('´', '\'').Replace('`', '\'').Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    private static FrozenDictionary<char, char> Table(params string[] sets) =>
        sets.SelectMany(s => s.Skip(1).Select(c => (Like: c, Letter: s[0]))).ToFrozenDictionary(p => p.Like, p => p.Letter);
}
