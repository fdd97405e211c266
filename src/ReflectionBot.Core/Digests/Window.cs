namespace ReflectionBot.Core.Digests;

/// <summary>A round, and the counted people who were asked in it.</summary>
/// <param name="RoundId">The round.</param>
/// <param name="OpenedAt">When it opened.</param>
/// <param name="EndsAt">When it closed, or will.</param>
/// <param name="FewAreTold">When it opened, everybody was told that few count: that a digest with topics tells that all or nearly all wrote.</param>
/// <param name="People">Everybody on its roster who counts, whether or not they wrote.</param>
public sealed record RoundTeam(string RoundId, DateTimeOffset OpenedAt, DateTimeOffset EndsAt, bool FewAreTold, IReadOnlyList<TeamPlace> People);

/// <summary>Somebody on a round's roster.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="LeftAt">Since when they are off the project; null while they are on it.</param>
/// <param name="RanUntil">Until when they were lead or facilitator; null where they never were.</param>
public sealed record TeamPlace(string PersonId, DateTimeOffset? LeftAt, DateTimeOffset? RanUntil)
{
    /// <summary>Whether something of theirs could count in a round: not where they were lead or facilitator until it was over, or until they went.</summary>
    internal bool CouldCountIn(RoundTeam round) => RanUntil is not { } until || (until < round.EndsAt && !(LeftAt <= until));
}

/// <summary>
/// The reflections one digest may speak of: those since the last digest <b>with theme content</b>, not of a calendar week (trust rule 5). Each
/// reflection is used up once, and counts from the first digest on that came after it, or in none. Digests of one window are one surface: <see cref="MayBeWeighed"/> says
/// when a further look would give away what few people added since the last one.
/// </summary>
public sealed record Window
{
    /// <summary>
    /// A reflection submitted just before a digest may be coded just after it. It then belongs to the next window, if it comes within this
    /// time; without that it would be counted nowhere.
    /// </summary>
    public static readonly TimeSpan LateCoding = TimeSpan.FromHours(24);

    private readonly DateTimeOffset? _since; // When reflections were last weighed, shown or not.
    private readonly IReadOnlyList<DigestRecord> _shown;
    private readonly IReadOnlyList<RoundTeam> _teams;
    private readonly HashSet<PrintedQuote> _printed;
    private readonly HashSet<UsedReflection> _weighed;

    private Window(IReadOnlyList<DigestRecord> previous, IReadOnlyList<RoundTeam> teams, IEnumerable<CodedReflection> reflections, DateTimeOffset end)
    {
        _since = previous.Where(d => !d.Waited).Select(d => (DateTimeOffset?)d.WindowEnd).Max();
        _shown = [.. previous.Where(d => d.HasThemeContent)];
        _teams = [.. teams.Select(t => t with { People = [.. t.People.Where(p => p.CouldCountIn(t) && !WasLeftOut(previous, p.PersonId, t.OpenedAt))] })];
        _printed = [.. previous.SelectMany(d => d.Printed)];
        (From, End) = (_shown.Count == 0 ? null : _shown.Max(d => d.WindowEnd), end);
        _weighed = [.. previous.Where(d => !d.HasThemeContent && !(d.WindowEnd < From)).SelectMany(d => d.Used)];
        var used = _shown.SelectMany(d => d.Used).ToHashSet();
        var earliest = From is { } from ? from - LateCoding : DateTimeOffset.MinValue;
        Reflections =
        [
            .. reflections.Where(r => r.SubmittedAt >= earliest && r.SubmittedAt < end && !used.Contains(UsedReflection.Of(r)) && !WasLeftOut(previous, r.PersonId, r.SubmittedAt))
                .GroupBy(UsedReflection.Of).Select(same => same.MinBy(r => r.SubmittedAt)!),
        ];
    }

    /// <summary>The end of the last window with theme content; null when there was none yet.</summary>
    public DateTimeOffset? From { get; }

    /// <summary>Reflections submitted at or after this belong to a later window.</summary>
    public DateTimeOffset End { get; }

    /// <summary>One for each person and round.</summary>
    public IReadOnlyList<CodedReflection> Reflections { get; }

    /// <summary>The window that ends now.</summary>
    /// <param name="reflections">All that may belong to it; too many do no harm.</param>
    /// <param name="teams">The rounds that were open since the last digest with theme content; too many do no harm.</param>
    /// <param name="previous">The project's kept digests, in any order.</param>
    /// <param name="end">Now.</param>
    public static Window Of(IEnumerable<CodedReflection> reflections, IReadOnlyList<RoundTeam> teams, IReadOnlyList<DigestRecord> previous, DateTimeOffset end)
    {
        return new(previous, teams, reflections, end);
    }

    /// <summary>
    /// Whether what came since the last look can be looked at. Not where few people could have added it, and nobody was told so: a digest that
    /// now has topics would tell that they did. And not where reflections that filled no theme have been joined by few others: what then fills
    /// one would be theirs.
    /// </summary>
    /// <param name="counted">The counted reflections of the window.</param>
    /// <param name="settings">The project's minima.</param>
    internal bool MayBeWeighed(IReadOnlyList<CodedReflection> counted, DigestSettings settings)
    {
        var added = counted.Where(r => !_weighed.Contains(UsedReflection.Of(r))).Select(r => r.PersonId).Distinct().Count();
        return IsWide(settings, _ => true) && (_weighed.Count == 0 || added >= settings.Contributors);
    }

    /// <summary>
    /// Whether a side can be named. It tells of six people that they wrote, so there have to be seven beside those who ran the project at some
    /// time meanwhile: whoever handed in as lead knows that theirs is not among the six.
    /// </summary>
    internal bool MayNameSides(DigestSettings settings)
    {
        var start = _teams.Where(t => !(t.EndsAt <= From)).Select(t => (DateTimeOffset?)t.OpenedAt).Min();
        return IsWide(settings, p => !(p.RanUntil > start));
    }

    private bool IsWide(DigestSettings settings, Func<TeamPlace, bool> who)
    {
        int People(IEnumerable<RoundTeam> of) => of.SelectMany(t => t.People).Where(p => who(p) && !(p.LeftAt <= _since)).Select(p => p.PersonId).Distinct().Count();
        var rounds = _teams.Where(t => t.OpenedAt < End && !(t.EndsAt <= _since)).ToList();
        var told = _shown.Where(d => d.Used.Any(u => rounds.Any(r => r.RoundId == u.RoundId))).ToList();
        var fresh = rounds.Where(r => !told.Any(d => d.Used.Any(u => u.RoundId == r.RoundId)));

        // Few are enough only where everybody was told what topics then tell.
        var fewest = rounds.MaxBy(r => r.OpenedAt) is { FewAreTold: true } ? settings.Contributors : settings.FewPeople;
        return People(fresh) >= fewest || (told.Count > 0 && People(rounds) - told.Sum(d => d.Contributors) >= settings.FewPeople);
    }

    /// <summary>Whether an earlier digest showed a quote from this answer, also one that was taken back since: each answer is quoted once.</summary>
    internal bool Showed(ReleasedQuote quote) => _printed.Contains(PrintedQuote.Of(quote));

    // A digest was posted while somebody was lead or facilitator. What they had submitted since this moment stays out of all later ones: else
    // whoever changes roles and changes them back would see what one person's words make of a digest.
    private static bool WasLeftOut(IReadOnlyList<DigestRecord> previous, string person, DateTimeOffset since) =>
        previous.Any(d => d.WindowEnd > since && d.Running.Contains(person, StringComparer.Ordinal));
}
