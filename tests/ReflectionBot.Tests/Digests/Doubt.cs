using ReflectionBot.Core.Digests;

namespace ReflectionBot.Tests.Digests;

/// <summary>
/// Looks for another history with the same digests in which something is not so of somebody. It leaves none out: first when people wrote is
/// gone through (the digests count them, so those of whom they count the same are one), then what they wrote, each theme of each digest by
/// itself. Whoever uses it holds the history that it finds against the digests' own code.
/// </summary>
internal sealed class Doubt
{
    private readonly History _history;
    private readonly Plan _plan;
    private readonly int[] _at;
    private readonly IReadOnlyList<Disclosed> _read;
    private readonly List<Turn[]> _courses;
    private readonly Dictionary<int, List<Life>> _lives = [];
    private readonly Dictionary<(int Course, int Person), List<(Tally Tally, Life Life)>> _options = [];

    public Doubt(History history, IReadOnlyList<Disclosed> read)
    {
        (_history, _plan, _read) = (history, history.Plan, read);
        _at = _plan.Digests();
        _courses = Turn.Courses(_plan, read);
    }

    /// <summary>A history in which the fact is not as it is in this one, and only these people wrote otherwise; null where there is none.</summary>
    public History? Otherwise(int person, Fact fact, int[] free)
    {
        var fixedPeople = Enumerable.Range(0, _plan.People).Except(free).ToArray();
        for (var course = 0; course < _courses.Count; course++)
        {
            if (new DoubtSearch(_history, _read, _courses[course], person, fact).Find(
                [.. fixedPeople.Select(p => (p, Life.Of(_history, p)))], LivesOf(person), [.. free.Where(p => p != person).Select(p => (p, OptionsOf(course, p)))]) is { } other)
            {
                return other;
            }
        }

        return null;
    }

    private List<Life> LivesOf(int person) => _lives.TryGetValue(person, out var all) ? all : _lives[person] = Life.All(_plan, person);

    private List<(Tally, Life)> OptionsOf(int course, int person) => _options.TryGetValue((course, person), out var all)
        ? all
        : _options[(course, person)] = [.. LivesOf(person).Prepend(Life.Of(_history, person)).Select(l => (Tally: Tally.Of(_plan, person, l, _courses[course], _at), l)).DistinctBy(l => l.Tally)];
}

/// <summary>The search in one course of the digests.</summary>
internal sealed class DoubtSearch(History history, IReadOnlyList<Disclosed> read, Turn[] course, int person, Fact fact)
{
    private static readonly string[] Themes = [.. Samples.Book.Themes.Take(2).Select(t => t.Words.About)];

    private readonly Plan _plan = history.Plan;
    private readonly int[] _at = history.Plan.Digests();
    private readonly bool _want = !fact.IsTrue(history, person);

    public History? Find((int Person, Life Life)[] others, List<Life> own, (int Person, List<(Tally Tally, Life Life)> Lives)[] free)
    {
        var known = others.Aggregate(default(Tally), (sum, o) => sum + Tally.Of(_plan, o.Person, o.Life, course, _at));
        if (!known.CanBecome(course, _plan.Minimum, free.Length + 1))
        {
            return null;
        }

        var sides = SidesOf(others);
        HashSet<(Tally, string)> tried = [];
        foreach (var life in own)
        {
            foreach (var held in Held(life))
            {
                var allowed = Allowed(life, held);
                var start = known + Tally.Of(_plan, person, life, course, _at);
                if (tried.Add((start, string.Join(' ', allowed.Select(a => $"{a[0]},{a[1]}")))) && start.CanBecome(course, _plan.Minimum, free.Length)
                    && new Rest(this, start, free, sides, allowed).Find() is var (lives, fills))
                {
                    return Write(life, held, free, lives, fills);
                }
            }
        }

        return null;
    }

    private bool Is(int round) => fact.Round is null || fact.Round == round;

    // At which digest of which round the fact is to hold; -1 for at none. Where a digest counts it, what others wrote has to fit it.
    private IEnumerable<(int Digest, int Round)> Held(Life life)
    {
        var possible = from r in Enumerable.Range(0, _plan.Rounds) where Is(r) from d in Enumerable.Range(0, _at.Length) where (life.Stood[r] >> d & 1) != 0 select (d, r);
        return _want ? possible : fact.Theme is not null || !possible.Any() ? [(-1, -1)] : [];
    }

    // The sides of each theme that the person can have taken in each digest, as bits; none where it does not count them.
    private int[][] Allowed(Life life, (int Digest, int Round) held) => [.. _at.Select((step, d) =>
    {
        var rounds = course[d].LooksAtThemes ? life.Counted(_plan, person, d, step, course[d].From) : 0;
        var any = rounds == 0 ? 0 : 15;
        int[] allowed = [any, any];
        var elsewhere = Enumerable.Range(0, _plan.Rounds).Any(r => (rounds >> r & 1) != 0 && !Is(r));
        if (fact.Theme is { } theme && _want == (held.Digest == d && (rounds >> held.Round & 1) != 0) && (_want || !elsewhere))
        {
            allowed[theme] &= Holding(_want);
        }

        return allowed;
    })];

    private int Holding(bool want) => Enumerable.Range(0, 4).Where(side => (side > 0 && (fact.Side == 0 || side == fact.Side || side == 3)) == want).Sum(side => 1 << side);

