using CsCheck;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Tests.Themes;

public class CoderTests
{
    private static readonly Codebook Book = Codebook.Load();
    private static readonly IndicatorCoder Coder = new();

    [Theory]
    [InlineData("we were listened to", "shared-power", Polarity.Present)]
    [InlineData("We weren't listened to.", "shared-power", Polarity.Strained)]
    [InlineData("we were never really listened to", "shared-power", Polarity.Strained)]
    [InlineData("it was just a tick box exercise", "shared-power", Polarity.Strained)]
    [InlineData("it wasn't tokenistic", "shared-power", Polarity.Present)]
    [InlineData("too much jargon", "shared-understanding", Polarity.Strained)]
    [InlineData("there was no jargon for once", "shared-understanding", Polarity.Present)]
    [InlineData("not only did they welcome us, I felt respected", "shared-values", Polarity.Present)]
    [InlineData("nobody followed up on anything", "shared-responsibilities", Polarity.Strained)]
    [InlineData("my name was on the report", "shared-ownership", Polarity.Present)]
    [InlineData("nothing came of it", "positive-outcomes", Polarity.Strained)]
    [InlineData("it made a real difference to the clinic", "positive-outcomes", Polarity.Present)]
    [InlineData("i\u2019ve learnt a lot\u2026", "positive-outcomes", Polarity.Present)]
    public void Codes_by_meaning_and_turns_with_a_negation(string text, string theme, Polarity polarity) =>
        Assert.Contains(Coder.Code(Book, text), c => c.ThemeId == theme && c.Polarity == polarity);

    [Fact]
    public void Both_sides_of_one_topic_in_one_sentence_is_mixed()
    {
        var code = Assert.Single(Coder.Code(Book, "We were listened to but then we were talked over."), c => c.TopicId == "having-a-voice");
        Assert.Equal((Polarity.Mixed, "p-voice+p-unheard"), (code.Polarity, code.Indicator));
    }

    [Fact]
    public void A_negation_does_not_reach_over_a_but() =>
        Assert.Contains(Coder.Code(Book, "It was not easy but we were listened to."), c => c is { ThemeId: "shared-power", Polarity: Polarity.Present });

    [Fact]
    public void Each_code_points_at_what_earned_it()
    {
        const string text = "The room was cold. In the end they took our advice \U0001F600 and it was brilliant.";
        var code = Assert.Single(Coder.Code(Book, text), c => c.ThemeId == "shared-power");
        Assert.Equal("took our advice", text.Substring(code.Passage.Start, code.Passage.Length));
        Assert.Equal(("deciding", "p-decide"), (code.TopicId, code.Indicator));
    }

    [Theory]
    [InlineData("We met on Tuesday at two and went through the forms one by one.")]
    [InlineData("The room was cold and the heating didn't come on until half past.")]
    [InlineData("I sent the minutes round on Friday and put the next date in the calendar.")]
    [InlineData("The link to the video call broke twice so we started twenty minutes late.")]
    [InlineData("I felt tired and a bit flat, my own stuff at home really.")]
    [InlineData("I was excited at first and then just busy")]
    [InlineData("My bus was late, so I missed the first part of the session")]
    [InlineData("We looked at the survey questions and changed the order of two of them.")]
    [InlineData("Recruitment took longer than planned because of the holidays.")]
    [InlineData("I think it was because of the school run, it's hard to be anywhere at three.")]
    [InlineData("Not sure. Ask me again in a month")]
    [InlineData("The council car park shuts at six so we had to leave")]
    [InlineData("next time I'd like to sit nearer the front as I can't hear well")]
    [InlineData("The project officer left in May and the new one starts in June.")]
    [InlineData("budget budget budget")]
    [InlineData("")]
    [InlineData("\U0001F600\U0001F600 ... !!!")]
    public void None_is_a_result(string text) => Assert.Empty(Coder.Code(Book, text));

    [Fact]
    public void The_same_text_has_the_same_codes_with_sound_passages() => Gen.String[Gen.OneOf(Gen.Char, Gen.Char["we listend.to not,jargon '"]), 0, 300].Sample(
        text =>
        {
            var codes = Coder.Code(Book, text);
            Assert.Equal(codes, new IndicatorCoder().Code(Codebook.Load(), text));
            Assert.All(codes, c => Assert.True(c.Passage.Start >= 0 && c.Passage.Length > 0 && c.Passage.End <= text.Length));
        },
        iter: 200);

    [Theory]
    [InlineData("a")]
    [InlineData("not ")]
    [InlineData("we ")]
    [InlineData("voice ")]
    [InlineData("we were not listened to. ")]
    [InlineData("they know what is what ")]
    [InlineData("budget ")]
    [InlineData("'")]
    [InlineData(".")]
    [InlineData("\U0001F600")]
    public void However_long_the_text_each_word_is_looked_at_a_bounded_number_of_times(string piece)
    {
        var (shorter, longer) = (Looks(piece, 25_000), Looks(piece, 100_000));
        Assert.True(longer <= 4.1 * shorter, $"four times the text took {longer} looks at words instead of {shorter}");
        var codes = Coder.Code(Book, Repeated(piece, 100_000));
        Assert.All(codes.GroupBy(c => c.TopicId), topic => Assert.True(topic.Count() <= IndicatorCoder.MostPerTopic));
    }

    /// <summary>How often the words of a text are looked at.</summary>
    private static long Looks(string piece, int length)
    {
        var words = Book.Indicators.Words(Repeated(piece, length));
        Assert.All(words, w => Assert.InRange(w.End - w.Start, 1, length));
        Assert.All(Book.Indicators.Hits(words, out var looks), h => Assert.NotNull(h.Indicator));
        return looks;
    }

    /// <summary>A word is cut where no pattern could reach any more: what follows changes nothing.</summary>
    [Fact]
    public void A_word_without_end_is_looked_at_to_its_longest()
    {
        var vocabulary = new Vocabulary(["voice", "voic*", "decid*"]);
        Assert.Equal([vocabulary.Entry("voic*"), vocabulary.Entry("voice")], vocabulary.Of(vocabulary.Find("voice")));
        Assert.Equal([vocabulary.Entry("voic*")], vocabulary.Of(vocabulary.Find("voiced")));
        Assert.Equal([vocabulary.Entry("decid*")], vocabulary.Of(vocabulary.Find("decid" + new string('e', Tokens.LongestWord))));
        Assert.Equal(0, vocabulary.Find("voi"));
        Assert.Equal(0, vocabulary.Find("\u00e9voice"));
        var word = Assert.Single(Tokens.Of("decid" + new string('e', 1000), vocabulary));
        Assert.Equal((vocabulary.Find("decide"), 0, 1005), (word.Set, word.Start, word.End));
    }

    private static string Repeated(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));
}
