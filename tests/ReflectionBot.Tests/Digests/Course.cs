using ReflectionBot.Core.Digests;

namespace ReflectionBot.Tests.Digests;

/// <summary>What a digest did with what had been written.</summary>
internal enum Look
{
    /// <summary>Nothing was weighed: too little could be new, or was.</summary>
    Waited,

    /// <summary>Too few had written.</summary>
    Few,

    /// <summary>Enough had written, and no theme was filled.</summary>
    Weighed,

    /// <summary>It shows themes.</summary>
    Shown,
}

/// <summary>What has to hold of those who wrote so that a digest did what it did.</summary>
/// <param name="Look">What it did.</param>
/// <param name="Rounds">The rounds whose reflections it shows, as bits.</param>
/// <param name="From">The step of the last digest before it that showed themes; -1 for none.</param>
/// <param name="Since">The digests since then that weighed something, as bits.</param>
/// <param name="LeastAdded">People who have to have added something to what was weighed.</param>
/// <param name="MostAdded">People who may have.</param>
/// <param name="Sides">Whether sides can be named.</param>
internal sealed record Turn(Look Look, int Rounds, int From, int Since, int LeastAdded, int MostAdded, bool Sides)
{
    private const int Any = 99;

    public int LeastPeople(int contributors) => Look is Look.Weighed or Look.Shown ? contributors : 0;

    public int MostPeople(int contributors) => Look == Look.Few ? contributors - 1 : Any;

    /// <summary>Whether themes were looked for.</summary>
    public bool LooksAtThemes => Look is Look.Weighed or Look.Shown;

    /// <summary>
    /// Every way in which the digests of a plan can have come to what they show. A quiet digest does not say why it is quiet, one with themes
    /// not from which rounds they are.
    /// </summary>
    public static List<Turn[]> Courses(Plan plan, IReadOnlyList<Disclosed> read)
    {
        List<Turn[]> all = [];
        var at = plan.Digests();
        void Go(Turn[] before)
        {
            if (before.Length == at.Length)
            {
                all.Add(before);
                return;
            }

            foreach (var next in Next(plan, at, read, before))
            {
                Go([.. before, next]);
            }
        }

        Go([]);
        return all;
    }

    private static IEnumerable<Turn> Next(Plan plan, int[] at, IReadOnlyList<Disclosed> read, Turn[] before)
    {
        var shown = Array.FindLastIndex(before, t => t.Look == Look.Shown);
        var since = Enumerable.Range(0, before.Length).Where(d => d > shown && before[d].Look == Look.Weighed).Sum(d => 1 << d);
        var from = shown < 0 ? -1 : at[shown];
        var (few, enough) = since == 0 ? ((0, Any), (0, Any)) : ((0, plan.Minimum - 1), (plan.Minimum, Any));
        var start = Enumerable.Range(0, plan.Rounds).Where(r => from < 0 || Plan.Closes(r) > Plan.End(from)).Select(Plan.Opens).DefaultIfEmpty().Min();
        var sides = IsWide(plan, at, read, before, p => !(plan.RanUntil(p, at[before.Length]) > start));
        Turn Of(Look look, (int Least, int Most) added, int rounds = 0) => new(look, rounds, from, since, added.Least, added.Most, sides);
        var wide = IsWide(plan, at, read, before, _ => true);
        var now = at[before.Length];
        return read[before.Length].HasThemeContent
            ? wide ? Enumerable.Range(1, now < Plan.StepsARound ? 1 : 3).Select(r => Of(Look.Shown, enough, r)) : []
            : !wide ? [Of(Look.Waited, (0, Any))]
            : since == 0 ? [Of(Look.Few, enough), Of(Look.Weighed, enough)] : [Of(Look.Waited, few), Of(Look.Weighed, enough)];
    }

    // Whether enough people could have added something: as Window does, from what everybody knows.
    private static bool IsWide(Plan plan, int[] at, IReadOnlyList<Disclosed> read, Turn[] before, Func<int, bool> who)
    {
        var now = at[before.Length];
        var last = Array.FindLastIndex(before, t => t.Look != Look.Waited);
        DateTimeOffset? since = last < 0 ? null : Plan.End(at[last]);
        var rounds = Enumerable.Range(0, plan.Rounds).Where(r => Plan.Opens(r) < Plan.End(now) && !(Plan.Closes(r) <= since)).Sum(r => 1 << r);
        var told = Enumerable.Range(0, before.Length).Where(d => (before[d].Rounds & rounds) != 0).ToList();
        var fresh = told.Aggregate(rounds, (left, d) => left & ~before[d].Rounds);
        var settings = new DigestSettings(plan.Minimum);
        var concluded = told.Sum(d => read[d].Themes.Any(t => t.Present || t.Strained) ? settings.NeededFor(DigestSettings.PeoplePerPolarity) : settings.Contributors);
        bool Could(int p, int r) => plan.IsAsked(p, r, now) && !plan.IsLeftOut(p, r * Plan.StepsARound, now)
            && (plan.RanUntil(p, now) is not { } until || (until < Plan.Closes(r) && !(plan.LeftAt(p, now) <= until)));
        int People(int of) => Enumerable.Range(0, plan.People).Count(p =>
            who(p) && !plan.Leads(p, now) && !(plan.LeftAt(p, now) <= since) && Enumerable.Range(0, plan.Rounds).Any(r => (of >> r & 1) != 0 && Could(p, r)));
        var fewest = plan.FewAreTold(now / Plan.StepsARound) ? settings.Contributors : settings.FewPeople;
        return People(fresh) >= fewest || (told.Count > 0 && People(rounds) - concluded >= settings.FewPeople);
    }
}
