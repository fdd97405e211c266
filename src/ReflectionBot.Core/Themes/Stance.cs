namespace ReflectionBot.Core.Themes;

/// <summary>How a text speaks, whatever it speaks of: "lovely", "what a waste". It tells a side where the indicators of a theme tell none.</summary>
internal sealed class Stance
{
    private readonly Dictionary<int, int> _bySentence = [];
    private readonly int _all;

    /// <summary>These words, above 0 where they speak well and below 0 where they speak badly.</summary>
    public Stance(List<Hit> said)
    {
        foreach (var word in said)
        {
            var side = word.Polarity == Polarity.Present ? 1 : -1;
            _all += side;
            _bySentence[word.Sentence] = _bySentence.GetValueOrDefault(word.Sentence) + side;
        }
    }

    /// <summary>Above 0 where the text speaks well, below 0 where it speaks badly. The sentences of these finds weigh double.</summary>
    public int Around(IReadOnlyList<Hit> finds)
    {
        var sum = _all;
        foreach (var sentence in finds.Select(f => f.Sentence).Distinct())
        {
            sum += _bySentence.GetValueOrDefault(sentence);
        }

        return sum;
    }
}
