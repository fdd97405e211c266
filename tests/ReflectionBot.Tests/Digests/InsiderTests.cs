using ReflectionBot.Core.Digests;

namespace ReflectionBot.Tests.Digests;

/// <summary>
/// Nobody on a project can be sure of another's contribution, theme or polarity from all digests together: whatever is true of somebody, some
/// other history has the same digests, the same roster, the same words of whoever looks, and it is not true there. That other history is
/// looked for; where none is found the test fails. <c>REFLECTIONBOT_HISTORIES</c> sets how many histories are tried (CONTRIBUTING.md).
/// </summary>
public class InsiderTests
{
    private const int EveryTime = 4_000;

    /// <summary>Things asked about one history, of everybody who reads its digests.</summary>
    private const int AHistory = 2;

    private static readonly int Histories = int.TryParse(Environment.GetEnvironmentVariable("REFLECTIONBOT_HISTORIES"), out var many) ? many : EveryTime;

    [Fact]
    public void No_insider_can_be_sure_of_anybody_in_any_history()
    {
        var shown = 0;
        for (var seed = 0; seed < Histories; seed++)
        {
            var history = History.Random(new Random(seed));
            var read = history.Read();
            shown += read.Trim().Length > 0 ? 1 : 0;
            foreach (var (person, fact) in Questions(history, new Random(seed)))
            {
                var doubt = new Doubt(history, read, person, fact);
                foreach (var observer in doubt.IsEverybodys() ? [] : Observers(history, person, fact))
                {
                    Assert.True(doubt.IsOf(observer, seed), $"history {seed}: p{observer} is sure of {fact} of p{person}\n{Told(history)}\n{read}");
                }
            }
        }

        Assert.True(shown > Histories / 10, $"only {shown} histories had topics");
    }

    private static (int Person, Fact Fact)[] Questions(History history, Random random)
    {
        (int, Fact)[] all = [.. from p in Enumerable.Range(0, history.Plan.People) from f in Fact.All(history.Plan.Rounds) where f.CouldBe(history.Plan, p) select (p, f)];
        random.Shuffle(all);
        // That somebody wrote in either of two rounds is left to WorldTests: too much would have to change at once to find the other history.
        return [.. all.Take(AHistory).Where(q => q.Item2 is not { Round: null, Theme: null } || history.Plan.Rounds == 1)];
    }

    // Somebody who wrote knows more than a lead or a lead who wrote, whose words do not count: whoever wrote stands for all of them. That all
    // or nearly all wrote is said openly where few count, and somebody who did not write themselves knows of one who did not.
    private static IEnumerable<int> Observers(History history, int person, Fact fact)
    {
        var plan = history.Plan;
        return Enumerable.Range(0, plan.People).Where(o => o != person && (fact.Theme is not null || Enumerable.Range(0, plan.Steps).Where(s => plan.Digest[s]).All(s =>
            plan.Present(s) >= new DigestSettings(plan.Minimum).FewPeople && history.Says[o, s / Plan.StepsARound, s] != 0)));
    }

    private static string Told(History history) => string.Join('\n', Enumerable.Range(0, history.Plan.People).Select(p =>
        $"p{p} lead from {history.Plan.LeadFrom[p]}: " + string.Join("; ", Enumerable.Range(0, history.Plan.Rounds).Select(r =>
            $"asked from {history.Plan.AskedFrom[p, r]} says " + string.Join(' ', Enumerable.Range(0, history.Plan.Steps).Select(s => $"{history.Says[p, r, s]}{(history.Plan.Off[p, s] ? "off" : "")}{(history.Plan.Digest[s] ? "*" : "")}"))))));
}

