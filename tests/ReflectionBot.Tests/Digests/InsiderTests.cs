using ReflectionBot.Core.Digests;

namespace ReflectionBot.Tests.Digests;

/// <summary>
/// Nobody on a project can be sure of another's contribution, theme or polarity from all digests together: whatever is true of somebody, some
/// other history has the same digests, the same roster, the same words of whoever looks, and it is not true there. Where there is none, the
/// test fails. <c>REFLECTIONBOT_HISTORIES</c> sets how many histories are tried, <c>REFLECTIONBOT_FIRST</c> the first of them (CONTRIBUTING.md).
/// </summary>
public class InsiderTests(ITestOutputHelper output)
{
    private const int EveryTime = 20_000;

    /// <summary>Things asked about one history, of everybody who reads its digests.</summary>
    private const int AHistory = 4;

    private static readonly int Histories = Setting("REFLECTIONBOT_HISTORIES") ?? EveryTime;
    private static readonly int First = Setting("REFLECTIONBOT_FIRST") ?? 0;

    [Fact]
    public void No_insider_can_be_sure_of_anybody_in_any_history()
    {
        var shown = 0;
        for (var seed = First; seed < First + Histories; seed++)
        {
            var history = History.Random(new Random(seed));
            var questions = Questions(history);
            new Random(seed).Shuffle(questions);
            shown += NobodyIsSure($"history {seed}", history, questions.Take(AHistory)).Exists(d => d.HasThemeContent) ? 1 : 0;
        }

        output.WriteLine($"{Histories} histories from {First} on, {shown} of them with topics");
        Assert.True(Histories < EveryTime || shown > Histories / 10, $"only {shown} histories had topics");
    }

    // Seven are asked, so nobody is told that few count. p6 has become lead before the digest comes, or was lead when they wrote (from 2 until 2 is never); p5 wrote or did not.
    [Theory]
    [InlineData(1, 2, true, true, false)]
    [InlineData(1, 2, false, true, false)]
    [InlineData(2, 2, true, true, true)]
    [InlineData(1, 3, true, false, false)]
    [InlineData(1, 3, false, false, false)]
    public void Of_seven_one_of_whom_is_or_was_lead_nobody_is_sure(int leadFrom, int leadUntil, bool fifthWrote, bool topics, bool sides)
    {
        const int people = 7;
        var plan = new Plan
        {
            People = people, Rounds = 1, AskedFrom = new int[people, 1], Off = new bool[people, Plan.StepsARound], Digest = [false, false, true], Minimum = 5,
            LeadFrom = [.. Enumerable.Repeat(Plan.StepsARound, people - 1), leadFrom], LeadUntil = [.. Enumerable.Repeat(Plan.StepsARound, people - 1), leadUntil],
        };
        var history = new History(plan);
        foreach (var p in Enumerable.Range(0, people).Where(p => p != 5 || fifthWrote))
        {
            (history.Says[p, 0, 1], history.Says[p, 0, 2]) = (2, 2);
        }

        var digest = NobodyIsSure($"lead from {leadFrom} until {leadUntil}", history, Questions(history)).Single();
        Assert.Equal((topics, sides), (digest.HasThemeContent, digest.Themes.Any(t => t.Present)));
    }

    private static List<Disclosed> NobodyIsSure(string name, History history, IEnumerable<(int Person, Fact Fact)> questions)
    {
        var digests = history.Digests();
        var doubt = new Doubt(history, digests);
        foreach (var (person, fact) in questions)
        {
            var sure = Sure(history, digests, doubt, person, fact);
            Assert.True(sure.Count == 0, $"{name}: p{sure.FirstOrDefault()} is sure of {fact} of p{person}\n{Told(history)}\n{History.Text(digests)}");
        }

        return digests;
    }

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : null;

    // Whoever wrote the same in the other history cannot tell the two apart.
    private static HashSet<int> Sure(History history, List<Disclosed> digests, Doubt doubt, int person, Fact fact)
    {
        var read = History.Text(digests);
        var sure = Observers(history, digests, person, fact).ToHashSet();
        foreach (var free in Free(history.Plan.People, person, [.. sure]).TakeWhile(_ => sure.Count > 0))
        {
            if (sure.Overlaps(Enumerable.Range(0, history.Plan.People).Except(free)) && doubt.Otherwise(person, fact, free) is { } other)
            {
                Assert.True(other.IsPossible() && fact.IsTrue(other, person) != fact.IsTrue(history, person), $"the search found a history in which {fact} of p{person} is as it was:\n{Told(other)}");
                Assert.True(read == other.Read(), $"the search found a history with other digests:\n{Told(history)}\n{read}\n{Told(other)}\n{other.Read()}");
                sure.RemoveWhere(o => history.IsSameOf(o, other));
            }
        }

        return sure;
    }

    // First what few changes can show, then everybody but the one who looks.
    private static IEnumerable<int[]> Free(int people, int person, int[] observers) =>
    [
        [person],
        .. Enumerable.Range(0, people).Where(p => p != person).Select(p => new[] { person, p }),
        .. observers.Select(o => Enumerable.Range(0, people).Where(p => p != o).ToArray()),
    ];

    private static (int Person, Fact Fact)[] Questions(History history) =>
        [.. from p in Enumerable.Range(0, history.Plan.People) from f in Fact.All(history.Plan.Rounds) where f.CouldBe(history.Plan, p) select (p, f)];

    // Rule 3 says openly that a digest with topics tells of few people that all or nearly all of them wrote, and they are told so when a round
    // opens. Of exactly seven, whoever did not write and reads a side knows that the six others did. Nothing else is left out: neither what
    // they wrote, nor that somebody did not.
    private static IEnumerable<int> Observers(History history, List<Disclosed> digests, int person, Fact fact)
    {
        var (plan, at) = (history.Plan, history.Plan.Digests());
        var all = Enumerable.Range(0, plan.People).Where(o => o != person);
        if (fact.Theme is not null || !fact.IsTrue(history, person))
        {
            return all;
        }

        int[] shown = [.. Enumerable.Range(0, at.Length).Where(d => digests[d].HasThemeContent)];
        bool IsOpen(int observer, int d)
        {
            var from = shown.Where(s => s < d).Select(s => at[s]).LastOrDefault(-1);
            return plan.FewAreTold(at[d] / Plan.StepsARound)
                || (digests[d].Themes.Any(t => t.Present || t.Strained) && !history.Wrote(observer, from, at[d])
                    && plan.Possible(at[d], from) is var possible && possible.Length == new DigestSettings(plan.Minimum).FewPeople && possible.Contains(observer));
        }

        return all.Where(o => !Array.Exists(shown, d => IsOpen(o, d)));
    }

    private static string Told(History history) => string.Join('\n', Enumerable.Range(0, history.Plan.People).Select(p =>
        $"p{p} lead from {history.Plan.LeadFrom[p]} until {history.Plan.LeadUntil?[p]}: " + string.Join("; ", Enumerable.Range(0, history.Plan.Rounds).Select(r =>
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
