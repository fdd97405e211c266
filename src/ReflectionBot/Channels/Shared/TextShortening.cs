using System.Globalization;

namespace ReflectionBot.Channels.Shared;

/// <summary>Shortens texts for display, with <c>…</c>, where a reader would cut: between words, never inside a character.</summary>
public static class TextShortening
{
    /// <summary>How far back from the limit a space is looked for.</summary>
    private const int WordReach = 40;

    /// <summary>The text, or as much of it as fits into this many UTF-16 characters with <c>…</c> at the end.</summary>
    public static string Shorten(string text, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        if (text.Length <= limit)
        {
            return text;
        }

        var end = CharacterBoundary(text, limit - 1);
        var space = end == 0 ? -1 : text.LastIndexOf(' ', end - 1, Math.Min(WordReach, end));
        return text[..(space > 0 ? space : end)].TrimEnd() + "…";
    }

    /// <summary>The end of the last whole user-perceived character at or before the limit.</summary>
    internal static int CharacterBoundary(string text, int limit)
    {
        // A window is enough to find a boundary; a cluster longer than it is cut, but never inside a surrogate pair.
        var start = Math.Max(0, limit - 200);
        start -= start > 0 && char.IsLowSurrogate(text[start]) ? 1 : 0;
        var at = start;
        while (at < limit)
        {
            var next = at + StringInfo.GetNextTextElementLength(text.AsSpan(at));
            if (next > limit)
            {
                break;
            }

            at = next;
        }

        return at == start && start > 0 ? limit - (char.IsLowSurrogate(text[limit]) ? 1 : 0) : at;
    }
}