/// <summary>Something that may be true of a person.</summary>
/// <param name="Round">In this round; null for in any.</param>
/// <param name="Theme">Wrote about this theme; null for wrote at all.</param>
/// <param name="Side">1 for as present, 2 for as strained, 0 for either.</param>
internal sealed record Fact(int? Round, int? Theme, int Side)
{
    public static IEnumerable<Fact> All(int rounds) =>
        from round in Enumerable.Range(-1, rounds + 1)
        where rounds > 1 || round >= 0
        from fact in new (int? Theme, int Side)[] { (null, 0), (0, 0), (0, 1), (0, 2), (1, 0) }
        select new Fact(round < 0 ? null : round, fact.Theme, fact.Side);

    public IEnumerable<int> Rounds(Plan plan) => Round is { } round ? [round] : Enumerable.Range(0, plan.Rounds);

    /// <summary>Whether somebody could ever have written so: who was not asked wrote nothing, which is no secret.</summary>
    public bool CouldBe(Plan plan, int person) =>
        Rounds(plan).Any(r => Enumerable.Range(0, plan.Steps).Any(s => plan.CanWrite(person, r, s) && Enumerable.Range(s, plan.Steps - s).Any(d => plan.Digest[d])));

    /// <summary>At the time of any digest.</summary>
    public bool IsTrue(History history, int person)
    {
        foreach (var round in Rounds(history.Plan))
        {
            for (var s = 0; s < history.Plan.Steps; s++)
            {
                if (history.Plan.Digest[s] && Holds(history.Says[person, round, s]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    public bool Holds(int says) => says != 0 && (Theme is not { } theme || (History.Side(says, theme) is var side and > 0 && (Side == 0 || side == Side || side == 3)));
}

/// <summary>Looks for another history in which something is not as it is in this one, though nobody who looks could tell the two apart.</summary>
internal sealed class Doubt(History history, string read, int person, Fact fact)
{
    private const int Starts = 60;
    private const int Steps = 300;

    private readonly bool _true = fact.IsTrue(history, person);

    /// <summary>Whether nobody can be sure, whatever they wrote themselves.</summary>
    public bool IsEverybodys() => Alike(-1) > 1 || Changed().Any(Fits);

    /// <summary>Whether somebody cannot be sure.</summary>
    public bool IsOf(int observer, int seed) => Alike(observer) > 0 || Traded(observer).Any(Fits) || Guessed(observer, new Random(seed)).Any(Fits);

    /// <summary>How many have it the other way whom nobody can tell from the person: they could have been each other.</summary>
    private int Alike(int observer) => Others(observer).Count(p => fact.IsTrue(history, p) != _true && history.Plan.SameToOthers(p, person));

    private IEnumerable<int> Others(int observer) => Enumerable.Range(0, history.Plan.People).Where(p => p != observer && p != person);

    private bool Fits(History other) => fact.IsTrue(other, person) != _true && other.IsPossible() && other.Read() == read;

    /// <summary>Only the person wrote something else.</summary>
    private IEnumerable<History> Changed() => _true ? Without(history, person) : Having(history, person);

    /// <summary>And somebody else did too.</summary>
    private IEnumerable<History> Traded(int observer) => Bases(observer).SelectMany(h => new[] { h, Both(h, observer) });

    private IEnumerable<History> Bases(int observer)
    {
        foreach (var other in Others(observer))
        {
            foreach (var round in Enumerable.Range(0, history.Plan.Rounds))
            {
                var swapped = history.Copy();
                swapped.Swap(person, other, round);
                yield return swapped;
                foreach (var changed in _true ? Without(swapped, person) : Having(swapped, person))
                {
                    yield return changed;
                }
            }

            foreach (var changed in Changed())
            {
                foreach (var both in _true ? Having(changed, other) : Without(changed, other))
                {
                    yield return both;
                }

                foreach (var (round, first) in from r in Enumerable.Range(0, history.Plan.Rounds) from s in Enumerable.Range(1, history.Plan.Steps) select (r, s))
                {
                    yield return Since(changed, other, round, first, null);
                }
            }
        }
    }

    /// <summary>Looks for one step by step, from several starts: whatever brings the digests nearer to what was read is kept.</summary>
    private IEnumerable<History> Guessed(int observer, Random random)
    {
        History[] starts = [.. Changed()];
        for (var start = 0; start < Starts; start++)
        {
            var best = starts[start % starts.Length];
            var score = Score(best);
            for (var i = 0; i < Steps; i++)
            {
                var other = Otherwise(best, observer, random);
                if (fact.IsTrue(other, person) != _true && other.IsPossible() && Score(other) is var now && now >= score)
                {
                    (best, score) = (other, now);
                    yield return best;
                }
            }
        }
    }

    private History Otherwise(History from, int observer, Random random)
    {
        var other = from.Copy();
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var (p, q, r) = (random.Next(history.Plan.People), random.Next(history.Plan.People), random.Next(history.Plan.Rounds));
            if (p == observer || q == observer)
            {
                continue;
            }

            if (random.Next(4) == 0)
            {
                other.Swap(p, q, r);
                continue;
            }

            var says = random.Next(2) == 0 ? (byte)random.Next(History.Kinds) : history.Says[q, r, random.Next(history.Plan.Steps)];
            other = Since(other, p, r, random.Next(history.Plan.Steps + 1), random.Next(4) == 0 ? null : says);
        }

        return other;
    }

    private int Score(History other)
    {
        var (mine, theirs) = (read.Split('\n'), other.Read().Split('\n'));
        return mine.Zip(theirs, (a, b) => a == b ? 10 : a.Split('|').Intersect(b.Split('|')).Count()).Sum();
    }

    /// <summary>Everybody else wrote of both sides of every theme they wrote about, and of this one: so many people that nobody in particular is needed.</summary>
    private History Both(History from, int observer)
    {
        var other = from.Copy();
        foreach (var p in Others(observer))
        {
            for (var r = 0; r < from.Plan.Rounds; r++)
            {
                for (var s = 0; s < from.Plan.Steps; s++)
                {
                    var says = from.Says[p, r, s];
                    other.Says[p, r, s] = says == 0 ? says : History.With(says, fact.Theme ?? 0, 3);
                }
            }
        }

        return other;
    }

    /// <summary>Somebody wrote this at that step and nothing before; null for what they wrote anyway.</summary>
    private static History Since(History from, int whose, int round, int first, byte? says)
    {
        var other = from.Copy();
        for (var s = 0; s < from.Plan.Steps; s++)
        {
            other.Says[whose, round, s] = s < first ? (byte)0 : says ?? from.Says[whose, round, s];
        }

        return other;
    }

    private IEnumerable<History> Without(History from, int whose)
    {
        int[] instead = fact.Theme is null ? [-1] : fact.Side == 0 ? [0] : [0, 3 - fact.Side];
        foreach (var side in instead)
        {
            var other = from.Copy();
            foreach (var round in fact.Rounds(from.Plan))
            {
                for (var s = 0; s < from.Plan.Steps; s++)
                {
                    var says = from.Says[whose, round, s];
                    other.Says[whose, round, s] = !fact.Holds(says) ? says : side < 0 ? (byte)0 : History.With(says, fact.Theme!.Value, side);
                }
            }

            yield return other;
        }
    }

    private IEnumerable<History> Having(History from, int whose)
    {
        foreach (var round in fact.Rounds(from.Plan))
        {
            for (var first = 0; first < from.Plan.Steps; first++)
            {
                foreach (var side in fact.Theme is null ? [0] : fact.Side == 0 ? new[] { 1, 2, 3 } : [fact.Side, 3])
                {
                    var other = from.Copy();
                    for (var s = first; s < from.Plan.Steps; s++)
                    {
                        var says = Math.Max(from.Says[whose, round, s], (byte)1);
                        other.Says[whose, round, s] = fact.Theme is { } theme ? History.With(says, theme, side) : says;
                    }

                    yield return other;
                }
            }
        }
    }
}
