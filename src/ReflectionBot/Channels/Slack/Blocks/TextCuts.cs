using ReflectionBot.Core.Typing;

namespace ReflectionBot.Channels.Slack.Blocks;

/// <summary>Cuts a long text so that its pieces together are the same text again: after a line, else after a word, never inside a character.</summary>
internal static class TextCuts
{
    /// <summary>How far back from the limit to search for the end of a line or word.</summary>
    private const int Reach = 400;

    /// <summary>The text in pieces of at most this many UTF-16 characters.</summary>
    public static IEnumerable<string> Pieces(string text, int limit)
    {
        while (text.Length > limit)
        {
            var end = At(text, limit);
            yield return text[..end];
            text = text[end..];
        }

        if (text.Length > 0)
        {
            yield return text;
        }
    }

    /// <summary>How many characters of the text make up a good first piece of at most this size (<see cref="BlockSize"/>); at least one.</summary>
    public static int BySize(string text, int room)
    {
        var end = 0;
        while (end < text.Length && (room -= BlockSize.Of(text[end])) >= 0)
        {
            end++;
        }

        return end == text.Length ? end : At(text, Math.Max(1, end));
    }

    private static int At(string text, int limit)
    {
        var from = Math.Max(0, limit - Reach);
        var window = text.AsSpan(from, limit - from);
        var end = window.LastIndexOf('\n') is >= 0 and var line && line > window.Length / 2 ? line : LastSpace(window);
        if (end >= 0)
        {
            return from + end + 1;
        }

        var boundary = Texts.CharacterBoundary(text, limit);
        if (boundary > 0)
        {
            return boundary;
        }

        // One character that is longer than the limit; a surrogate pair stays whole.
        return !char.IsLowSurrogate(text[limit]) ? limit : limit > 1 ? limit - 1 : 2;
    }

    private static int LastSpace(ReadOnlySpan<char> window)
    {
        for (var i = window.Length - 1; i >= 0; i--)
        {
            if (char.IsWhiteSpace(window[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
