using System.Globalization;

namespace ReflectionBot.Core.Dialogs;

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

    /// <summary>"1 answer", "2 answers".</summary>
    public static string Count(int count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{count} {many ?? one + "s"}";
}
