using System.Reflection;
using System.Text.RegularExpressions;
using CsCheck;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Digests.Quotes;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Tests.Digests;

public class QuoteCheckTests
{
    private static readonly string[] Names = ["Ana Silva", "Dr Will Okafor", "Zoë O'Brien", "Anne-Marie Li", "王小明"];

    [Theory]
    [InlineData("Write to ana@example.org or see www.example.org/x?y=1 now", "Write to [removed] or see [removed] now")]
    [InlineData("Ring 07700 900123, or +44 (0)20 7946 0000.", "Ring [removed], or [removed].")]
    [InlineData("My number is 943 476 5919 at the surgery", "My number is [removed] at the surgery")]
    [InlineData("I live at SW1A 1AA, number 10, since 2019", "I live at [removed], number 10, since 2019")]
    [InlineData("ana said no", "[name] said no")]
    [InlineData("Ana Silva and SILVA's boss", "[name] and [name]'s boss")]
    [InlineData("We will ask Will", "We will ask [name]")]
    [InlineData("zoe told Brien", "[name] told [name]")]
    [InlineData("Anne-Marie left", "[name] left")]
    [InlineData("昨天王小明来了", "昨天[name]来了")]
    [InlineData("An\u200Ba was late", "[name] was late")]
    [InlineData("find me @ana_s on there", "find me [removed] on there")]
    public void Redacts(string answer, string exact) => Assert.Equal(exact, QuoteCheck.Prepare(answer, Names));

    [Theory]
    [InlineData(" two\n\nlines\tand  spaces ", "two lines and spaces")]
    [InlineData("turned \u202Eround\u202C", "turned round")]
    [InlineData("a\u0000b\u0007c", "a b c")]
    [InlineData("broken \uD83D here", "broken here")]
    [InlineData("family \U0001F468\u200D\U0001F469 ok", "family \U0001F468\u200D\U0001F469 ok")]
    public void Comes_on_one_safe_line(string answer, string exact) => Assert.Equal(exact, QuoteCheck.Prepare(answer, []));

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("ana@example.org")]
    [InlineData("Ana ...")]
    public void Nothing_left_is_no_quote(string answer) => Assert.Null(QuoteCheck.Prepare(answer, Names));

    [Fact]
    public void A_longer_answer_than_people_are_told_is_not_cut()
    {
        Assert.Equal(ReflectionLimits.Quote, QuoteCheck.Longest);
        var whole = "We met. " + new string('a', QuoteCheck.Longest - 8);
        Assert.Equal(whole, QuoteCheck.Prepare(whole, []));
        Assert.Null(QuoteCheck.Prepare(whole + "a", []));
        Assert.Null(QuoteCheck.Prepare(new string('a', 100_000), []));
    }

    [Theory]
    [InlineData("They said \"no\" to us", "They said 'no' to us")]
    [InlineData("They rang.\" - Lena Park, \u201Calways\u201D", "They rang.' - Lena Park, 'always'")]
    [InlineData("\u00ABoui\u00BB \u300C\u306F\u3044\u300D \uFF02no\uFF02 \u2033x\u2033", "'oui' '\u306F\u3044' 'no' 'x'")]
    [InlineData("two '' singles \u2019\u2019 make none", "two ' singles ' make none")]
    public void Its_own_quotation_marks_are_single_ones(string answer, string exact) => Assert.Equal(exact, QuoteCheck.Prepare(answer, []));

    [Fact]
    public void What_was_approved_with_other_marks_is_not_printed() => Assert.False(Printable("They said \"no\"."));

    [Fact]
    public void Whatever_is_shown_can_be_printed_as_it_is() => Gen.Select(Gen.String[Gen.Char, 0, 400], Gen.String[Gen.Char, 0, 10].Array[0, 3]).Sample((text, names) =>
    {
        var exact = QuoteCheck.Prepare(text, names);
        return exact is null || (Printable(exact) && Printable(QuoteCheck.Tidy(exact)) && QuoteCheck.Tidy(QuoteCheck.Tidy(exact)) == QuoteCheck.Tidy(exact));
    }, iter: 3000);

    /// <summary>A pattern that never goes back takes a time in proportion to the text, whatever the text is.</summary>
    [Fact]
    public void No_pattern_of_the_rules_goes_back_over_a_text()
    {
        var patterns = typeof(QuoteCheck).Assembly.GetTypes().Where(t => t.Namespace == typeof(QuoteCheck).Namespace)
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(f => !t.ContainsGenericParameters && (f.FieldType == typeof(Regex) || f.FieldType == typeof(Regex[]))))
            .SelectMany(f => f.GetValue(null) is Regex one ? [one] : (Regex[])f.GetValue(null)!).ToList();
        Assert.True(patterns.Count > 10, $"only {patterns.Count} were found");
        Assert.All(patterns, p => Assert.True(p.Options.HasFlag(RegexOptions.NonBacktracking), $"{p}"));
    }

    [Theory]
    [InlineData("a", "@")]
    [InlineData("1 ", "")]
    [InlineData("a.", "")]
    [InlineData("\u0301", "")]
    public void Far_more_than_a_quote_is_not_looked_at(string piece, string end) => Assert.Null(QuoteCheck.Prepare(string.Concat(Enumerable.Repeat(piece, 50_000)) + end, Names));

    [Theory]
    [InlineData("i truely  didnt recieve it !!", "I truly didn't receive it!")]
    [InlineData("the dates moved , again", "The dates moved, again.")]
    [InlineData("it took alot of time....and more", "It took a lot of time...and more.")]
    [InlineData("more then before", "More then before.")]
    [InlineData("i.e. later", "I.e. later.")]
    public void Tidies_only_plain_slips(string text, string tidy) => Assert.Equal(tidy, QuoteCheck.Tidy(text));

    [Fact]
    public void Warns() => Assert.Equal("People may know you from the story, wording or spelling.", QuoteCheck.Warning);

    private static bool Printable(string exact) => QuoteCheck.IsPrintable(new ReleasedQuote("p", "r", QuestionId.Description, exact, null, null, false));
}
