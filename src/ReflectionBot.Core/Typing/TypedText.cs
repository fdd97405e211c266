using System.Globalization;
using System.Text;

namespace ReflectionBot.Core.Typing;

/// <summary>What keyboards and chat programs do to text, undone before it is read as a command. Answers never pass through here.</summary>
internal static class TypedText
{
    /// <summary>The most that is ever said back of what somebody typed.</summary>
    internal const int EchoLength = 40;

    // Joiners belong to some scripts' spelling and to emoji, so they stay inside names and are ignored in command words.
    private const char NonJoiner = '\u200C';
    private const char Joiner = '\u200D';

    /// <summary>Without invisible characters, every kind of space as a plain one, line breaks as \n; ends trimmed.</summary>
    internal static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value == '\n')
            {
                clean.Append('\n');
            }
            else if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                clean.Append(' ');
            }
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format || rune.Value is NonJoiner or Joiner || !rune.IsBmp)
            {
                clean.Append(rune);
            }
        }

        return Trim(clean.ToString());
    }

    /// <summary>On one line, with single spaces.</summary>
    internal static string OneLine(string text) => Trim(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>A command word as it is compared: lower case, no joiners, no punctuation around it.</summary>
    internal static string Key(string word) =>
        word.Replace($"{Joiner}", "", StringComparison.Ordinal).Replace($"{NonJoiner}", "", StringComparison.Ordinal)
            .Replace('\u2019', '\'').Trim(".,;:!?…。！？".ToCharArray()).ToLowerInvariant();

    /// <summary>Several words as they are compared.</summary>
    internal static string KeyOfAll(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Key).Where(k => k.Length > 0));

    /// <summary>Words as they are compared where no mark in them matters either: "Quote - no name", "me &amp; Ana", "last time's plan".</summary>
    internal static string Plain(string text) =>
        KeyOfAll(Clean(text).Replace("&", " and ", StringComparison.Ordinal).Replace("+", " and ", StringComparison.Ordinal)
            .Replace('-', ' ').Replace(',', ' ').Replace(':', ' ').Replace('\'', ' ').Replace('\u2019', ' '));

    /// <summary>What may be said back of it: one line, at most <see cref="EchoLength"/> characters, no quotes that would end the ones around it.</summary>
    internal static string Echo(string text) =>
        Texts.Shorten(OneLine(Clean(new string([.. text.Take(EchoLength * 4).Where(c => c is not '`' && !Quotes.IsDouble(c))]))), EchoLength);

    private static string Trim(string text)
    {
        int start = 0, end = text.Length;
        while (start < end && IsEdge(text[start]))
        {
            start++;
        }

        while (end > start && IsEdge(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    private static bool IsEdge(char c) => char.IsWhiteSpace(c) || c is NonJoiner or Joiner;
}
