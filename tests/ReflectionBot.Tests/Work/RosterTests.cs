using CsCheck;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.Work;

public sealed class RosterTests
{
    private static readonly string[] People = ["a", "b", "c"];

    /// <summary>Jobs read a person's row at one time and write the roster at another, in any order, twice, side by side: the newest state stands, and status counts it once.</summary>
    [Fact]
    public async Task Whatever_the_order_of_its_jobs_a_roster_says_what_is_newest()
    {
        var jobs = Gen.Select(Gen.Int[0, People.Length - 1].Select(i => People[i]), Gen.Int[0, 30], Gen.Int[1, 3], (person, version, times) => Enumerable.Repeat((person, version), times)).Array[1, 40].Select(all => all.SelectMany(j => j).ToArray());
        await jobs.SelectMany(all => Gen.Shuffle(all)).SampleAsync(async shuffled =>
        {
            var roster = new RosterStore(new InMemoryTables());
            await Parallel.ForEachAsync(shuffled, async (job, cancel) => await roster.UpdateAsync("r", new RosterEntry(job.person, StateAt(job.version), job.version), cancel));
            var rows = await roster.ListAsync("r", TestContext.Current.CancellationToken);
            var expected = shuffled.GroupBy(j => j.person).Select(g => new RosterEntry(g.Key, StateAt(g.Max(j => j.version)), g.Max(j => j.version)));
            return rows.OrderBy(r => r.Person).SequenceEqual(expected.OrderBy(r => r.Person));
        });
    }

    private static RosterState StateAt(int version) => (RosterState)(version % 5);
}
