namespace ReflectionBot.Core.Themes.Codebooks;

/// <summary>A pattern with the indicator or cue that it belongs to.</summary>
internal sealed record Candidate(Pattern Pattern, Indicator? Indicator, Cue? Cue)
{
    /// <summary>The fewest words before the rarest one.</summary>
    public int Fewest { get; } = Pattern.Fewest;

    /// <summary>The most words before the rarest one.</summary>
    public int Most { get; } = Pattern.Most;
}

/// <summary>Parses the patterns of a codebook's file; throws <see cref="FormatException"/> on an invalid one.</summary>
internal static class CodebookPatterns
{
    private const int Usual = 7;
    private const int Weak = 2;

    /// <summary>The patterns of its indicators and asides.</summary>
    public static IEnumerable<Candidate> Indicators(CodebookFile file) => Themes(file).Concat(Asides(file));

    /// <summary>The patterns of its cues.</summary>
    public static IEnumerable<Candidate> Cues(CodebookFile file)
    {
        var themes = file.Groups.SelectMany(g => g.Themes).ToArray();
        return (file.Cues ?? []).SelectMany((entry, number) =>
        {
            int[] points = [.. themes.Select(t => entry.Themes?.GetValueOrDefault(t.Id) ?? 0)];
            var cue = new Cue(number, points, [.. themes.Select((t, i) => Stands(entry, t, i, points[i]))], entry.Sharing, entry.Side);
            return entry.Patterns.Select(source => new Candidate(Pattern.Parse(source, file.Words), null, cue));
        });
    }

    private static Indicator? Stands(CueEntry entry, ThemeEntry theme, int number, int points) =>
        theme.Topics.FirstOrDefault(t => entry.Topics?.Contains(t.Id) ?? false) is { } topic && points > 0
            ? new Indicator(entry.Id, theme.Id, number, topic.Id, Polarity.Mixed, true, Negation.Keeps, points)
            : null;

    private static IEnumerable<Candidate> Asides(CodebookFile file) =>
        (file.Asides ?? []).Select(source => new Candidate(Pattern.Parse(source, file.Words), new Indicator("", "", -1, "", Polarity.Mixed, true, Negation.Keeps, 0), null));

    private static IEnumerable<Candidate> Themes(CodebookFile file) =>
        from theme in file.Groups.SelectMany(g => g.Themes).Select((Entry, Number) => (Entry, Number))
        from topic in theme.Entry.Topics
        from entry in topic.Indicators
        let indicator = new Indicator(entry.Id, theme.Entry.Id, theme.Number, topic.Id, entry.Polarity, entry.Weak, entry.Negated, entry.Points > 0 ? entry.Points : entry.Weak ? Weak : Usual)
        from source in entry.Patterns
        select new Candidate(Pattern.Parse(source, file.Words), indicator, null);
}
