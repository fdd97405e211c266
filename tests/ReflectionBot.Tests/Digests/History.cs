using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Tests.Digests;

/// <summary>What people wrote, which each of them alone knows: for every person, round and step what their reflection says then.</summary>
internal sealed class History(Plan plan)
{
    /// <summary>0 for nothing (not written yet, or taken back); else two themes, each not there, present, strained or mixed, plus 1.</summary>
    public const int Kinds = 17;

    private static readonly DigestMessage Nothing = new("", [], [], [], [], [], []);
    private static readonly string[] Themes = [.. Samples.Book.Themes.Take(2).Select(t => t.Id)];
    private static readonly CodedAnswer[][] Answers = [.. Enumerable.Range(0, Kinds).Select(k => k == 0 ? [] : new[] { new CodedAnswer(QuestionId.Description, 1, [.. Codes(k)]) })];
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
