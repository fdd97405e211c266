namespace ReflectionBot.Core.Typing;

/// <summary>Names as they were typed, shown back in a sentence.</summary>
internal static class Names
{
    private const int Longest = 40;

    /// <summary>One line of at most 40 characters, never cut inside a surrogate pair.</summary>
    public static string Shown(string typed)
    {
        var clean = new string([.. typed.Where(c => !char.IsControl(c))]).Trim();
        if (clean.Length <= Longest)
        {
            return clean;
        }

        return clean[..(char.IsHighSurrogate(clean[Longest - 1]) ? Longest - 1 : Longest)] + "...";
    }
}
