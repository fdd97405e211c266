namespace ReflectionBot.Core.Themes;

/// <summary>The effect of a word on the words around it.</summary>
internal enum Turn
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Negates what follows: "not".</summary>
    Negation = 1,

    /// <summary>Negates what follows: "wish".</summary>
    Wish = 2,

    /// <summary>Cancels a "not" before it: "not only".</summary>
    Affirms = 3,

    /// <summary>Stops a negation: "but".</summary>
    Contrast = 4,

    /// <summary>Negates what follows and what ends just before it: "we decide nothing".</summary>
    Nothing = 5,
}

/// <summary>Words that reverse the meaning of what follows: negations and wishes.</summary>
internal static class NegationRules
{
    private const int LooksBack = 4;

    private static readonly Dictionary<string, Turn>.AlternateLookup<ReadOnlySpan<char>> Words = All().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The effect of this word.</summary>
    public static Turn Of(ReadOnlySpan<char> word) =>
        word.EndsWith("n't") ? Turn.Negation : Words.TryGetValue(word, out var turn) ? turn : Turn.None;

    /// <summary>Whether this word negates; "not only", "not just" and "no doubt" affirm.</summary>
    public static bool IsNegation(ReadOnlySpan<Token> tokens, int at) =>
        tokens[at].Turn is (Turn.Negation or Turn.Nothing) && (at + 1 == tokens.Length || tokens[at + 1].Turn != Turn.Affirms);

    /// <summary>Whether the word after these negates what they end with: "we decide nothing".</summary>
    public static bool TurnedAfter(ReadOnlySpan<Token> tokens, int end) => end < tokens.Length && tokens[end].Before == Gap.None && tokens[end].Turn == Turn.Nothing;

    /// <summary>Whether there is a negation among these words.</summary>
    public static bool AnyNegation(ReadOnlySpan<Token> tokens, int from, int to)
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

    /// <summary>Whether there is a negation or a wish shortly before this word, in its own clause.</summary>
    public static bool TurnedBefore(ReadOnlySpan<Token> tokens, int at)
    {
        for (var (i, steps) = (at, 0); steps < LooksBack && i > 0 && tokens[i].Before == Gap.None; steps++)
        {
            i--;
            if (IsNegation(tokens, i) || tokens[i].Turn == Turn.Wish)
            {
                return true;
            }
        }

        return false;
    }

    private static Dictionary<string, Turn> All()
    {
        var words = new Dictionary<string, Turn>(StringComparer.Ordinal);
        Add(Turn.Negation, "not never no noone hardly barely rarely seldom without nor neither lack lacked lacking less fewer cannot dont didnt doesnt wasnt isnt arent werent havent hasnt hadnt wouldnt couldnt aint stopped fails failed");
        Add(Turn.Nothing, "nothing none nobody");
        Add(Turn.Wish, "wish wished should've shouldve");
        Add(Turn.Affirms, "only just doubt matter");
        Add(Turn.Contrast, "but although though however yet except whereas while because becuase so and");
        return words;

        void Add(Turn turn, string list)
        {
            foreach (var word in list.Split(' '))
            {
                words.Add(word, turn);
            }
        }
    }
}
