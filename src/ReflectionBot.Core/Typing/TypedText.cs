using System.Globalization;
using System.Text;

namespace ReflectionBot.Core.Typing;

/// <summary>Undoes what keyboards and chat apps do to text before it is parsed as a command. Answers never pass through here.</summary>
internal static class TypedText
{
    /// <summary>The maximum length of a person's text that the bot repeats.</summary>
    internal const int EchoLength = 40;

    // Joiners are part of some scripts' spelling and of emoji, so they stay inside names and are ignored in command words.
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

    /// <summary>A command word in the form for comparison: lower case, no joiners, no punctuation around it.</summary>
    internal static string Key(string word) =>
        word.Replace($"{Joiner}", "", StringComparison.Ordinal).Replace($"{NonJoiner}", "", StringComparison.Ordinal)
            .Replace('\u2019', '\'').Trim(".,;:!?…。！？".ToCharArray()).ToLowerInvariant();

    /// <summary>Several words in the form for comparison.</summary>
    internal static string KeyOfAll(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Key).Where(k => k.Length > 0));

    /// <summary>Words in the form for comparison, also without any marks inside them: "Quote - no name", "me &amp; Ana", "last time's plan".</summary>
    internal static string Plain(string text) =>
        KeyOfAll(Clean(text).Replace("&", " and ", StringComparison.Ordinal).Replace("+", " and ", StringComparison.Ordinal)
            .Replace('-', ' ').Replace(',', ' ').Replace(':', ' ').Replace('\'', ' ').Replace('\u2019', ' '));

    /// <summary>The text as the bot may repeat it: one line, at most <see cref="EchoLength"/> characters, no quotes that would end the ones around it.</summary>
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
