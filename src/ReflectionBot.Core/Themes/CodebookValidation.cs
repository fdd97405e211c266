namespace ReflectionBot.Core.Themes;

/// <summary>What must hold of a codebook before it codes anything.</summary>
internal static class CodebookValidation
{
    private const int FewestTopics = 3;

    /// <summary>Throws <see cref="FormatException"/> on the first thing wrong.</summary>
    public static void Check(CodebookFile file)
    {
        var themes = file.Groups.SelectMany(g => g.Themes).ToArray();
        var topics = themes.SelectMany(t => t.Topics).ToArray();
        var indicators = topics.SelectMany(t => t.Indicators).ToArray();
        Require(file.Version.Length > 0, "The codebook has no version.");
        Require(file.Note.Length > 0, "The codebook does not say whose definitions these are.");
        Require(themes.Length > 0, "The codebook has no themes.");
        Distinct("theme id", themes.Select(t => t.Id));
        Distinct("theme name", themes.Select(t => t.Name));
        Distinct("theme's word", themes.Select(t => t.About));
        Distinct("topic id", topics.Select(t => t.Id));
        Distinct("topic label", topics.Select(t => t.Label));
        Distinct("indicator id", indicators.Select(i => i.Id));
        foreach (var theme in themes)
        {
            Require(theme.Present.Length > 0 && theme.Strained.Length > 0, $"Theme '{theme.Id}' lacks a definition.");
            Require(theme.Covers.Length > 0 && theme.SaysPresent.Length > 0 && theme.SaysStrained.Length > 0, $"Theme '{theme.Id}' lacks the words in which a digest says it.");
            Require(theme.Topics.Count >= FewestTopics, $"Theme '{theme.Id}' has under {FewestTopics} topics: one shown without a topic would then tell which were written about.");
        }

        foreach (var indicator in indicators)
        {
            Require(indicator.Patterns.Count > 0, $"Indicator '{indicator.Id}' has no patterns.");
        }
    }

    private static void Distinct(string what, IEnumerable<string> values)
    {
        HashSet<string> seen = [];
        foreach (var value in values)
        {
            Require(value.Length > 0, $"A {what} is empty.");
            Require(seen.Add(value), $"The {what} '{value}' stands twice.");
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException(otherwise);
        }
    }
}
