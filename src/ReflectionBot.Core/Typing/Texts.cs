using System.Globalization;

namespace ReflectionBot.Core.Typing;

/// <summary>Small text helpers.</summary>
public static class Texts
{
    /// <summary>The maximum distance before the limit in which to look for a space.</summary>
    private const int WordReach = 40;

    /// <summary>The text, cut to this many UTF-16 characters with <c>…</c> at the end if it is longer: cut between words, never inside a user-perceived character.</summary>
    public static string Shorten(string text, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (text.Length <= most)
        {
            return text;
        }

        var end = CharacterBoundary(text, most - 1);
        var space = end == 0 ? -1 : text.LastIndexOf(' ', end - 1, Math.Min(Math.Min(WordReach, most / 2), end));
        return text[..(space > 0 ? space : end)].TrimEnd() + "…";
    }

    /// <summary>The end of the last whole user-perceived character at or before the limit.</summary>
    public static int CharacterBoundary(string text, int limit)
    {
        // A window is enough to find a boundary; a longer cluster is cut, but never inside a surrogate pair.
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

    /// <summary>The whole text in pieces of at most this many UTF-16 characters; cut at the end of a line where possible, never inside a surrogate pair.</summary>
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

    /// <summary>A sentence for use after a dash: without a capital at the start.</summary>
    public static string Inside(string sentence) => sentence.Length == 0 ? sentence : char.ToLowerInvariant(sentence[0]) + sentence[1..];

    /// <summary>With a capital at the start.</summary>
    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
