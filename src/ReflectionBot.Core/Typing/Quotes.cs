namespace ReflectionBot.Core.Typing;

/// <summary>
/// Quotation marks as people's keyboards produce them. Phones and word processors replace straight quotes by curly, low, angled or full-width
/// ones, and sometimes only one of a pair. So an opening mark is closed by its own partner if there is one, else by any double mark.
/// </summary>
public static class Quotes
{
    private const string Doubles = "\"\uFF02\u201C\u201D\u201E\u201F\u00AB\u00BB\u300C\u300D\u300E\u300F\u300A\u300B";
    private const string Singles = "'\u2018\u2019\u201A\uFF07";

    // The closing marks for each opening mark, in the order in which Around tries them.
    private static readonly (char Open, string Close)[] Pairs =
    [
        ('"', "\"\uFF02"), ('\u201C', "\u201D"), ('\u00AB', "\u00BB"), ('\u300C', "\u300D"), ('\u300E', "\u300F"), ('\u300A', "\u300B"),
        ('\uFF02', "\"\uFF02"), ('\u201D', "\u201D"), ('\u201E', "\u201C\u201D"), ('\u201F', "\u201D"), ('\u00BB', "\u00AB\u00BB"),
        ('\'', "'\u2019\uFF07"), ('\u2018', "'\u2019"), ('\u2019', "\u2019"), ('\u201A', "\u2018\u2019'"), ('\uFF07', "'\uFF07"), ('\u2039', "\u203A"), ('`', "`"),
    ];

    /// <summary>Puts a name in quotes so that the parser reads the same name back: uses a style whose closing mark is not in the name.</summary>
    /// <remarks>A name that contains the closing marks of six styles loses its straight quotes, the only ones that can be removed then.</remarks>
    public static string Around(string name)
    {
        foreach (var (open, close) in Pairs[..6])
        {
            if (name.IndexOfAny(close.ToCharArray()) < 0)
            {
                return $"{open}{name}{close[0]}";
            }
        }

        return $"\"{name.Replace("\"", "", StringComparison.Ordinal).Replace("\uFF02", "", StringComparison.Ordinal)}\"";
    }

    /// <summary>True for every mark that opens or closes a double quotation.</summary>
    internal static bool IsDouble(char c) => Doubles.Contains(c, StringComparison.Ordinal);

    /// <summary>Reads a quotation at the start of the text.</summary>
    /// <returns>The text inside, the text after, and whether there was a quotation; an unclosed one goes to the end.</returns>
    internal static (string Inside, string After, bool Quoted) Take(string text)
    {
        var (open, close) = Array.Find(Pairs, p => text.Length > 0 && p.Open == text[0]);
        if (open == default)
        {
            return ("", text, false);
        }

        var single = Singles.Contains(open, StringComparison.Ordinal);
        var end = Closing(text, close, last: single);
        if (end < 0 && IsDouble(open))
        {
            end = Closing(text, Doubles, last: false);
        }

        return (end, IsDouble(open)) switch
        {
            ( > 0, _) => (text[1..end], text[(end + 1)..].TrimStart('.', ',', ';', ':', '!', '?').Trim(), true),
            (_, true) => (text[1..], "", true),
            _ => ("", text, false), // an apostrophe that opens a word, as in 'tis
        };
    }

    /// <summary>Reads text that should be the last part of a command: a single quotation, or everything to the end without quotes.</summary>
    /// <returns>The text, whether it was quoted, and what is left over after the closing mark.</returns>
    internal static (string Text, bool Quoted, string Left) Whole(string text)
    {
        var (open, close) = Array.Find(Pairs, p => text.Length > 0 && p.Open == text[0]);
        var end = text.TrimEnd('.', ',', ';', ':', '!', '?', ' ', '\n');
        if (open != default && end.Length > 1 && close.Contains(end[^1], StringComparison.Ordinal))
        {
            return (end[1..^1], true, "");
        }

        var (inside, after, quoted) = Take(text);
        return quoted ? (inside, true, after) : (Bare(text), false, "");
    }

    /// <summary>Text without quotes around it: full stops and a lone closing mark at its end are not part of it.</summary>
    internal static string Bare(string text)
    {
        var end = text.TrimEnd('.', ',', ';', ':', ' ', '\n');
        return end.Length > 0 && IsDouble(end[^1]) && !end[..^1].Any(IsDouble) ? end[..^1].TrimEnd() : end;
    }

    // A closing mark comes at the end of a word. For single marks, which are also apostrophes, the last one counts: 'the patients' views'.
    private static int Closing(string text, string close, bool last)
    {
        var found = -1;
        for (var i = 1; i < text.Length; i++)
        {
            if (close.Contains(text[i], StringComparison.Ordinal) && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]) || ".,;:!?)".Contains(text[i + 1], StringComparison.Ordinal)))
            {
                found = i;
                if (!last)
                {
                    break;
                }
            }
        }

        return found;
    }
}