    private Sides[,] SidesOf((int Person, Life Life)[] people)
    {
        var sides = new Sides[_at.Length, Themes.Length];
        foreach (var (p, life) in people)
        {
            for (var d = 0; d < _at.Length; d++)
            {
                var rounds = life.Counted(_plan, p, d, _at[d], course[d].From);
                for (var t = 0; t < Themes.Length; t++)
                {
                    var side = Enumerable.Range(0, _plan.Rounds).Where(r => (rounds >> r & 1) != 0).Aggregate(0, (all, r) => all | History.Side(history.Says[p, r, _at[d]], t));
                    sides[d, t] = sides[d, t].With(side);
                }
            }
        }

        return sides;
    }

    private History Write(Life own, (int Digest, int Round) held, (int Person, List<(Tally Tally, Life Life)> Lives)[] free, Life[] lives, Fill[,] fills)
    {
        var other = history.Copy();
        for (var i = 0; i < free.Length; i++)
        {
            Put(other, free[i].Person, lives[i]);
        }

        Put(other, person, own);
        for (var d = 0; d < _at.Length; d++)
        {
            for (var t = 0; t < Themes.Length && course[d].LooksAtThemes; t++)
            {
                var said = fills[d, t].Others();
                for (var i = 0; i < free.Length; i++)
                {
                    var counted = lives[i].Counted(_plan, free[i].Person, d, _at[d], course[d].From);
                    Say(other, free[i].Person, counted, d, t, counted == 0 ? 0 : said.Dequeue());
                }

                // Where the fact is not to be, in its rounds, the theme stands in the other round.
                var rounds = own.Counted(_plan, person, d, _at[d], course[d].From);
                var elsewhere = Enumerable.Range(0, _plan.Rounds).Where(r => (rounds >> r & 1) != 0 && !Is(r)).Sum(r => 1 << r);
                Say(other, person, t == fact.Theme && !_want && elsewhere != 0 ? elsewhere : rounds, d, t, fills[d, t].Own);
            }
        }

        if (held.Digest >= 0 && fact.Theme is { } theme && !fact.Holds(other.Says[person, held.Round, _at[held.Digest]]))
        {
            Say(other, person, 1 << held.Round, held.Digest, theme, fact.Side == 0 ? 1 : fact.Side);
        }

        return other;
    }

    private void Put(History other, int whose, Life life)
    {
        for (var r = 0; r < _plan.Rounds; r++)
        {
            for (var s = 0; s < _plan.Steps; s++)
            {
                var digest = Array.IndexOf(_at, s);
                other.Says[whose, r, s] = s < life.First[r] || (digest >= 0 && (life.Stood[r] >> digest & 1) == 0) ? (byte)0 : (byte)1;
            }
        }
    }

    private void Say(History other, int whose, int rounds, int digest, int theme, int side)
    {
        for (var r = 0; r < _plan.Rounds; r++)
        {
            if ((rounds >> r & 1) != 0)
            {
                other.Says[whose, r, _at[digest]] = History.With(other.Says[whose, r, _at[digest]], theme, side);
            }
        }
    }

    /// <summary>What one theme of one digest needs: the person's own side, and how many of the others took which.</summary>
    private readonly record struct Fill(int Own, int Present, int Strained, int Both)
    {
        public Queue<int> Others() => new([.. Enumerable.Repeat(1, Present), .. Enumerable.Repeat(2, Strained), .. Enumerable.Repeat(3, Both), .. Enumerable.Repeat(0, 9)]);
    }

    /// <summary>The other people who may have written otherwise, one after another; what was tried of the last ones is not tried again.</summary>
    private sealed class Rest(DoubtSearch search, Tally start, (int Person, List<(Tally Tally, Life Life)> Lives)[] free, Sides[,] sides, int[][] allowed)
    {
        private readonly HashSet<(int, Tally)> _failed = [];
        private readonly Life[] _lives = new Life[free.Length];
        private readonly Fill[,] _fills = new Fill[allowed.Length, Themes.Length];

        public (Life[] Lives, Fill[,] Fills)? Find() => From(0, default) ? (_lives, _fills) : null;

        private bool From(int i, Tally others)
        {
            if (!(start + others).CanBecome(search.Course, search._plan.Minimum, free.Length - i))
            {
                return false;
            }

            if (i == free.Length)
            {
                return Fits(others);
            }

            if (_failed.Contains((i, others)))
            {
                return false;
            }

            foreach (var (tally, life) in free[i].Lives)
            {
                _lives[i] = life;
                if (From(i + 1, others + tally))
                {
                    return true;
                }
            }

            _failed.Add((i, others));
            return false;
        }

        private bool Fits(Tally others)
        {
            var needed = new DigestSettings(search._plan.Minimum).NeededFor(DigestSettings.PeoplePerPolarity);
            for (var d = 0; d < allowed.Length; d++)
            {
                for (var t = 0; t < Themes.Length && search.Course[d].LooksAtThemes; t++)
                {
                    var shown = search.Read(d, t);
                    if (FillOf(sides[d, t], shown, search.Course[d].Sides && (start + others).People(d) >= needed, others.People(d), allowed[d][t]) is not { } fill)
                    {
                        return false;
                    }

                    _fills[d, t] = fill;
                }
            }

            return true;
        }

        private static Fill? FillOf(Sides known, DisclosedTheme? shown, bool sidesAreShown, int others, int allowed)
        {
            for (var own = 0; own < 4; own++)
            {
                if ((allowed == 0 ? own == 0 : (allowed >> own & 1) != 0) && known.With(own).Fill(shown, sidesAreShown, others) is var (present, strained, both))
                {
                    return new(own, present, strained, both);
                }
            }

            return null;
        }
    }

    private Turn[] Course => course;

    private DisclosedTheme? Read(int digest, int theme) => read[digest].Themes.FirstOrDefault(t => t.Words.About == Themes[theme]);
}
