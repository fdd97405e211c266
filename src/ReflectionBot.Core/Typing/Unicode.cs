namespace ReflectionBot.Core.Typing;

/// <summary>Whether a text can be written as UTF-8 and read back unchanged.</summary>
internal static class Unicode
{
    /// <summary>True when every surrogate is part of a pair. Half a pair has no UTF-8 form: encoders replace it silently.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0 && at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
            {
                continue;
            }
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return false;
            }
            at++;
        }
        return true;
    }
}
