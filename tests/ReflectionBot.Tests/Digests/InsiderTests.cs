using ReflectionBot.Core.Digests;

namespace ReflectionBot.Tests.Digests;

/// <summary>
/// Nobody on a project can be sure of another's contribution, theme or polarity from all digests together: whatever is true of somebody, some
/// other history has the same digests, the same roster, the same words of whoever looks, and it is not true there. That other history is
/// looked for; where none is found the test fails. <c>REFLECTIONBOT_HISTORIES</c> sets how many histories are tried (CONTRIBUTING.md).
/// </summary>
public class InsiderTests
{
    private const int EveryTime = 20_000;

    private static readonly int Histories = int.TryParse(Environment.GetEnvironmentVariable("REFLECTIONBOT_HISTORIES"), out var many) ? many : EveryTime;

    [Fact]
    public void No_insider_can_be_sure_of_anybody_in_any_history()
    {
        var shown = 0;
        for (var seed = 0; seed < Histories; seed++)
        {
            var history = History.Random(new Random(seed));
            var read = history.Read();
            shown += read.Contains("You wrote about", StringComparison.Ordinal) ? 1 : 0;
            foreach (var (observer, person, fact) in Questions(history))
            {
                Assert.True(new Doubt(history, read, observer, person, fact).Exists(seed), $"history {seed}: p{observer} is sure of {fact} of p{person}\n{Told(history)}\n{read}");
            }
        }

        Assert.True(shown > Histories / 10, $"only {shown} histories had topics");
    }

    // Somebody who wrote knows more than a lead or a lead who wrote, whose words do not count: whoever wrote stands for all of them.
    private static IEnumerable<(int Observer, int Person, Fact Fact)> Questions(History history)
    {
        var plan = history.Plan;
        for (var observer = 0; observer < plan.People; observer++)
        {
            foreach (var person in Enumerable.Range(0, plan.People).Where(p => p != observer))
            {
                foreach (var fact in Fact.All(plan.Rounds))
                {
                    if (fact.CouldBe(plan, person) && (fact.Theme is not null || IsKept(history, observer, fact)))
                    {
                        yield return (observer, person, fact);
                    }
                }
            }
        }
    }

    // That all or nearly all wrote is said openly where fewer than seven count. Somebody who did not write knows one more who did not.
    private static bool IsKept(History history, int observer, Fact fact) =>
        fact.Rounds(history.Plan).All(r => history.Plan.Asked(r) >= new DigestSettings(history.Plan.Minimum).FewPeople && new Fact(r, null, 0).IsTrue(history, observer));

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
internal sealed class Doubt(History history, string read, int observer, int person, Fact fact)
{
    private const int Tries = 400;

    private readonly bool _true = fact.IsTrue(history, person);

    public bool Exists(int seed) => Alike() || Changed().Any(Fits) || Traded().Any(Fits) || Guessed(new Random(seed)).Any(Fits);

    private IEnumerable<int> Others => Enumerable.Range(0, history.Plan.People).Where(p => p != observer && p != person);

    /// <summary>Somebody whom nobody can tell from the person has it the other way: they could have been each other.</summary>
    private bool Alike() => Others.Any(p => fact.IsTrue(history, p) != _true && history.Plan.SameToOthers(p, person));

    private bool Fits(History other) => fact.IsTrue(other, person) != _true && other.IsPossible() && other.Read() == read;

    /// <summary>Only the person wrote something else.</summary>
    private IEnumerable<History> Changed() => _true ? Without(history, person) : Having(history, person);

    /// <summary>And somebody else did too.</summary>
    private IEnumerable<History> Traded()
    {
        foreach (var other in Others)
        {
            foreach (var round in fact.Rounds(history.Plan))
            {
                var swapped = history.Copy();
                swapped.Swap(person, other, round);
                yield return swapped;
            }

            foreach (var changed in Changed())
            {
                foreach (var both in _true ? Having(changed, other) : Without(changed, other))
                {
                    yield return both;
                }
            }
        }
    }

    private IEnumerable<History> Guessed(Random random)
    {
        for (var i = 0; i < Tries; i++)
        {
            var other = history.Copy();
            for (var n = random.Next(1, 5); n > 0; n--)
            {
                var (p, r) = (random.Next(history.Plan.People), random.Next(history.Plan.Rounds));
                var (from, says) = (random.Next(history.Plan.Steps), (byte)random.Next(History.Kinds));
                for (var s = from; s < history.Plan.Steps && p != observer; s++)
                {
                    other.Says[p, r, s] = says;
                }
            }

            yield return other;
            foreach (var changed in _true ? Without(other, person) : Having(other, person))
            {
                yield return changed;
            }
        }
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
