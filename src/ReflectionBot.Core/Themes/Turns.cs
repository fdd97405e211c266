namespace ReflectionBot.Core.Themes;

/// <summary>Words that turn the meaning of what follows: negations and wishes.</summary>
internal static class Turns
{
    private const int LooksBack = 4;

    private static readonly HashSet<string> Negations =
    [
        "not", "never", "no", "nobody", "none", "noone", "hardly", "barely", "rarely", "seldom", "without", "nor", "neither", "nothing", "lack", "lacked", "lacking",
        "less", "fewer", "cannot", "dont", "didnt", "doesnt", "wasnt", "isnt", "arent", "werent", "havent", "hasnt", "hadnt", "wouldnt", "couldnt", "aint", "stopped", "fails", "failed",
    ];

    private static readonly HashSet<string> Wishes = ["wish", "wished", "should've", "shouldve"];

    /// <summary>Whether a negation stands among these words.</summary>
    public static bool AnyNegation(IReadOnlyList<Token> tokens, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (IsNegation(tokens, i))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a negation or a wish stands shortly before this word, in its own clause.</summary>
    public static bool TurnedBefore(IReadOnlyList<Token> tokens, int at)
    {
        for (var (i, steps) = (at, 0); steps < LooksBack && i > 0 && tokens[i].Before == Gap.None; steps++)
        {
            i--;
            if (IsNegation(tokens, i) || Wishes.Contains(tokens[i].Word))
            {
                return true;
            }
        }

        return false;
    }

    // "Not only", "not just" and "no doubt" affirm.
    private static bool IsNegation(IReadOnlyList<Token> tokens, int at)
    {
        var word = tokens[at].Word;
        var next = at + 1 < tokens.Count ? tokens[at + 1].Word : "";
        return (Negations.Contains(word) || word.EndsWith("n't", StringComparison.Ordinal)) && next is not ("only" or "just" or "doubt" or "matter");
    }
}
