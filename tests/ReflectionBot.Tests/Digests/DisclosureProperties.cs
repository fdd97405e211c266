using CsCheck;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Themes;
using static ReflectionBot.Tests.Digests.Samples;

namespace ReflectionBot.Tests.Digests;

/// <summary>Over random teams of 5 to 12 people, each with a reflection in one or two rounds.</summary>
public class DisclosureProperties
{
    private const int Times = 2000;
    private static readonly string[] ThemeIds = [.. Book.Themes.Select(t => t.Id)];

    private static readonly Gen<Code> AnyCode = Gen.Select(Gen.Int[0, ThemeIds.Length - 1], Gen.Int[0, 2], Gen.Int[0, 2], (theme, topic, side) => Code(ThemeIds[theme], (Polarity)side, topic));

    private static readonly Gen<CodedReflection[]> Teams = Gen.Int[5, 12].SelectMany(size =>
        Gen.Select(AnyCode.Array[0, 4], AnyCode.Array[0, 2], Gen.Bool).Array[size].Select(people => people.SelectMany(Reflections).ToArray()));

    [Fact]
    public void What_one_or_two_people_wrote_about_changes_nothing() => Teams.Sample(
        team =>
        {
            var small = ThemeIds.Where(t => People(team, t).Length is 1 or 2).ToArray();
            return Seen(team) == Seen(team.Select(r => Without(r, c => small.Contains(c.ThemeId))));
        },
        iter: Times);

    [Fact]
    public void A_new_theme_by_one_or_two_people_changes_nothing() => Gen.Select(Teams, AnyCode, Gen.Int[1, 2]).Sample(
        (team, code, people) =>
        {
            var without = team.Select(r => Without(r, c => c.ThemeId == code.ThemeId)).ToArray();
            var writers = without.Select(r => r.PersonId).Distinct().Take(people).ToArray();
            return Seen(without) == Seen(without.Select(r => writers.Contains(r.PersonId) ? With(r, code) : r));
        },
        iter: Times);

    [Fact]
    public void A_topic_of_one_or_two_people_changes_nothing_where_its_theme_stays() => Gen.Select(Teams, AnyCode).Sample(
        (team, code) =>
        {
            // Everybody keeps the theme by another topic of it, so that only the small topic comes and goes.
            var other = code with { TopicId = Book.Themes.Single(t => t.Id == code.ThemeId).Topics[3 - 1].Id };
            var based = team.Select(r => With(Without(r, c => c.ThemeId == code.ThemeId), other)).ToArray();
            var small = code with { TopicId = Book.Themes.Single(t => t.Id == code.ThemeId).Topics[0].Id, Polarity = other.Polarity };
            var writers = based.Select(r => r.PersonId).Distinct().Take(2).ToArray();
            return Seen(based) == Seen(based.Select(r => writers.Contains(r.PersonId) ? With(r, small) : r));
        },
        iter: Times);

    [Fact]
    public void Who_wrote_what_changes_nothing() => Gen.Select(Teams, Gen.Int).Sample(
        (team, seed) =>
        {
            var random = new Random(seed);
            string[] from = [.. team.Select(r => r.PersonId).Distinct()];
            string[] to = [.. from];
            random.Shuffle(to);
            var moved = team.Select(r => r with { PersonId = to[Array.IndexOf(from, r.PersonId)] }).ToArray();
            random.Shuffle(moved);
            var quotes = from.Select(p => Quote(p, $"A sentence of {Array.IndexOf(from, p) % 4}.", ThemeIds[Array.IndexOf(from, p) % 6], Array.IndexOf(from, p) % 3 == 0)).ToArray();
            var movedQuotes = quotes.Select(q => q with { PersonId = to[Array.IndexOf(from, q.PersonId)] }).ToArray();
            random.Shuffle(movedQuotes);
            return Seen(team, quotes) == Seen(moved, movedQuotes);
        },
        iter: Times);

