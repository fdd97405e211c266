using CsCheck;
using ReflectionBot.Core.Digests.Review;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Themes;
using static ReflectionBot.Tests.Digests.Samples;

namespace ReflectionBot.Tests.Digests;

/// <summary>A facilitator checks what answers count under: the order, the choices, and how far the two readings agree.</summary>
public sealed class PassageReviewTests
{
    private const string Power = "shared-power";
    private const string Values = "shared-values";
    private static readonly PassageInReview Agenda = Passage("amir", "We set the agenda together.");
    private static readonly SidedTheme Found = new(Power, Polarity.Present);

    [Fact]
    public void Every_open_answer_comes_once_whatever_the_order() => Gen.Int[0, 12].Select(Gen.String).Sample((count, reader) =>
    {
        PassageInReview[] all = [.. Enumerable.Range(0, count).Select(i => Passage($"person-{i}", "We met.") is var p && i % 3 == 2 ? p with { Answer = p.Answer with { Reviewed = Read(false) } } : p)];
        var seen = new List<PassageInReview>();
        for (var next = PassageInReview.Next(all, reader, null); next is not null; next = PassageInReview.Next(all, reader, next))
        {
            seen.Add(next);
        }

        Assert.Equal(all.Where(p => p.IsOpen).OrderBy(p => p.PersonId), seen.OrderBy(p => p.PersonId));
    }, iter: 200);

    [Fact]
    public void The_order_says_nothing_of_names_or_times()
    {
        PassageInReview[] all = [.. Enumerable.Range(0, 8).Select(i => Passage($"person-{i}", "We met."))];
        var orders = new[] { "ana", "grace", "zoe" }.Select(reader => string.Join(' ', Order(all, reader))).ToList();
        Assert.Equal(3, orders.Distinct().Count());
        Assert.DoesNotContain(string.Join(' ', all.Select(p => p.PersonId)), orders);
    }

    [Fact]
    public void Other_words_are_another_answer_and_a_participant_is_another_one_in_another_round()
    {
        Assert.NotEqual(Agenda.Id, Passage("amir", "We set the agenda.").Id);
        Assert.Equal(Agenda.Participant, Passage("amir", "We set the agenda.").Participant);
        Assert.NotEqual(Agenda.Participant, (Agenda with { RoundId = "another" }).Participant);
    }

    [Theory]
    [InlineData("right", ReviewShows.Next, Power)]
    [InlineData("That is right.", ReviewShows.Next, Power)]
    [InlineData("also", ReviewShows.Themes, Power)]
    [InlineData("none", ReviewShows.Next, "")]
    [InlineData("not power", ReviewShows.Kept, "")]
    [InlineData("not shared values", ReviewShows.Kept, Power)]
    [InlineData("values hard", ReviewShows.Kept, Values)]
    [InlineData("skip", ReviewShows.Next, null)]
    [InlineData("next", ReviewShows.Next, null)]
    [InlineData("other", ReviewShows.Themes, null)]
    [InlineData("values", ReviewShows.Sides, null)]
    [InlineData("not", ReviewShows.Unknown, null)]
    [InlineData("not power hard", ReviewShows.Unknown, null)]
    [InlineData("lunch", ReviewShows.Unknown, null)]
    [InlineData("", ReviewShows.Unknown, null)]
    public void A_choice_corrects_what_was_shown(string said, ReviewShows shows, string? themes)
    {
        var step = Take(Agenda, said, blind: false);
        Assert.Equal((shows, themes), (step.Shows, step.Reviewed is { } read ? string.Join(' ', read.Themes.Select(t => t.Theme)) : null));
        Assert.True(step.Reviewed is null or { By: "ana", IsBlind: false });
    }

    [Theory]
    [InlineData("right", ReviewShows.Unknown, null)]
    [InlineData("also", ReviewShows.Unknown, null)]
    [InlineData("power well", ReviewShows.Kept, Power)]
    [InlineData("none", ReviewShows.Next, "")]
    public void What_was_not_shown_cannot_be_agreed_to(string said, ReviewShows shows, string? themes)
    {
        var step = Take(Agenda, said, blind: true);
        Assert.Equal((shows, themes), (step.Shows, step.Reviewed is { } read ? string.Join(' ', read.Themes.Select(t => t.Theme)) : null));
        Assert.True(step.Reviewed?.IsBlind ?? true);
    }

    [Fact]
    public void A_second_topic_comes_beside_the_first_and_a_side_can_be_changed()
    {
        var one = Agenda with { Answer = Agenda.Answer with { Reviewed = Read(true, Found) } };
        Assert.Equal([Found, new(Values, Polarity.Strained)], Take(one, "values hard", blind: false).Reviewed!.Themes);
        Assert.Equal([new(Power, Polarity.Mixed)], Take(one, "power both", blind: false).Reviewed!.Themes);
        // They saw what the coder finds only after the first choice, so it stays a blind one.
        Assert.True(Take(one, "power both", blind: false).Reviewed!.IsBlind);
    }

    [Fact]
    public void Agreement_is_counted_over_what_was_read_blind()
    {
        Answer Of(string text, bool blind, params SidedTheme[] themes) => Passage("amir", text).Answer with { Reviewed = Read(blind, themes) };
        var (answers, themes) = PassageReview.AgreementOf(Coding,
        [
            Of("We set the agenda together.", true, Found),
            Of("We set the agenda together.", true),
            Of("The bus was late.", true),
            Of("The bus was late.", true, new SidedTheme(Values, Polarity.Present)),
            Of("We set the agenda together.", false),
        ]);
        Assert.Equal(4, answers);
        // Power: coder on 2 of 4, facilitator on 1 of those: observed 3/4, by chance 1/2. Values: the facilitator alone, once.
        Assert.Equal([(Values, 0.0, 1), (Power, 0.5, 2)], themes.Select(t => (t.Theme.Id, Math.Round(t.Kappa!.Value, 3), t.N)));
        Assert.Null(Assert.Single(PassageReview.AgreementOf(Coding, [Of("We set the agenda together.", true, Found)]).Themes).Kappa);
        Assert.Equal(0, PassageReview.AgreementOf(Coding, [Of("We set the agenda together.", false)]).Answers);
    }

    private static ReviewStep Take(PassageInReview passage, string said, bool blind) => PassageReview.Take(Coding, passage, said, "ana", Monday, blind);

    private static IEnumerable<string> Order(PassageInReview[] all, string reader)
    {
        for (var next = PassageInReview.Next(all, reader, null); next is not null; next = PassageInReview.Next(all, reader, next))
        {
            yield return next.PersonId;
        }
    }

    private static ReviewedThemes Read(bool blind, params SidedTheme[] themes) => new([.. themes], "ana", Monday, blind);

    private static PassageInReview Passage(string person, string text) => new(person, "round", Answer.Empty(QuestionId.Evaluation, "c").WithParts([new("m", Monday, text)]));
}
