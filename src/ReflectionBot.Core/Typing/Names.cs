namespace ReflectionBot.Core.Typing;

/// <summary>Names as typed, to repeat them in a sentence.</summary>
internal static class Names
{
    private const int Longest = 40;

    /// <summary>One line of at most 40 characters.</summary>
    public static string Shown(string typed) => Texts.Shorten(new string([.. typed.Where(c => !char.IsControl(c))]).Trim(), Longest);
}
