using CsCheck;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Tests.Reflections;

public sealed class ReflectionRowsTests
{
    private static readonly Gen<DateTimeOffset> Times = Gen.Long[0, 4_000_000_000_000_0000].Select(t => new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(t));
    private static readonly Gen<AnswerPart> Parts = Gen.Select(Gen.String, Times, Gen.OneOf(Gen.String, Gen.Const("two\nlines"), Gen.Const("\uD83D\uDE00")), Times, Gen.Bool).Select((id, at, text, then, changed) => new AnswerPart(id, at, text, changed ? then : null));

    private static readonly Gen<QuestionId> Questions = Gen.OneOf(Gen.Int[0, 8].Select(i => QuestionId.Known[i]), Gen.Char['a', 'z'].Array[0, 39].Select(name => QuestionId.Of("Q" + new string(name))!.Value));

    private static readonly Gen<Answer> Answers =
        from stage in Questions
        from parts in Parts.List[0, 6]
        from version in Gen.Long[1, 1000]
        from choice in Gen.Enum<SharingChoice>()
        from quoted in Gen.Bool
        from exact in Gen.String
        from state in Gen.Enum<QuoteState>()
        from rewords in Gen.Bool
        from about in Gen.Int[-1, 2]
        from side in Gen.Enum<Polarity>()
        from read in Gen.Int[-1, 6]
        select new Answer(stage, [.. parts], version, "c1", choice) { Quote = quoted ? new(exact, version, state) { Message = rewords ? exact + version : null } : null, About = about < 0 ? null : new([.. Enumerable.Range(0, about).Select(i => new SidedTheme($"theme-{i}", side))], DateTimeOffset.UnixEpoch.AddSeconds(version)), IsAboutAsked = about >= 0, Reviewed = read < 0 ? null : new([.. Enumerable.Range(0, read).Select(i => new SidedTheme($"theme-{i}", side))], $"p{read}", DateTimeOffset.UnixEpoch.AddHours(version), quoted), Withdrawn = parts.Count == 0 };

    [Fact]
    public void An_answer_comes_back_from_its_row() => Answers.Sample(answer =>
    {
        var back = ReflectionRows.ToAnswer(ReflectionRows.ToColumns(answer));
        Assert.Equal(answer.Parts, back.Parts);
        Assert.Equal(answer with { Parts = [], About = null, Reviewed = null }, back with { Parts = [], About = null, Reviewed = null });
        Assert.Equal((answer.About?.At, answer.About is null), (back.About?.At, back.About is null));
        Assert.Equal(answer.About?.Themes ?? [], back.About?.Themes ?? []);
        Assert.Equal((answer.Reviewed?.By, answer.Reviewed?.At, answer.Reviewed?.IsBlind), (back.Reviewed?.By, back.Reviewed?.At, back.Reviewed?.IsBlind));
        Assert.Equal(answer.Reviewed?.Themes ?? [], back.Reviewed?.Themes ?? []);
        Assert.Equal(answer.Text, back.Text);
    }, iter: 2_000);

    /// <summary>Answers hold names, and coded rows and digests of earlier versions numbers: rows that stand there already must go on meaning the same.</summary>
    [Fact]
    public void Names_and_numbers_of_stages_stand_in_stored_rows_and_never_change() => Assert.Equal(
        "Description=1 Feelings=2 Evaluation=3 Analysis=4 Conclusion=5 ActionPlan=6 StoodOut=7 OthersFelt=8 LastPlan=9",
        string.Join(' ', Enumerable.Range(1, 9).Select(n => $"{QuestionId.OfRow($"{n}")}={n}")));

