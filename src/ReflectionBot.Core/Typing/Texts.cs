using System.Globalization;

namespace ReflectionBot.Core.Typing;

/// <summary>Small things about texts.</summary>
internal static class Texts
{
    /// <summary>The text, cut with "..." where it is longer than this many UTF-16 characters; never inside a character people see.</summary>
    public static string Short(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }
        var end = 0;
        foreach (var start in StringInfo.ParseCombiningCharacters(text.Length > most + 200 ? text[..(most + 200)] : text).TakeWhile(i => i <= most - 3))
        {
            end = start;
        }
        return text[..end].TrimEnd() + "...";
    }

    /// <summary>The whole text in pieces of at most this many UTF-16 characters; never cut inside a surrogate pair, at the end of a line where there is one.</summary>
    public static IEnumerable<string> Pieces(string text, int most)
    {
        while (text.Length > most)
        {
            var line = text.LastIndexOf('\n', most - 1, most / 2);
            var end = line > 0 ? line : char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
            yield return text[..end];
            text = text[end..].TrimStart('\n');
        }
        yield return text;
    }

    /// <summary>With a capital at the beginning.</summary>
    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>"1 answer", "2 answers".</summary>
    public static string Count(int count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{count} {many ?? one + "s"}";
}
