namespace ReflectionBot.Core.Digests;

/// <summary>A round, and the counted people who were asked in it.</summary>
/// <param name="RoundId">The round.</param>
/// <param name="OpenedAt">When it opened.</param>
/// <param name="EndsAt">When it closed, or will close.</param>
/// <param name="FewAreTold">When it opened, everybody was told that few people count, so a digest with topics reveals that all or nearly all wrote.</param>
/// <param name="People">All counted people on its roster, whether or not they wrote.</param>
public sealed record RoundTeam(string RoundId, DateTimeOffset OpenedAt, DateTimeOffset EndsAt, bool FewAreTold, IReadOnlyList<TeamPlace> People);

/// <summary>A person on a round's roster.</summary>
/// <param name="PersonId">The person's id.</param>
/// <param name="LeftAt">When they left the project; null while they are on it.</param>
/// <param name="RanUntil">When they last stopped being lead or facilitator; null if they never were.</param>
public sealed record TeamPlace(string PersonId, DateTimeOffset? LeftAt, DateTimeOffset? RanUntil)
{
    /// <summary>Whether their reflection could count in a round: not if they were lead or facilitator until it ended, or until they left.</summary>
    internal bool CouldCountIn(RoundTeam round) => RanUntil is not { } until || (until < round.EndsAt && !(LeftAt <= until));
}

/// <summary>
/// The reflections that one digest may use: those since the last digest <b>with theme content</b>, not those of a calendar week (trust rule 5).
/// Each reflection is used up once. It counts from the first digest after it, or never. Readers can compare the digests of one window, so
/// <see cref="MayBeWeighed"/> says when weighing again would reveal what few people added since the last one.
/// </summary>
public sealed record Window
{
    /// <summary>
    /// A reflection submitted just before a digest may be coded just after it. It then belongs to the next window, if it is coded within this
    /// time. Without this it would never be counted.
    /// </summary>
    public static readonly TimeSpan LateCoding = TimeSpan.FromHours(24);

    private readonly DateTimeOffset? _since; // When reflections were last weighed, whether shown or not.
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

    /// <summary>One per person and round.</summary>
    public IReadOnlyList<CodedReflection> Reflections { get; }

    /// <summary>The window that ends now.</summary>
    /// <param name="reflections">All that may belong to it; extra ones do no harm.</param>
    /// <param name="teams">The rounds open since the last digest with theme content; extra ones do no harm.</param>
    /// <param name="previous">The project's stored digests, in any order.</param>
    /// <param name="end">Now.</param>
    public static Window Of(IEnumerable<CodedReflection> reflections, IReadOnlyList<RoundTeam> teams, IReadOnlyList<DigestRecord> previous, DateTimeOffset end)
    {
        return new(previous, teams, reflections, end);
    }

    /// <summary>
    /// Whether the reflections of the window may be weighed. Not if only few people could have added to them, unless everybody was told so: topics
    /// in the next digest would reveal that those people wrote. And not if few people have joined earlier reflections that filled no theme: a theme
    /// that is filled now would come from those few.
    /// </summary>
    /// <param name="counted">The counted reflections of the window.</param>
    /// <param name="settings">The project's minima.</param>
    internal bool MayBeWeighed(IReadOnlyList<CodedReflection> counted, DigestSettings settings)
    {
        var added = counted.Where(r => !_weighed.Contains(UsedReflection.Of(r))).Select(r => r.PersonId).Distinct().Count();
        return IsWide(settings, _ => true) && (_weighed.Count == 0 || added >= settings.Contributors);
    }

    /// <summary>
    /// Whether a digest can name a side. This reveals that at least six people wrote, so it needs at least seven people, without those who ran
    /// the project during this time: a person who submitted as lead knows that they are not among the six.
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

        // A small team is enough only if everybody was told what topics would reveal.
        var fewest = rounds.MaxBy(r => r.OpenedAt) is { FewAreTold: true } ? settings.Contributors : settings.FewPeople;
        return People(fresh) >= fewest || (told.Count > 0 && People(rounds) - told.Sum(d => d.Contributors) >= settings.FewPeople);
    }

    /// <summary>Whether an earlier digest showed a quote from this answer, even if it was taken back since: each answer is quoted once.</summary>
    internal bool Showed(ReleasedQuote quote) => _printed.Contains(PrintedQuote.Of(quote));

    // Whether a digest was posted after this moment while the person was lead or facilitator. What they had submitted by then counts in no later
    // digest. Otherwise a person who changes roles and changes back could see what one person's text adds to a digest.
    private static bool WasLeftOut(IReadOnlyList<DigestRecord> previous, string person, DateTimeOffset since) =>
        previous.Any(d => d.WindowEnd > since && d.Running.Contains(person, StringComparer.Ordinal));
}
