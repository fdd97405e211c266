using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Themes;
using static ReflectionBot.Tests.Digests.Samples;

namespace ReflectionBot.Tests.Digests;

/// <summary>What an answer is counted under: its author's word before a facilitator's, and that before the coder's.</summary>
public sealed class AnswerCodingTests
{
    private const string Power = "shared-power";
    private static readonly DateTimeOffset Said = Monday.AddHours(-3);
    private static readonly Answer Agenda = Answer.Empty(QuestionId.Evaluation, "c").WithParts([new("m", Monday, "We set the agenda together.")]);

    [Fact]
    public void Where_the_author_says_nothing_the_coder_stands_in()
    {
        var code = Assert.Single(AnswerCoding.Of(Coding, Agenda).Codes);
        Assert.Equal((Power, CodeSource.Codebook, null), (code.ThemeId, code.By, code.SetAt));
    }

    [Fact]
    public void The_authors_themes_stand_in_place_of_the_coders()
    {
        var code = Assert.Single(Codes(new SidedTheme("shared-responsibilities", Polarity.Strained)));
        Assert.Equal(("shared-responsibilities", "", Polarity.Strained, CodeSource.Author, Said), (code.ThemeId, code.TopicId, code.Polarity, code.By, code.SetAt));
        Assert.Equal(new Passage(0, Agenda.Text.Length), code.Passage);
    }

    [Fact]
    public void A_facilitators_reading_stands_in_place_of_the_coders_and_the_authors_word_before_both()
    {
        var code = Assert.Single(AnswerCoding.Of(Coding, Read(new SidedTheme("shared-values", Polarity.Mixed))).Codes);
        Assert.Equal(("shared-values", Polarity.Mixed, CodeSource.Facilitator, Said.AddHours(1)), (code.ThemeId, code.Polarity, code.By, code.SetAt));
        Assert.Empty(AnswerCoding.Of(Coding, Read()).Codes);
        var both = Read(new SidedTheme("shared-values", Polarity.Mixed)) with { About = About(new SidedTheme(Power, Polarity.Strained)).About };
        Assert.Equal(CodeSource.Author, Assert.Single(AnswerCoding.Of(Coding, both).Codes).By);
        Assert.Empty(AnswerCoding.Of(Coding, Read(new SidedTheme("shared-values", Polarity.Mixed)) with { About = About().About }).Codes);
    }

    [Fact]
    public void None_of_these_is_none() => Assert.Empty(Codes());

    [Fact]
    public void A_finer_topic_stays_where_the_coder_finds_one_under_the_same_theme_and_the_side_is_the_authors()
    {
        var found = Assert.Single(Coding.Coder.Code(Book, Agenda.Text));
        Assert.Equal(found with { Polarity = Polarity.Strained, By = CodeSource.Author, SetAt = Said }, Assert.Single(Codes(new SidedTheme(Power, Polarity.Strained))));
    }

    [Fact]
    public void A_theme_that_the_codebook_does_not_have_any_more_counts_for_nothing() => Assert.Empty(Codes(new SidedTheme("shared-lunch", Polarity.Present)));

    [Fact]
    public void A_theme_without_a_topic_counts_for_the_theme_alone()
    {
        var named = new Code(Power, "", new Passage(0, 3), Polarity.Present, "");
        CodedReflection[] team = [.. "abc".Select(p => Reflection($"{p}", named)), .. "de".Select(p => Reflection($"{p}"))];
        var digest = DigestBuilder.Build(Material(team), Frame, Coding, Settings);
        Assert.True(digest.HasThemeContent);
        Assert.Equal("You wrote about: power.", digest.Message.Lead[1]);
    }

    [Fact]
    public void Other_words_make_what_was_said_of_them_void()
    {
        var answer = About(new SidedTheme(Power, Polarity.Present));
        Assert.Null(answer.WithParts([.. answer.Parts, new("m2", Monday, "Or so I thought.")]).About);
        Assert.Null(answer.TakenBack().About);
        Assert.Null(Read().WithParts([.. answer.Parts, new("m2", Monday, "Or so I thought.")]).Reviewed);
        Assert.Null(Read().TakenBack().Reviewed);
        Assert.NotNull(Read().WithChoice(SharingChoice.OnlyMe).Reviewed);
        Assert.NotNull(answer.WithChoice(SharingChoice.OnlyMe).About);
    }

    [Fact]
    public void An_answer_is_about_two_themes_at_most_and_a_side_can_be_changed()
    {
        var two = new AuthorThemes([new(Power, Polarity.Present), new("shared-values", Polarity.Mixed)], Said);
        Assert.Null(two.With(new("positive-outcomes", Polarity.Present), Monday));
        Assert.Equal([new("shared-values", Polarity.Mixed), new(Power, Polarity.Strained)], two.With(new(Power, Polarity.Strained), Monday)!.Themes);
    }

    private static Answer About(params SidedTheme[] themes) => Agenda with { About = new([.. themes], Said), IsAboutAsked = true };

    private static Answer Read(params SidedTheme[] themes) => Agenda with { Reviewed = new([.. themes], "ana", Said.AddHours(1), IsBlind: false) };

    private static IReadOnlyList<Code> Codes(params SidedTheme[] themes) => AnswerCoding.Of(Coding, About(themes)).Codes;
}
