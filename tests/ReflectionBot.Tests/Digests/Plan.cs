using ReflectionBot.Core.Digests;

namespace ReflectionBot.Tests.Digests;

/// <summary>
/// What everybody on a project knows: who was asked when, who left, came back or became lead, and when digests were posted. Time goes in
/// steps; three of them are a round.
/// </summary>
internal sealed class Plan
{
    public const int StepsARound = 3;

    public required int People { get; init; }

    public required int Rounds { get; init; }

    /// <summary>The step from which somebody is on a round's roster; past the end for never.</summary>
    public required int[,] AskedFrom { get; init; }

    /// <summary>Whether somebody is off the project in a step.</summary>
    public required bool[,] Off { get; init; }

    /// <summary>The step from which somebody is lead.</summary>
    public required int[] LeadFrom { get; init; }

    /// <summary>The step from which they are no lead any more; past the end for never.</summary>
    public int[]? LeadUntil { get; init; }

    /// <summary>Whether a digest is posted after a step.</summary>
    public required bool[] Digest { get; init; }

    public required int Minimum { get; init; }

    public int Steps => Rounds * StepsARound;

    public bool CanWrite(int person, int round, int step) => step / StepsARound == round && AskedFrom[person, round] <= step && !Off[person, step];

    /// <summary>Whether somebody is on a round's roster in a step: asked, and on the project at some time since.</summary>
    public bool IsAsked(int person, int round, int step) => Enumerable.Range(round * StepsARound, StepsARound).Any(s => s <= step && CanWrite(person, round, s));

    /// <summary>Whether everybody was told, when a round opened, that few count.</summary>
    public bool FewAreTold(int round) =>
        Enumerable.Range(0, People).Count(p => CanWrite(p, round, round * StepsARound) && !Leads(p, round * StepsARound)) < new DigestSettings(Minimum).FewPeople;

    /// <summary>Everybody of whom something can be new to a digest, in rounds that opened since the last one with topics, as far as all others know.</summary>
    /// <param name="step">Of the digest.</param>
    /// <param name="from">Of the last one with topics before it; -1 for none.</param>
    public int[] Possible(int step, int from)
    {
        var start = Enumerable.Range(0, Rounds).Select(r => r * StepsARound).Where(opens => opens > from && opens <= step).DefaultIfEmpty(from + 1).Min();
        return [.. Enumerable.Range(0, People).Where(p => !Leads(p, step)
            && Enumerable.Range(start, step + 1 - start).Any(s => CanWrite(p, s / StepsARound, s) && !Leads(p, s) && !IsLeftOut(p, s, step)))];
    }

    /// <summary>Whether somebody is lead in a step.</summary>
    public bool Leads(int person, int step) => LeadFrom[person] <= step && step < (LeadUntil?[person] ?? Steps);

    /// <summary>Until when somebody was lead, as it is known in a step; null where they were not yet, or are.</summary>
    public DateTimeOffset? RanUntil(int person, int step) =>
        (LeadUntil?[person] ?? Steps) is var until && LeadFrom[person] < Math.Min(until, Steps) && until <= step ? At(until) : null;

    /// <summary>Whether a digest was posted while somebody was lead, since one step and before another.</summary>
    public bool IsLeftOut(int person, int since, int before) => Enumerable.Range(since, Math.Max(0, before - since)).Any(s => Digest[s] && Leads(person, s));

    /// <summary>The steps after which digests are posted.</summary>
    public int[] Digests() => [.. Enumerable.Range(0, Steps).Where(s => Digest[s])];

    /// <summary>Since when somebody is off the project in a step; null while they are on it.</summary>
    public DateTimeOffset? LeftAt(int person, int step)
    {
        if (!Off[person, step])
        {
            return null;
        }

        var since = step;
        while (since > 0 && Off[person, since - 1])
        {
            since--;
        }

        return At(since);
    }

    /// <summary>When the digest of a step is posted.</summary>
    public static DateTimeOffset End(int step) => At(step).AddDays(1);

    public static DateTimeOffset Opens(int round) => At(round * StepsARound);

    public static DateTimeOffset Closes(int round) => At((round + 1) * StepsARound).AddDays(-5);

    public static DateTimeOffset At(int step) => Samples.Monday.AddDays(7 * step);

    public static Plan Random(Random random)
    {
        var (people, rounds) = (random.Next(10) == 0 ? random.Next(3, 5) : random.Next(5, 9), random.Next(1, 3));
        var plan = new Plan
        {
            People = people, Rounds = rounds, AskedFrom = new int[people, rounds], Off = new bool[people, rounds * StepsARound], LeadFrom = new int[people], LeadUntil = new int[people],
            Digest = new bool[rounds * StepsARound], Minimum = random.Next(10) == 0 ? 6 : 5,
        };
        var busy = random.Next(3) > 0;
        for (var p = 0; p < people; p++)
        {
            plan.LeadFrom[p] = busy && random.Next(8) == 0 ? random.Next(plan.Steps) : plan.Steps;
            plan.LeadUntil[p] = random.Next(2) == 0 ? plan.LeadFrom[p] + random.Next(1, 4) : plan.Steps;
            for (var r = 0; r < rounds; r++)
            {
                plan.AskedFrom[p, r] = !busy || random.Next(8) > 0 ? r * StepsARound : random.Next(2) == 0 ? r * StepsARound + random.Next(StepsARound) : plan.Steps;
            }

            var (off, on) = busy && random.Next(5) == 0 ? (random.Next(plan.Steps), random.Next(plan.Steps + 3)) : (plan.Steps, plan.Steps);
            for (var s = off; s < plan.Steps; s++)
            {
                plan.Off[p, s] = s < on || on < off;
            }
        }

        for (var s = 0; s < plan.Steps; s++)
        {
            plan.Digest[s] = random.Next(3) > 0 || s == plan.Steps - 1;
        }

        return plan;
    }
}