    [Fact]
    public void Leads_and_facilitators_change_nothing() => Gen.Select(Teams, Teams).Sample(
        (team, leads) => Seen(team) == Seen([.. team, .. leads.Select(r => r with { PersonId = "lead" + r.PersonId, Counted = false })]),
        iter: Times);

    [Fact]
    public void Nothing_is_shown_below_its_minimum() => Teams.Sample(
        team =>
        {
            var shown = DisclosureControl.Decide(Material(team), Book, Settings).Disclosed;
            foreach (var theme in shown.Themes)
            {
                var id = Book.Themes.Single(t => t.Words == theme.Words).Id;
                Assert.True(People(team, id).Length >= 3);
                Assert.True(!theme.Present || People(team, id, Polarity.Present, Polarity.Mixed).Length >= 3);
                Assert.True(!theme.Strained || People(team, id, Polarity.Strained, Polarity.Mixed).Length >= 3);
            }

            // And nothing that has its people is kept back.
            Assert.Equal(ThemeIds.Count(t => People(team, t).Length >= 3), shown.Themes.Count);
        },
        iter: Times);

    [Fact]
    public void No_number_of_people_is_ever_printed() => Teams.Sample(
        team => !System.Text.RegularExpressions.Regex.IsMatch(Seen([.. team]).Replace("version 1", "", StringComparison.Ordinal).Replace("14 December", "", StringComparison.Ordinal).Replace("Digest of Monday 23 November 2026", "", StringComparison.Ordinal), @"\d|\ball\b|everyone|everybody|\bmost\b|emerged|finding|six or more"),
        iter: 200);

    [Fact]
    public void Each_reflection_is_used_up_once() => Gen.Select(Gen.Select(Gen.Int[0, 9], Gen.Int[0, 3], Gen.Int[0, 40], Gen.Int[0, 5]).Array[0, 40], Gen.Int[1, 12].Array[1, 6]).Sample(
        (writes, gaps) =>
        {
            var reflections = writes.DistinctBy(w => (w.Item1, w.Item2)).Select(w => Reflection($"p{w.Item1}", $"r{w.Item2}", Monday.AddDays(w.Item3), Code(ThemeIds[w.Item4 % 2]))).ToArray();
            List<DigestRecord> digests = [];
            var at = Monday;
            foreach (var gap in gaps)
            {
                at = at.AddDays(gap);
                digests.Add(Build(new DigestMaterial(WindowOf(reflections, digests, at), [], false, [])));
            }

            var used = digests.Where(d => d.HasThemeContent).SelectMany(d => d.Used).Select(u => (u.PersonId, u.RoundId)).ToArray();
            var last = digests.Where(d => d.HasThemeContent).Select(d => d.WindowEnd).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
            Assert.Equal(reflections.Where(r => r.SubmittedAt < last).Select(r => (r.PersonId, r.RoundId)).Order(), used.Order());
        },
        iter: Times);

    private static IEnumerable<CodedReflection> Reflections((Code[] First, Code[] Second, bool Twice) person, int index)
    {
        yield return Reflection($"p{index}", person.First);
        if (person.Twice)
        {
            yield return Reflection($"p{index}", "r2", Monday.AddHours(-2), person.Second);
        }
    }

    private static string[] People(CodedReflection[] team, string theme, params Polarity[] sides) =>
    [
        .. team.Where(r => r.Answers.SelectMany(a => a.Codes).Any(c => c.ThemeId == theme && (sides.Length == 0 || sides.Contains(c.Polarity)))).Select(r => r.PersonId).Distinct(),
    ];

    private static CodedReflection Without(CodedReflection reflection, Func<Code, bool> unwanted) =>
        reflection with { Answers = [.. reflection.Answers.Select(a => a with { Codes = [.. a.Codes.Where(c => !unwanted(c))] })] };

    private static CodedReflection With(CodedReflection reflection, Code code) =>
        reflection with { Answers = [.. reflection.Answers, new CodedAnswer(QuestionId.Feelings, 1, [code])] };
}
