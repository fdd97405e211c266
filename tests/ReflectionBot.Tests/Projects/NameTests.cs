using CsCheck;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Core.Digests.Quotes;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;

namespace ReflectionBot.Tests.Projects;

/// <summary>Names as they look: nobody passes for somebody else by a letter of another alphabet, and people keep their own names.</summary>
public sealed class NameTests
{
    [Theory]
    [InlineData("Lena Park", "Len\u0430 P\u0430rk")]
    [InlineData("Lena Park", "LENA P\u0410RK")]
    [InlineData("Ana Silva", "\u0410na Silva")]
    [InlineData("Bea Novak", "\uFF22\uFF45\uFF41 \uFF2E\uFF4F\uFF56\uFF41\uFF4B")]
    [InlineData("Bea Novak", "B\u0435\u03B1 N\u03BFvak")]
    [InlineData("Bea Novak", "Bea No\u200Bvak")]
    [InlineData("Ian Lis", "lan Lis")]
    [InlineData("Ian Lis", "1an Lis")]
    [InlineData("Olu Obi", "0lu 0bi")]
    [InlineData("Rosa O'Neil", "Rosa O\u2019Neil")]
    [InlineData("Jean-Luc Roy", "Jean\u2010Luc Roy")]
    [InlineData("Jos\u00E9 Roy", "Jose\u0301 Roy")]
    [InlineData("\u0412\u0435\u0440\u0430 \u041A\u043E\u0442", "\u0432\u0435\u0440\u0430 \u043A\u043E\u0442")]
    public void Names_that_look_the_same_are_the_same(string one, string other)
    {
        Assert.True(NameMatch.Same(one, other));
        Assert.True(NameMatch.Same(other, one));
        Assert.True(ReaderNames.SeemsToName($"Dr {one} and the team", other));
    }

    [Theory]
    [InlineData("Ali Khan", "All Khan")]
    [InlineData("Ana Silva", "Ana Silvas")]
    [InlineData("Ian Lis", "Lan Lis")]
    [InlineData("Jos\u00E9 Roy", "Jose Roy")]
    public void Names_that_differ_to_a_reader_differ(string one, string other) => Assert.False(NameMatch.Same(one, other));

    [Fact]
    public void At_a_glance_accents_are_not_seen()
    {
        Assert.True(NameMatch.LooksLike("Jos\u00E9 Roy", "Jose Roy"));
        Assert.True(NameMatch.LooksLike("\u0141ukasz", "Lukasz"));
        Assert.False(NameMatch.LooksLike("Ana", "Anna"));
    }

    /// <summary>What a name permits is for who bears it letter for letter.</summary>
    [Fact]
    public void Reading_is_permitted_by_the_very_name()
    {
        Assert.True(ReaderNames.Names("Ana Silva and Dr Dele Okoro", "dele okoro"));
        Assert.False(ReaderNames.Names("Ana Silva", "\u0410na Silva"));

        // What tells two of one name apart is part of the name.
        Assert.True(ReaderNames.Names("Ana Silva, Maya Brooks (@maya2) (research team)", "Maya Brooks (@maya2)"));
        Assert.False(ReaderNames.Names("Ana Silva, Maya Brooks (@maya2)", "Maya Brooks"));
        Assert.False(ReaderNames.Names("Maya Brooks", "Maya Brooks (@maya2)"));
    }

    [Theory]
    [InlineData("Maya Brooks")]
    [InlineData("Siobh\u00E1n N\u00ED Bhriain")]
    [InlineData("Jean-Luc O\u2019Neil")]
    [InlineData("Nguy\u1EC5n Th\u1ECB")]
    [InlineData("\u0416\u0430\u043D\u043D\u0430 \u0411\u0440\u0443\u043A")]
    [InlineData("\u039D\u03AF\u03BA\u03BF\u03C2")]
    [InlineData("\u7530\u4E2D \u3055\u304F\u3089")]
    [InlineData("\u7530\u4E2D Ken")]
    [InlineData("\u30DE\u30A4\u30FC\u4E00")]
    [InlineData("\u05D3\u05E0\u05D4 \u05DC\u05D5\u05D9")]
    [InlineData("\u0645\u062D\u0645\u062F")]
    [InlineData("\u0905\u092E\u093F\u0924")]
    [InlineData("\uAE40\uBBFC\uC900")]
    [InlineData("Hawai\u02BBi Lee")]
    [InlineData("Maya Brooks (Leeds)")]
    [InlineData("Louis XIV the 2nd")]
    [InlineData("Dr. J.R. St. John")]
    [InlineData("Will Or")]
    public void People_are_called_what_they_are_called(string name) => Assert.Null(NameRules.Mistake(name));

    [Theory]
    [InlineData("\u0410na Silva", "two alphabets")]
    [InlineData("Len\u0430 P\u0430rk", "two alphabets")]
    [InlineData("Ana \u03A3ilva", "two alphabets")]
    [InlineData("Ana \u0421\u0438\u043B\u0432\u0430", "two alphabets")]
    [InlineData("@here", "not the name of one person")]
    [InlineData("#general", "not the name of one person")]
    [InlineData("<!@co-leads>", "@co-leads is a group or a channel")]
    [InlineData("Me.", "part of a command")]
    [InlineData("All of them", "part of a command")]
    [InlineData("ReflectionBot", "what I am called")]
    [InlineData("reflection bot.", "what I am called")]
    [InlineData("[Ann](x)", "make a link")]
    [InlineData("Ann **Bell**", "make a link")]
    [InlineData("42", "no letters")]
    [InlineData("\U0001F600", "no letters")]
    public void Other_names_are_refused_with_a_sentence(string name, string why) => Assert.Contains(why, NameRules.Mistake(name), StringComparison.Ordinal);

    [Fact]
    public void No_text_breaks_the_comparison() => Gen.Select(Gen.String, Gen.String).Sample((a, b) =>
    {
        _ = NameRules.Mistake(a);
        Assert.True(NameMatch.Same(a, a));
        Assert.Equal(NameMatch.Same(a, b), NameMatch.Same(b, a));
        Assert.True(!NameMatch.Same(a, b) || NameMatch.LooksLike(a, b));
    });

    [Theory]
    [InlineData(Setting.Readers, "Ana Silva and \u0410na Silva")]
    [InlineData(Setting.Lead, "\u0410na Silva")]
    [InlineData(Setting.Helper1, "C\u0430rys Jones")]
    public void No_name_of_two_alphabets_stands_in_the_text_people_agree_to(Setting setting, string value) =>
        Assert.Contains("two alphabets", SettingWords.Read(setting, value, new(2026, 11, 24)).Mistake, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"It was hard\" - Len\u0430 P\u0430rk", "'It was hard' - [name]")]
    [InlineData("Thanks to \uFF2C\uFF45\uFF4E\uFF41.", "Thanks to [name].")]
    [InlineData("I asked lena and P\u0391RK", "I asked [name] and [name]")]
    [InlineData("The lan was down, all of it.", "The [name] was down, all of it.")]
    [InlineData("We all met Ali in a park.", "We all met [name] in a [name].")]
    public void A_quote_loses_names_by_what_they_look_like(string text, string left) =>
        Assert.Equal(left, QuoteCheck.Prepare(text, ["Lena Park", "Ian Lis", "Ali Khan"]));
}
