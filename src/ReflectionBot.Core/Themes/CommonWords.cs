namespace ReflectionBot.Core.Themes;

/// <summary>
/// Roughly how often a word of a pattern occurs in people's texts. It decides where a pattern is tried, never whether it matches: a wrong guess
/// only costs time.
/// </summary>
internal static class CommonWords
{
    private const int Often = 100;
    private const int Sometimes = 5;
    private const int Seldom = 1;
    private const int ShortWord = 3;

    private static readonly HashSet<string> Frequent =
    [
        .. "about after again also always another around because been before being both could didn't don't down each even every everybody everyone felt first from getting give given going good have having here into it's just know like little made make many more most much never nobody nothing only other others over people really said same should some something still take than that that's their them then there these they thing things think this those thought through time told took until very wanted wasn't well went were what when where which while who with without work would wouldn't years your ours group team project meeting meetings".Split(' '),
    ];

    /// <summary>The estimated frequency of a word.</summary>
    public static int Weight(string word)
    {
        var bare = word.TrimEnd('*');
        return bare.Length <= ShortWord && bare == word || Frequent.Contains(bare) ? Often : bare == word ? Seldom : Sometimes;
    }
}
