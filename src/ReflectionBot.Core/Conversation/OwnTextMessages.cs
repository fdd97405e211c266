using System.Globalization;

namespace ReflectionBot.Core.Conversation;

/// <summary>How messages of the bot that hold a person's own words are called, so that they are found when words are taken back.</summary>
public static class OwnTextMessages
{
    /// <summary>How many messages of a round can be replaced; older ones are forgotten.</summary>
    public const int Kept = 50;

    private const int Digits = 8;
    private const string All = "words.";

    /// <summary>The name of a message.</summary>
    /// <param name="round">The round whose words it holds.</param>
    /// <param name="number">Its number; grows with each.</param>
    public static string Name(string round, long number) => Prefix(round) + number.ToString($"D{Digits}", CultureInfo.InvariantCulture);

    /// <summary>What the names of a round's messages begin with.</summary>
    public static string Prefix(string round) => $"{All}{round}.";

    /// <summary>Whether a message is called so.</summary>
    public static bool Is(string name) => name.StartsWith(All, StringComparison.Ordinal);

    /// <summary>The number at the end of a name or of its row's key; 0 where there is none.</summary>
    public static long Number(string name)
    {
        return name.Length > Digits && long.TryParse(name[^Digits..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
