namespace ReflectionBot.Core.Themes.Codebooks;

/// <summary>The rules that a codebook must satisfy before it is used.</summary>
internal static class CodebookValidation
{
    private const int FewestTopics = 3;
    private const int MostPoints = 9;

    /// <summary>Throws <see cref="FormatException"/> on the first mistake.</summary>
    public static void Check(CodebookFile file)
    {
        var themes = file.Groups.SelectMany(g => g.Themes).ToArray();
        var topics = themes.SelectMany(t => t.Topics).ToArray();
        var indicators = topics.SelectMany(t => t.Indicators).ToArray();
        Require(IsWord(file.Id), $"The codebook's id '{file.Id}' is no word of small letters, digits and hyphens: people type it.");
        Require(file.Version.Length > 0, "The codebook has no version.");
        Require(file.Note.Length > 0, "The codebook does not say whose definitions these are.");
        Require(themes.Length > 0, "The codebook has no themes.");
        Distinct("theme id", themes.Select(t => t.Id));
        Distinct("theme name", themes.Select(t => t.Name));
        Distinct("theme's word", themes.Select(t => t.About));
        Distinct("topic id", topics.Select(t => t.Id));
        Distinct("topic label", topics.Select(t => t.Label));
        foreach (var theme in themes)
        {
            Require(theme.Present.Length > 0 && theme.Strained.Length > 0, $"Theme '{theme.Id}' lacks a definition.");
            Require(theme.Covers.Length > 0 && theme.SaysPresent.Length > 0 && theme.SaysStrained.Length > 0, $"Theme '{theme.Id}' lacks the words in which a digest says it.");
            Require(theme.Include.Count > 0 && theme.Exclude.Count > 0 && theme.Examples.Count > 0, $"Theme '{theme.Id}' does not say what belongs to it, what does not, and an example.");
            Require(theme.Include.Concat(theme.Exclude).Concat(theme.Examples).All(t => !string.IsNullOrWhiteSpace(t)), $"Theme '{theme.Id}' has an empty line among what belongs to it, what does not, or the examples.");
            Require(theme.Needs >= 1, $"Theme '{theme.Id}' needs no points: it would count in every text.");
            Require(theme.Topics.Count >= FewestTopics, $"Theme '{theme.Id}' has under {FewestTopics} topics: one shown without a topic would then tell which were written about.");
        }

        var cues = file.Cues ?? [];
        Distinct("indicator or cue id", indicators.Select(i => i.Id).Concat(cues.Select(c => c.Id)));
        foreach (var cue in cues)
        {
            Check(cue, [.. themes.Select(t => t.Id)], [.. topics.Select(t => t.Id)]);
        }

        foreach (var indicator in indicators)
        {
            Require(indicator.Points is >= 0 and <= MostPoints, $"Indicator '{indicator.Id}' has points beyond 1 to {MostPoints}.");
            Require(indicator.Patterns.Count > 0, $"Indicator '{indicator.Id}' has no patterns.");
        }
    }

    private static void Check(CueEntry cue, HashSet<string> themes, HashSet<string> topics)
    {
        Require(cue.Patterns.Count > 0, $"Cue '{cue.Id}' has no patterns.");
        Require(cue.Patterns.All(p => !p.Contains('~', StringComparison.Ordinal) && !p.Contains('?', StringComparison.Ordinal)), $"Cue '{cue.Id}' has a pattern with ~ or ?: its words stand side by side.");
        Require((cue.Themes?.Keys ?? []).All(themes.Contains), $"Cue '{cue.Id}' names a theme that is not there.");
        Require((cue.Topics ?? []).All(topics.Contains), $"Cue '{cue.Id}' names a topic that is not there.");
        Require((cue.Themes?.Values ?? []).Append(cue.Sharing).Append(cue.Side).All(p => p is >= -MostPoints and <= MostPoints), $"Cue '{cue.Id}' has points beyond {-MostPoints} to {MostPoints}.");
    }

    private static bool IsWord(string id) => id.Length is > 0 and <= 40 && char.IsAsciiLetterLower(id[0]) && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

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
