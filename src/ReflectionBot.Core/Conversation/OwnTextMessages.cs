using System.Globalization;

namespace ReflectionBot.Core.Conversation;

/// <summary>Names for the bot's messages that hold a person's own text, so that they can be found when the text is taken back.</summary>
public static class OwnTextMessages
{
    /// <summary>How many messages of a round can be replaced; older ones are not remembered.</summary>
    public const int Kept = 50;

    private const int Digits = 8;
    private const string All = "words.";

    /// <summary>The name of a message.</summary>
    /// <param name="round">The round whose text it holds.</param>
    /// <param name="number">Its number; increases with each message.</param>
    public static string Name(string round, long number) => Prefix(round) + number.ToString($"D{Digits}", CultureInfo.InvariantCulture);

    /// <summary>The prefix of the names of a round's messages.</summary>
    public static string Prefix(string round) => $"{All}{round}.";

    /// <summary>Whether a message name has this form.</summary>
    public static bool Is(string name) => name.StartsWith(All, StringComparison.Ordinal);

    /// <summary>The number at the end of a name or of its row's key; 0 where there is none.</summary>
    public static long Number(string name)
    {
        return name.Length > Digits && long.TryParse(name[^Digits..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
