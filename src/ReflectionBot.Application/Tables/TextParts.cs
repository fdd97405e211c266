namespace ReflectionBot.Application.Tables;

/// <summary>
/// Long texts stored as several properties: <c>Text</c>, <c>Text_2</c>, <c>Text_3</c>. Only Azure Table storage needs this (a string property holds
/// 64 KB of UTF-16, "about 32 K characters or less": learn.microsoft.com, "Understanding the Table Service Data Model"), but the parts count
/// as columns, so <see cref="TableLimits"/> counts them for every store. Column names contain no <c>_</c>, so a part never collides with a column.
/// </summary>
public static class TextParts
{
    /// <summary>
    /// The most UTF-16 units in one part. 32,768 is the documented figure, and the real service has been reported to refuse it; a little less
    /// costs nothing, since a row of 1 MiB has 17 parts either way.
    /// </summary>
    public const int Units = 32_000;

    /// <summary>How many properties the text takes; one for the empty text.</summary>
    public static int Count(string text)
    {
        var parts = 1;
        for (var at = Length(text, 0); at < text.Length; at += Length(text, at))
        {
            parts++;
        }
        return parts;
    }

    /// <summary>The property names and their texts, in order. No part ends inside a surrogate pair.</summary>
    public static IEnumerable<(string Name, string Text)> Split(string name, string text)
    {
        var length = Length(text, 0);
        yield return (name, text[..length]);
        var part = 2;
        for (var at = length; at < text.Length; at += length)
        {
            length = Length(text, at);
            yield return ($"{name}_{part++}", text.Substring(at, length));
        }
    }

    /// <summary>Joins the parts into the whole text.</summary>
    /// <param name="name">The column.</param>
    /// <param name="first">The text of the property with the column's own name.</param>
    /// <param name="read">The text of a property by name, or null if there is none.</param>
    public static string Join(string name, string first, Func<string, string?> read)
    {
        if (read($"{name}_2") is not { } next)
        {
            return first;
        }
        var parts = new List<string> { first };
        for (var part = 3; next is not null; part++)
        {
            parts.Add(next);
            next = read($"{name}_{part}");
        }
        return string.Concat(parts);
    }

    /// <summary>True for <c>Text_2</c> and the like: a further part of another column.</summary>
    public static bool IsFurtherPart(string property)
    {
        return property.Contains('_', StringComparison.Ordinal);
    }

    private static int Length(string text, int at)
    {
        var length = Math.Min(Units, text.Length - at);
        return at + length < text.Length && char.IsHighSurrogate(text[at + length - 1]) ? length - 1 : length;
    }
}
