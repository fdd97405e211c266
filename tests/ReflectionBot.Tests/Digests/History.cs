using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Themes;

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

/// <summary>What people wrote, which each of them alone knows: for every person, round and step what their reflection says then.</summary>
internal sealed class History(Plan plan)
{
    /// <summary>0 for nothing (not written yet, or taken back); else two themes, each not there, present, strained or mixed, plus 1.</summary>
    public const int Kinds = 17;

    private static readonly DigestMessage Nothing = new("", [], [], [], [], [], []);
    private static readonly string[] Themes = [.. Samples.Book.Themes.Take(2).Select(t => t.Id)];
    private static readonly CodedAnswer[][] Answers = [.. Enumerable.Range(0, Kinds).Select(k => k == 0 ? [] : new[] { new CodedAnswer(1, 1, [.. Codes(k)]) })];
    private static readonly string[] Names = [.. Enumerable.Range(0, 9).Select(i => $"p{i}")];

    public Plan Plan => plan;

    public byte[,,] Says { get; private init; } = new byte[plan.People, plan.Rounds, plan.Steps];

    public static int Side(int says, int theme) => says == 0 ? 0 : theme == 0 ? (says - 1) % 4 : (says - 1) / 4;

    public static byte With(int says, int theme, int side) => (byte)(1 + (theme == 0 ? side + 4 * Side(says, 1) : Side(says, 0) + 4 * side));

    public History Copy() => new(plan) { Says = (byte[,,])Says.Clone() };

    /// <summary>Whether somebody wrote the same in another history.</summary>
    public bool IsSameOf(int person, History other)
    {
        for (var r = 0; r < plan.Rounds; r++)
        {
            for (var s = 0; s < plan.Steps; s++)
            {
                if (Says[person, r, s] != other.Says[person, r, s])
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Whether everybody wrote only while they could. Taking back, and undoing that, are possible any time.</summary>
    public bool IsPossible()
    {
        for (var p = 0; p < plan.People; p++)
        {
            for (var r = 0; r < plan.Rounds; r++)
            {
                if (First(p, r) is var first && first < plan.Steps && !plan.CanWrite(p, r, first))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Every digest as it is read, in order.</summary>
    public string Read() => Text(Digests());

    public static string Text(IEnumerable<Disclosed> digests) => string.Concat(digests.Select(d => Shown(d) + "\n"));

    /// <summary>What every digest discloses, in order.</summary>
    public List<Disclosed> Digests()
    {
        List<DigestRecord> digests = [];
        List<Disclosed> read = [];
        var settings = new DigestSettings(plan.Minimum);
        for (var s = 0; s < plan.Steps; s++)
        {
            if (plan.Digest[s])
            {
                var end = Plan.End(s);
                var decision = DisclosureControl.Decide(new DigestMaterial(Window.Of(Reflections(s), Teams(s), digests, end), [], false, []), Samples.Book, settings);
                digests.Add(new DigestRecord
                {
                    WindowEnd = end, HasThemeContent = decision.Disclosed.HasThemeContent, Used = decision.Used, Quotes = [], Printed = [],
                    Contributors = decision.Contributors, Waited = decision.Waited, Running = [.. Enumerable.Range(0, plan.People).Where(p => plan.Leads(p, s)).Select(p => Names[p])], Codebook = "", Coder = "", Message = Nothing,
                });
                read.Add(decision.Disclosed);
            }
        }

        return read;
    }

    // All that the text of a digest is written from.
    private static string Shown(Disclosed disclosed) => string.Join('|', disclosed.Themes.Select(t =>
        $"{t.Words.About}{(t.Present ? " present" : "")}{(t.Strained ? " strained" : "")} {string.Join(',', t.Topics)}"));

    public static History Random(Random random)
    {
        var history = new History(Plan.Random(random));
        var (silent, plain) = (random.Next(1, 6), random.Next(2) == 0);
        for (var p = 0; p < history.Plan.People; p++)
        {
            for (var r = 0; r < history.Plan.Rounds; r++)
            {
                history.Write(random, p, r, silent, plain);
            }
        }

        return history;
    }

    private void Write(Random random, int person, int round, int silent, bool plain)
    {
        byte now = 0;
        byte last = 0;
        var mayWrite = random.Next(10) >= silent;
        for (var s = 0; s < plan.Steps; s++)
        {
            if (last == 0 && now == 0)
            {
                now = mayWrite && plan.CanWrite(person, round, s) && random.Next(2) == 0 ? Kind(random, plain) : now;
            }
            else if (now == 0)
            {
                now = random.Next(3) == 0 ? last : now; // Undone.
            }
            else
            {
                now = random.Next(12) switch { 0 => 0, 1 => Kind(random, plain), _ => now };
            }

            last = now == 0 ? last : now;
            Says[person, round, s] = now;
        }
    }

    private static byte Kind(Random random, bool plain) => plain ? (byte)random.Next(1, 4) : (byte)random.Next(1, Kinds);

    /// <summary>Whether something that somebody first submitted after one step stands in another.</summary>
    public bool Wrote(int person, int from, int step) => Enumerable.Range(0, plan.Rounds).Any(r => First(person, r) > from && Says[person, r, step] != 0);

    /// <summary>The step of somebody's first submission; past the end for never.</summary>
    public int First(int person, int round)
    {
        var first = 0;
        while (first < plan.Steps && Says[person, round, first] == 0)
        {
            first++;
        }

        return first;
    }

    private List<CodedReflection> Reflections(int step)
    {
        List<CodedReflection> all = [];
        for (var p = 0; p < plan.People; p++)
        {
            for (var r = 0; r < plan.Rounds; r++)
            {
                if (First(p, r) is var first && first <= step)
                {
                    all.Add(new(Names[p], Names[r], !plan.Leads(p, step) && !plan.Leads(p, first), Plan.At(first), Answers[Says[p, r, step]]));
                }
            }
        }

        return all;
    }

    private List<RoundTeam> Teams(int step) =>
    [
        .. Enumerable.Range(0, plan.Rounds).Where(r => r * Plan.StepsARound <= step).Select(r => new RoundTeam(
            Names[r], Plan.Opens(r), Plan.Closes(r), plan.FewAreTold(r),
            [.. Enumerable.Range(0, plan.People).Where(p => plan.IsAsked(p, r, step) && !plan.Leads(p, step)).Select(p => new TeamPlace(Names[p], plan.LeftAt(p, step), plan.RanUntil(p, step)))])),
    ];

    private static IEnumerable<Code> Codes(int says)
    {
        for (var theme = 0; theme < 2; theme++)
        {
            if (Side(says, theme) is var side and > 0)
            {
                yield return Samples.Code(Themes[theme], (Polarity)(side - 1));
            }
        }
    }
}
