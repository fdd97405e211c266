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
    [InlineData("see http://a.b/c, HTTPS://D or ftp://e now", "see [removed] [removed] or [removed] now")]
    [InlineData("on my-site.example.co.uk/page?x=1 or example.scot.", "on [removed] or [removed].")]
    [InlineData("mail b.n+c%d'e-f@mail-1.example .org now", "mail [removed] now")]
    [InlineData("mail bea@ example.org or bea @ example.org now", "mail [removed] or [removed] now")]
    [InlineData("I am QQ 12 34 56 C or qq123456c here", "I am [removed] or [removed] here")]
    [InlineData("ring 1234567 or (01)\u20132.3/4 (5-6)7, not 123456", "ring [removed] or [removed], not 123456")]
    [InlineData("at M1 1AE, EC1A 1BB or b33 8th", "at [removed], [removed] or [removed]")]
    [InlineData("the v2.org chart at 5 @ noon", "the [removed] chart at 5 @ noon")]
    public void Takes_out_what_reaches_somebody(string answer, string exact) => Assert.Equal(exact, QuoteCheck.Prepare(answer, []));

    [Theory]
    [InlineData("lan came, and \u0410na", "Ian Lis/Ana Silva", "[name] came, and [name]")]
    [InlineData("The LAN was down", "Ian Lis", "The LAN was down")]
    [InlineData("The dr and Dr Smith and J came", "Dr J Okafor", "The dr and Dr Smith and J came")]
    [InlineData("Removed said, then Removed: mail a@example.org", "Removed Smith", "[name] said, then [name]: mail [removed]")]
    [InlineData("\u738B\u5C0F\u660E\u6765\u4E86", "Name Li/\u738B\u5C0F\u660E", "[name]\u6765\u4E86")]
    [InlineData("[Ana] and [Silva] came", "Ana Silva", "[[name]] and [[name]] came")]
    [InlineData("\u738B\u5C0F\u660E\u6765\u4E86", "\u5C0F\u660E/\u738B\u5C0F\u660E", "[name]\u6765\u4E86")]
    [InlineData("\u6628\u5929\u7530\u4E2D Ken\u6765\u4E86", "\u7530\u4E2D Ken", "\u6628\u5929[name]\u6765\u4E86")]
    [InlineData("Ana \U0001F600", "Ana Silva", "[name] \U0001F600")]
    [InlineData("Ana - Silva. Ana left", "Ana Silva", "[name] - [name] left")]
    public void Takes_out_names_as_they_are_read(string answer, string names, string exact) => Assert.Equal(exact, QuoteCheck.Prepare(answer, names.Split('/')));

    [Theory]
    [InlineData(" two\n\nlines\tand  spaces ", "two lines and spaces")]
    [InlineData("turned \u202Eround\u202C", "turned round")]
    [InlineData("a\u0000b\u0007c", "a b c")]
    [InlineData("broken \uD83D here", "broken here")]
    [InlineData("family \U0001F468\u200D\U0001F469 ok", "family \U0001F468\u200D\U0001F469 ok")]
    [InlineData("heart \u2764\uFE0F\u200D\U0001F525 ok", "heart \u2764\uFE0F\u200D\U0001F525 ok")]
    [InlineData("pilot \U0001F469\U0001F3FD\u200D\U0001F680 ok", "pilot \U0001F469\U0001F3FD\u200D\U0001F680 ok")]
    [InlineData("ends in a joiner \U0001F468\u200D", "ends in a joiner \U0001F468")]
    [InlineData("no emoji: a\u200Db ^\u200D^ \u00A9\u200Dc", "no emoji: ab ^^ \u00A9c")]
    [InlineData("once caf\u00E9, twice cafe\u0301", "once caf\u00E9, twice caf\u00E9")]
    [InlineData("x\u0300\u0300\u0300\u0300\u0300 y\u0489\u0489\u0489\u0489\u0489 z\u0300", "x\u0300\u0300\u0300\u0300 y\u0489\u0489\u0489\u0489 z\u0300")]
    [InlineData("un\uE000seen \u0378\uFFFDat\u115F \u1160a\u3164l\uFFA0l\u2800 \u034F.", "unseen at all .")]
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

    // An address takes more room in the answer than in the quote.
    [Fact]
    public void A_long_answer_that_is_short_without_its_addresses_can_be_quoted()
    {
        var answer = "See www." + new string('a', 4000 - 8);
        Assert.Equal("See [removed]", QuoteCheck.Prepare(answer, []));
        Assert.Null(QuoteCheck.Prepare(answer + "a", []));
    }

    [Fact]
    public void Mending_never_makes_a_quote_too_long()
    {
        var most = new string('A', QuoteCheck.Longest);
        Assert.Equal(most, QuoteCheck.Tidy(most));
        Assert.Equal(most[1..] + ".", QuoteCheck.Tidy(most[1..]));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", false)]
    [InlineData("Ana", true)]
    [InlineData(" Ana", false)]
    [InlineData("Ana\u200B", false)]
    public void A_name_is_printed_as_it_was_approved_or_not_at_all(string? name, bool printed) => Assert.Equal(printed, Printable("Words.", name));

    [Fact]
    public void A_quote_and_its_name_are_no_longer_than_people_are_told()
    {
        var most = new string('a', QuoteCheck.Longest);
        Assert.True(Printable(most, most));
        Assert.False(Printable(most + "a"));
        Assert.False(Printable(most, most + "a"));
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
    [InlineData("we, i.e. some, and i. So did i", "We, i.e. some, and I. So did I.")]
    [InlineData("and i said alot.then more", "And I said a lot.then more.")]
    [InlineData("TEH end. Teh end, teh end", "TEH end. The end, the end.")]
    [InlineData("dont say i\u2019m 'late'", "Don't say I'm 'late'")]
    [InlineData("why?? a,,b ;;c .. so [name]", "Why? a,b;c... so [name].")]
    [InlineData("", "")]
    public void Tidies_only_plain_slips(string text, string tidy) => Assert.Equal(tidy, QuoteCheck.Tidy(text));

    [Fact]
    public void Warns() => Assert.Equal("People may know you from the story, wording or spelling.", QuoteCheck.Warning);

    private static bool Printable(string exact, string? name = null) => QuoteCheck.IsPrintable(new ReleasedQuote("p", "r", QuestionId.Description, exact, name, null, false));
}