    [Fact]
    public async Task A_coded_row_keeps_who_set_each_code_and_when()
    {
        var (tables, cancel) = (new Web.InMemoryTables(), TestContext.Current.CancellationToken);
        var store = new ReflectionBot.Application.Stores.CodedStore(tables);
        DateTimeOffset at = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
        Code[] codes = [new("shared-power", "", new Passage(0, 9), Polarity.Mixed, "") { By = CodeSource.Author, SetAt = at.AddMinutes(-5) }, new("shared-values", "respect", new Passage(2, 3), Polarity.Present, "a b+c")];
        var row = new ReflectionBot.Application.Stores.CodedRow(new("p", "r", true, at, [new(QuestionId.Evaluation, 2, codes)]), 7, "c 1");
        await store.WriteAsync(ReflectionBot.Application.Tables.Keys.Coded("j", new NodaTime.LocalDate(2026, 11, 23)), row, cancel);
        var back = Assert.Single(await store.SinceAsync("j", at.AddDays(-1), at.AddDays(1), cancel));
        Assert.Equal(codes, Assert.Single(back.Reflection.Answers).Codes);
    }

    [Fact]
    public async Task A_coded_row_of_before_is_read_by_its_numbers()
    {
        var (tables, cancel) = (new Web.InMemoryTables(), TestContext.Current.CancellationToken);
        var monday = new NodaTime.LocalDate(2026, 11, 23);
        DateTimeOffset at = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
        var columns = ReflectionBot.Application.Tables.Columns.Empty.With("Person", "p").With("Round", "r").With("CodedAt", at).With("Counted", true).With("Version", 7).With("Coder", "c 1")
            .With("Version3", 2).With("Codes3", "shared-power agenda 0 9 Strained decided");
        await ReflectionBot.Application.Tables.TableReads.PutAsync(tables, ReflectionBot.Application.Tables.Keys.Coded("j", monday), ReflectionBot.Application.Tables.Keys.Join("coded", "r", "p"), columns, cancel);
        var row = Assert.Single(await new ReflectionBot.Application.Stores.CodedStore(tables).SinceAsync("j", at.AddDays(-1), at.AddDays(1), cancel));
        var answer = Assert.Single(row.Reflection.Answers);
        Assert.Equal((QuestionId.Evaluation, 2, "decided"), (answer.Stage, answer.Version, Assert.Single(answer.Codes).Indicator));
    }

    [Fact]
    public void The_text_stands_in_a_row_once()
    {
        var columns = ReflectionRows.ToColumns(Answer.Empty(QuestionId.Feelings, "c").WithParts([new("m1", DateTimeOffset.UnixEpoch, "unmistakable"), new("m2", DateTimeOffset.UnixEpoch, "more")]));
        Assert.Equal("unmistakable\nmore", columns.Text("Text"));
        Assert.Equal("Feelings", columns.Text("Stage"));
        Assert.Equal("topics", columns.Text("Choice"));
        Assert.Single(columns.Values.Values.OfType<string>(), v => v.Contains("unmistakable", StringComparison.Ordinal));
    }

    [Fact]
    public void A_reflection_and_a_consent_come_back_from_their_rows() => Gen.Select(Gen.Enum<RosterState>(), Gen.Enum<ReflectionForm>(), Questions, Questions.Array[0, 4], Times, Gen.Bool).Sample((state, form, current, skipped, at, flag) =>
    {
        var reflection = new Reflection("p", "r") { State = state, Form = form, Current = current, Skipped = [.. skipped], Version = 7, SubmittedAt = flag ? at : null, SubmittedVersion = flag ? 3 : null, Paused = flag, Held = !flag };
        var back = ReflectionRows.ToReflection(ReflectionRows.ToColumns(reflection));
        Assert.Equal(reflection.Skipped, back.Skipped);
        Assert.Equal(reflection with { Skipped = [], Answers = back.Answers }, back with { Skipped = [] });
        var consent = new ConsentRecord("p", "v", flag, at, flag ? "Ana Silva" : null);
        Assert.Equal(consent, ReflectionRows.ToConsent(ReflectionRows.ToColumns(consent)));
    }, iter: 500);

    [Fact]
    public void A_damaged_row_says_so_without_the_words()
    {
        var columns = ReflectionRows.ToColumns(Answer.Empty(QuestionId.Feelings, "c").WithParts([new("m1", DateTimeOffset.UnixEpoch, "secret")])).With("PartLengths", "3");
        var damaged = Assert.Throws<InvalidDataException>(() => ReflectionRows.ToAnswer(columns));
        Assert.DoesNotContain("secret", damaged.ToString(), StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => ReflectionRows.ToAnswer(columns.With("Choice", "everybody")));
    }
}
