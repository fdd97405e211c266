namespace ReflectionBot.Tests.Digests;

/// <summary>When somebody wrote, whatever it was.</summary>
/// <param name="First">The step of their first submission, by round; past the end for never.</param>
/// <param name="Stood">The digests at whose time it stood (it can be taken back and undone), by round, as bits.</param>
internal sealed record Life(int[] First, int[] Stood)
{
    /// <summary>Every way in which somebody can have written.</summary>
    public static List<Life> All(Plan plan, int person)
    {
        List<Life> all = [new([], [])];
        for (var r = 0; r < plan.Rounds; r++)
        {
            all = [.. from life in all from round in InRound(plan, person, r) select new Life([.. life.First, round.First], [.. life.Stood, round.Stood])];
        }

        return all;
    }

    /// <summary>As it was in a history.</summary>
    public static Life Of(History history, int person)
    {
        var (rounds, at) = (Enumerable.Range(0, history.Plan.Rounds), history.Plan.Digests());
        return new([.. rounds.Select(r => history.First(person, r))], [.. rounds.Select(r => Enumerable.Range(0, at.Length).Where(d => history.Says[person, r, at[d]] != 0).Sum(d => 1 << d))]);
    }

    /// <summary>The rounds of theirs that a digest counts, as bits.</summary>
    public int Counted(Plan plan, int person, int digest, int step, int from)
    {
        var rounds = 0;
        for (var r = 0; !plan.Leads(person, step) && r < First.Length; r++)
        {
            rounds |= First[r] > from && (Stood[r] >> digest & 1) != 0 && !plan.Leads(person, First[r]) && !plan.IsLeftOut(person, First[r], step) ? 1 << r : 0;
        }

        return rounds;
    }

    /// <summary>Whether there is something of these rounds that was in no digest weighed so far.</summary>
    public bool Adds(int rounds, int weighed) => Enumerable.Range(0, First.Length).Any(r => (rounds >> r & 1) != 0 && (Stood[r] & weighed) == 0);

    private static IEnumerable<(int First, int Stood)> InRound(Plan plan, int person, int round)
    {
        yield return (plan.Steps, 0);
        var at = plan.Digests();
        for (var first = 0; first < plan.Steps; first++)
        {
            if (!plan.CanWrite(person, round, first))
            {
                continue;
            }

            // What was first submitted in the step of a digest stands then.
            var seen = Enumerable.Range(0, at.Length).Where(d => at[d] >= first).Sum(d => 1 << d);
            var must = Enumerable.Range(0, at.Length).Where(d => at[d] == first).Sum(d => 1 << d);
            for (var stood = seen; stood > 0; stood = (stood - 1) & seen)
            {
                if ((stood & must) == must)
                {
                    yield return (first, stood);
                }
            }
        }
    }
}
