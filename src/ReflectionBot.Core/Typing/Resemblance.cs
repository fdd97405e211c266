namespace ReflectionBot.Core.Typing;

/// <summary>How similar two typed words are: letters changed, left out, added or swapped with their neighbour. Pure.</summary>
public static class Resemblance
{
    /// <summary>How many letters may be wrong in a word of this length; short words resemble too many others.</summary>
    public static int Bound(int length) => length switch { < 3 => 0, < 5 => 1, < 8 => 2, _ => 3 };

    /// <summary>The nearest word within its bound, the first one of equals; or null.</summary>
    public static string? Closest(string typed, IEnumerable<string> words) =>
        words.Select(w => (Word: w, Distance: Distance(typed, w))).Where(w => w.Distance <= Bound(w.Word.Length)).OrderBy(w => w.Distance).Select(w => w.Word).FirstOrDefault();

    // Ordinary words that people answer with, although they are one typing mistake away from a command.
    private static readonly HashSet<string> OwnWords = new(StringComparer.Ordinal)
    {
        "from", "late", "hell", "nest", "slip", "hack", "firm", "dorm", "fork", "shirt", "snort", "shot", "safe", "sage", "wave", "dave", "cave", "layer", "lager", "alter",
        "mire", "mote", "mode", "shade", "shard", "snare", "stare", "quite", "yelp", "reward",
    };

    private static readonly string[] Keyboard = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

    /// <summary>
    /// Whether the text is almost certainly a typing mistake for this name: two neighbours swapped, a letter left out or doubled, a neighbouring key;
    /// in a long word also another key. Other similar words are words in their own right ("none", "text", "agreed"). In a name of several
    /// words, one letter may be wrong, in a long name two.
    /// </summary>
    public static bool IsSlipOf(string typed, string name) => name.Contains(' ', StringComparison.Ordinal)
        ? typed != name && Distance(typed, name) <= (name.Length >= 10 ? 2 : 1)
        : typed.Length >= 4 && name.Length >= 4 && typed.All(char.IsLetter) && !OwnWords.Contains(typed) && Distance(typed, name) == 1 && IsSlip(typed, name);

    private static bool IsSlip(string typed, string name) => (typed.Length - name.Length) switch
    {
        0 => name.Length >= 6 || typed.Order().SequenceEqual(name.Order()) || typed.Zip(name).All(p => p.First == p.Second || AreBeside(p.First, p.Second)),
        1 => Enumerable.Range(1, typed.Length - 1).Any(i => typed[i] == typed[i - 1] && typed.Remove(i, 1) == name),
        _ => true,
    };

    private static bool AreBeside(char one, char other)
    {
        var (a, b) = (Place(one), Place(other));
        return a.Row >= 0 && b.Row >= 0 && Math.Abs(a.Row - b.Row) <= 1 && Math.Abs(a.Key - b.Key) <= 1;
    }

    private static (int Row, int Key) Place(char letter)
    {
        var row = Array.FindIndex(Keyboard, r => r.Contains(letter, StringComparison.Ordinal));
        return (row, row < 0 ? 0 : Keyboard[row].IndexOf(letter, StringComparison.Ordinal));
    }

    /// <summary>Optimal string alignment (restricted Damerau-Levenshtein) distance; not computed for lengths that differ by more than any bound.</summary>
    public static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 3)
        {
            return int.MaxValue;
        }

        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
