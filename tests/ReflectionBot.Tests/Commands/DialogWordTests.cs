using CsCheck;
using ReflectionBot.Core.Commands;
using ReflectionBot.Core.Projects;
using static ReflectionBot.Tests.Commands.Typing;

namespace ReflectionBot.Tests.Commands;

public class DialogWordTests
{
    [Theory]
    [InlineData("next", DialogWord.Next)]
    [InlineData("Next.", DialogWord.Next)]
    [InlineData("NEXT", DialogWord.Next)]
    [InlineData(" \u200Bnext\u00A0! ", DialogWord.Next)]
    [InlineData("`one at a  time`", DialogWord.OneAtATime)]
    [InlineData("three questions", DialogWord.ThreeQuestions)]
    [InlineData("not this round", DialogWord.NotThisRound)]
    [InlineData("Who opened my answers?", DialogWord.WhoOpened)]
    [InlineData("get help", DialogWord.GetHelp)]
    [InlineData("withdraw all", DialogWord.Withdraw)]
    [InlineData("edit 3", DialogWord.Edit)]
    [InlineData("share 3 only me", DialogWord.Share)]
    [InlineData("say to team \"We need the dates.\"", DialogWord.SayToTeam)]
    public void An_exact_word_counts_while_answering(string text, DialogWord word)
    {
        Assert.Equal(word, DialogWords.Match(text, answering: true)?.Word);
        Assert.Equal(word, Assert.IsType<DialogCommand>(Assert.IsType<ParseResult.Parsed>(Parse(text, answering: true)).Command).Word);
    }

    [Theory]
    [InlineData("next please")]
    [InlineData("next\nweek we meet")]
    [InlineData("next\n.")]
    [InlineData("Yes")]
    [InlineData("no.")]
    [InlineData("I agree")]
    [InlineData("Open")]
    [InlineData("nxt")]
    [InlineData("say to team that we need dates")]
    [InlineData("switch off the phones")]
    [InlineData("edit the leaflet")]
    [InlineData("share the notes with topics")]
    [InlineData("status")]
    [InlineData("start \"Focus groups complete\"")]
    [InlineData("help was there when I needed it")]
    [InlineData("close")]
    [InlineData("hello")]
    [InlineData("milestone")]
    [InlineData("get help earlier next time")]
    public void Everything_else_is_an_answer(string text)
    {
        Assert.Null(DialogWords.Match(text, answering: true));
        Assert.IsType<ParseResult.NotACommand>(Parse(text, Everything, answering: true));
    }

    [Theory]
    [InlineData("yes", DialogWord.Yes)]
    [InlineData("No", DialogWord.No)]
    [InlineData("I agree.", DialogWord.Agree)]
    [InlineData("open", DialogWord.Open)]
    [InlineData("switch Housing priorities", DialogWord.Switch)]
    public void Words_that_may_be_answers_count_when_nothing_is_being_answered(string text, DialogWord word) =>
        Assert.Equal(word, DialogWords.Match(text, answering: false)?.Word);

    [Fact]
    public void Help_is_there_while_answering() => Assert.Equal(new ShowHelp(null), Assert.IsType<ParseResult.Parsed>(Parse("Help!", answering: true)).Command);

    [Theory]
    [InlineData("/reflect close")]
    [InlineData("@ReflectionBot close")]
    public void Facilitators_commands_count_while_answering_when_addressed(string text) =>
        Assert.Equal(new CloseRound(), Assert.IsType<ParseResult.Parsed>(Parse(text, answering: true)).Command);

    [Fact]
    public void A_long_answer_is_never_a_command_whatever_it_starts_with() =>
        Gen.Select(Gen.Int[0, CommandTable.All.Count - 1], Typing.Any(" ", ", ", "\n", ": ", " the "), Sentence, AnyRoles).Sample((i, between, sentence, roles) =>
        {
            var text = CommandTable.All[i].Name + between + sentence;
            Assert.IsType<ParseResult.NotACommand>(Parse(text, roles, answering: true));
        }, iter: 5_000);

    private static readonly Gen<string> Sentence =
        Typing.Any("we", "met", "three", "times", "and", "feelings", "ran", "high", "on", "Monday", "all", "of", "us", "team", "\"quoted\"", "3", "topics").List[4, 20].Select(w => "it " + string.Join(' ', w));

    [Theory]
    [InlineData("only me", SharingWord.OnlyMe)]
    [InlineData("Just me.", SharingWord.OnlyMe)]
    [InlineData("me and facilitator", SharingWord.MeAndFacilitator)]
    [InlineData("facilitator", SharingWord.MeAndFacilitator)]
    [InlineData("me & Ana", SharingWord.MeAndFacilitator)]
    [InlineData("me and ana silva", SharingWord.MeAndFacilitator)]
    [InlineData("topics to the team", SharingWord.Topics)]
    [InlineData("TOPICS", SharingWord.Topics)]
    [InlineData("quote, no name", SharingWord.QuoteNoName)]
    [InlineData("quote - without my name", SharingWord.QuoteNoName)]
    [InlineData("Quote with my name", SharingWord.QuoteWithName)]
    public void The_ladder_is_read_tolerantly(string text, SharingWord word) => Assert.Equal(word, SharingWords.Match(text, "Ana Silva"));

    [Theory]
    [InlineData("quote")]
    [InlineData("everyone")]
    [InlineData("name")]
    [InlineData("")]
    [InlineData("not topics")]
    public void Nothing_is_shared_on_a_guess(string text) => Assert.Null(SharingWords.Match(text, "Ana Silva"));

    [Theory]
    [InlineData("3 topics", 3, SharingWord.Topics)]
    [InlineData("action plan only me", 6, SharingWord.OnlyMe)]
    [InlineData("question 2 quote with my name", 2, SharingWord.QuoteWithName)]
    [InlineData("feelings with facilitator", 2, SharingWord.MeAndFacilitator)]
    [InlineData("4 with my name", 4, SharingWord.QuoteWithName)]
    [InlineData("7 topics", null, null)]
    [InlineData("3 quote", 3, null)]
    public void Sharing_names_an_answer_and_a_step(string text, int? stage, SharingWord? word) => Assert.Equal((stage, word), SharingWords.ReadShare(text));

    [Fact]
    public void A_wrong_choice_says_what_there_is() => Assert.Contains("quote no name", Mistake("share 3 quote"), StringComparison.Ordinal);
}
