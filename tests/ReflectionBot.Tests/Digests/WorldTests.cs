using ReflectionBot.Core.Digests;

namespace ReflectionBot.Tests.Digests;

/// <summary>
/// Every way in which a few people can have written, for one digest and for two. What somebody knows who reads them, and what they wrote
/// themselves, leaves several ways open; nothing may be true of somebody else in all of these, nor in none. People of whom the roster says
/// the same can change places, so it is enough to count how many of each kind there are.
/// </summary>
public class WorldTests
{
    private const byte Silent = 0;
    private const byte Plain = 1;

    private static readonly byte Present = History.With(Plain, 0, 1);
    private static readonly byte Strained = History.With(Plain, 0, 2);
    private static readonly byte Mixed = History.With(Plain, 0, 3);

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void One_digest_gives_nobody_away(int people)
    {
        NobodyIsSure(OneDigest(people, 5), [Silent, Plain, Present, Strained, Mixed], (history, person, says) => Fill(history, person, 0, says, 0, Plan.StepsARound), insiders: 1);
        byte[] both = [Silent, .. from a in Enumerable.Range(0, 4) from b in Enumerable.Range(0, 2) select History.With(History.With(Plain, 0, a), 1, b)];
        NobodyIsSure(OneDigest(people, 5), both, (history, person, says) => Fill(history, person, 0, says, 0, Plan.StepsARound), insiders: 1);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void With_one_more_two_who_compare_notes_are_not_sure_either(int people) =>
        NobodyIsSure(OneDigest(people, 6), [Silent, Plain, Present, Strained, Mixed], (history, person, says) => Fill(history, person, 0, says, 0, Plan.StepsARound), insiders: 2);

    [Theory]
    [InlineData(5, 6)]
    [InlineData(6, 5)]
    [InlineData(7, 4)]
    public void Two_digests_give_nobody_away_whoever_came_late_or_took_back(int people, int lives) =>
        NobodyIsSure(TwoDigests(people), [.. from first in Lives.Take(lives) from second in new[] { Silent, Plain, Present } select (first.Before, first.After, second)], Live, insiders: 1);

    // In the first round before and after its digest: silent, what was written, what came late or was taken back.
    private static (byte Before, byte After)[] Lives => [(Silent, Silent), (Plain, Plain), (Present, Present), (Silent, Present), (Present, Silent), (Plain, Silent)];

    private static Plan OneDigest(int people, int minimum) => new()
    {
        People = people, Rounds = 1, AskedFrom = new int[people, 1], Off = new bool[people, Plan.StepsARound], LeadFrom = [.. Enumerable.Repeat(Plan.StepsARound, people)],
        Digest = [false, false, true], Minimum = minimum,
    };

    private static Plan TwoDigests(int people)
    {
        var plan = new Plan
        {
            People = people, Rounds = 2, AskedFrom = new int[people, 2], Off = new bool[people, 2 * Plan.StepsARound], LeadFrom = [.. Enumerable.Repeat(2 * Plan.StepsARound, people)],
            Digest = [false, true, false, false, false, true], Minimum = 5,
        };
        for (var p = 0; p < people; p++)
        {
            plan.AskedFrom[p, 1] = Plan.StepsARound;
        }

        return plan;
    }

    private static void Live(History history, int person, (byte Before, byte After, byte Second) life)
    {
        Fill(history, person, 0, life.Before, 0, 2);
        Fill(history, person, 0, life.After, 2, 2 * Plan.StepsARound);
        Fill(history, person, 1, life.Second, Plan.StepsARound, 2 * Plan.StepsARound);
    }

    private static void Fill(History history, int person, int round, byte says, int from, int to)
    {
        for (var s = from; s < to; s++)
        {
            history.Says[person, round, s] = says;
        }
    }

    private static void NobodyIsSure<T>(Plan plan, T[] kinds, Action<History, int, T> write, int insiders)
    {
        var history = new History(plan);
        bool CanBe(Fact fact) => Array.Exists(kinds, k =>
        {
            write(history, 0, k);
            return fact.IsTrue(history, 0);
        });
        Fact[] facts = [.. Fact.All(plan.Rounds).Where(CanBe)];
        bool[][] holds = [.. kinds.Select(k =>
        {
            write(history, 0, k);
            return facts.Select(f => f.IsTrue(history, 0)).ToArray();
        })];
        Dictionary<(string Read, int A, int B), (bool[] All, bool[] None)> known = [];
        foreach (var world in Worlds(kinds.Length, plan.People))
        {
            for (var p = 0; p < plan.People; p++)
            {
                write(history, p, kinds[world[p]]);
            }

            var read = history.Read();
            foreach (var (a, b) in Knowing(world, insiders))
            {
                Note(known, (read, a, b), [.. Without(world, a, b).Select(k => holds[k])], facts.Length);
            }
        }

        // Somebody who had not written when a digest came knows of one who had not.
        bool Contributes(int kind)
        {
            write(history, 0, kinds[kind]);
            return Enumerable.Range(0, plan.Steps).Where(s => plan.Digest[s]).All(s => history.Says[0, s / Plan.StepsARound, s] != 0);
        }

        foreach (var ((read, a, b), (all, none)) in known)
        {
            for (var f = 0; f < facts.Length; f++)
            {
                var told = $"{read}{(a < 0 ? "" : $"knowing {kinds[a]}{(b < 0 ? "" : $" and {kinds[b]}")}")}: {facts[f]}";
                var open = facts[f].Theme is null && (plan.People < new DigestSettings(plan.Minimum).FewPeople || (a >= 0 && !Contributes(a)));
                Assert.False(all[f] && !open, "true of everybody else: " + told);
                Assert.False(none[f] && insiders == 1, "true of nobody else: " + told);
            }
        }
    }

    private static void Note(Dictionary<(string, int, int), (bool[] All, bool[] None)> known, (string, int, int) key, bool[][] others, int facts)
    {
        if (!known.TryGetValue(key, out var so))
        {
            known[key] = so = ([.. Enumerable.Repeat(true, facts)], [.. Enumerable.Repeat(true, facts)]);
        }

        for (var f = 0; f < facts; f++)
        {
            so.All[f] &= Array.TrueForAll(others, o => o[f]);
            so.None[f] &= Array.TrueForAll(others, o => !o[f]);
        }
    }

    // Nobody's own words, somebody's, or those of two.
    private static IEnumerable<(int A, int B)> Knowing(int[] world, int insiders) =>
        insiders == 1 ? world.Distinct().Select(a => (a, -1)).Prepend((-1, -1))
        : from i in Enumerable.Range(0, world.Length)
          from j in Enumerable.Range(i + 1, world.Length - i - 1)
          select (world[i], world[j]);

    private static List<int> Without(int[] world, int a, int b)
    {
        var rest = world.ToList();
        rest.Remove(a);
        rest.Remove(b);
        return rest;
    }

    private static IEnumerable<int[]> Worlds(int kinds, int people)
    {
        var world = new int[people];
        while (true)
        {
            yield return world;
            var at = people - 1;
            while (at >= 0 && world[at] == kinds - 1)
            {
                at--;
            }

            if (at < 0)
            {
                yield break;
            }

            Array.Fill(world, world[at] + 1, at, people - at);
        }
    }
}
