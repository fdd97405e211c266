namespace ReflectionBot.Tests.Digests;

/// <summary>
/// What digests count of a few people, packed so that two can be added and compared: for each digest how many wrote and how many added
/// something (both up to 15), and from which rounds.
/// </summary>
internal readonly record struct Tally(ulong Counts, int Rounds)
{
    public int People(int digest) => (int)(Counts >> (8 * digest) & 15);

    public int Added(int digest) => (int)(Counts >> (8 * digest + 4) & 15);

    public int RoundsOf(int digest) => Rounds >> (2 * digest) & 3;

    public static Tally operator +(Tally a, Tally b) => new(a.Counts + b.Counts, a.Rounds | b.Rounds);

    /// <summary>What a course counts of somebody.</summary>
    public static Tally Of(Plan plan, int person, Life life, Turn[] course, int[] at)
    {
        var tally = default(Tally);
        for (var d = 0; d < at.Length; d++)
        {
            var rounds = course[d].Look == Look.Waited && course[d].Since == 0 ? 0 : life.Counted(plan, person, d, at[d], course[d].From);
            if (rounds != 0)
            {
                var adds = course[d].Since != 0 && life.Adds(rounds, course[d].Since) ? 16UL : 0;
                tally += new Tally((1 + adds) << (8 * d), course[d].Look == Look.Shown ? rounds << (2 * d) : 0);
            }
        }

        return tally;
    }

    /// <summary>Whether so many more people could make it what the course needs; with none, whether it is.</summary>
    public bool CanBecome(Turn[] course, int contributors, int more)
    {
        for (var d = 0; d < course.Length; d++)
        {
            var (turn, people, added) = (course[d], People(d), Added(d));
            if (people > turn.MostPeople(contributors) || people + more < turn.LeastPeople(contributors)
                || added > turn.MostAdded || added + more < turn.LeastAdded
                || (RoundsOf(d) & ~turn.Rounds) != 0 || (more == 0 && RoundsOf(d) != turn.Rounds))
            {
                return false;
            }
        }

        return true;
    }
}
