using CsCheck;
using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.Grammar.Phrases;
using ReflectionBot.Application.Commands.Own;
using ReflectionBot.Application.Commands.Rounds;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;
using static ReflectionBot.Tests.Commands.Typing;

namespace ReflectionBot.Tests.Commands;

public class DialogWordTests
{
    [Theory]
    [InlineData("next", CollaboratorAction.Next)]
    [InlineData("Next.", CollaboratorAction.Next)]
    [InlineData("NEXT", CollaboratorAction.Next)]
    [InlineData(" \u200Bnext\u00A0! ", CollaboratorAction.Next)]
    [InlineData("`one at a  time`", CollaboratorAction.OneAtATime)]
    [InlineData("three questions", CollaboratorAction.ThreeQuestions)]
    [InlineData("not this round", CollaboratorAction.NotThisRound)]
    [InlineData("Who opened my answers?", CollaboratorAction.WhoOpened)]
    [InlineData("get help", CollaboratorAction.GetHelp)]
    [InlineData("Open.", CollaboratorAction.Open)]
    [InlineData("I agree", CollaboratorAction.Agree)]
    [InlineData("withdraw all", CollaboratorAction.Withdraw)]
    [InlineData("edit 3", CollaboratorAction.Edit)]
    [InlineData("share 3 only me", CollaboratorAction.Share)]
    [InlineData("say to team \"We need the dates.\"", CollaboratorAction.SayToTeam)]
    public void An_exact_word_counts_while_answering(string text, CollaboratorAction word)
    {
        Assert.Equal(word, TypedWords.Match(text, answering: true)?.Word);
        Assert.Equal(word, Assert.IsType<DialogCommand>(Assert.IsType<ParseResult.Parsed>(Parse(text, answering: true)).Command).Word);
    }

    [Theory]
    [InlineData("next please")]
    [InlineData("next\nweek we meet")]
    [InlineData("next\n.")]
    [InlineData("Yes")]
    [InlineData("no.")]
    [InlineData("nxt")]
    [InlineData("say to team that we need dates")]
    [InlineData("switch off the phones")]
    [InlineData("edit the leaflet")]
    [InlineData("share the notes with topics")]
    [InlineData("start \"Focus groups complete\"")]
    [InlineData("help was there when I needed it")]
    [InlineData("close")]
    [InlineData("milestone")]
    [InlineData("get help earlier next time")]
    public void Everything_else_is_an_answer(string text)
    {
        Assert.Null(TypedWords.Match(text, answering: true));
        Assert.IsType<ParseResult.NotACommand>(Parse(text, Everything, answering: true));
    }

    [Theory]
    [InlineData("yes", CollaboratorAction.Yes)]
    [InlineData("No", CollaboratorAction.Decline)]
    [InlineData("I agree.", CollaboratorAction.Agree)]
    [InlineData("open", CollaboratorAction.Open)]
    [InlineData("switch Housing priorities", CollaboratorAction.Switch)]
    public void Words_that_may_be_answers_count_when_nothing_is_being_answered(string text, CollaboratorAction word) =>
        Assert.Equal(word, TypedWords.Match(text, answering: false)?.Word);

    [Theory]
    [InlineData("hello", "hello")]
    [InlineData("Hi!", "hello")]
    [InlineData("status", "status")]
    public void Commands_that_people_are_told_to_type_count_while_answering(string text, string name) =>
        Assert.Equal(name, Assert.IsType<ParseResult.Parsed>(Parse(text, answering: true)).Spec.Name);

    [Theory]
    [InlineData("close", "close")]
    [InlineData("milestone list", "milestone list")]
    [InlineData("stauts", "status")]
    [InlineData("nxet", "next")]
    [InlineData("start", null)]
    [InlineData("none", null)]
    [InlineData("nxt please", null)]
    public void One_word_that_may_be_a_command_is_asked_about(string text, string? name) =>
        Assert.Equal(name, Assert.IsType<ParseResult.NotACommand>(Parse(text, Everything, answering: true)).Resembles);

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
    [InlineData("only me", SharingChoice.OnlyMe)]
    [InlineData("Just me.", SharingChoice.OnlyMe)]
    [InlineData("me and facilitator", SharingChoice.Facilitator)]
    [InlineData("facilitator", SharingChoice.Facilitator)]
    [InlineData("topics to the team", SharingChoice.Topics)]
    [InlineData("TOPICS", SharingChoice.Topics)]
    [InlineData("quote, no name", SharingChoice.QuoteNoName)]
    [InlineData("quote - without my name", SharingChoice.QuoteNoName)]
    [InlineData("Quote with my name", SharingChoice.QuoteWithName)]
    public void The_ladder_is_read_tolerantly(string text, SharingChoice word) => Assert.Equal(word, SharingWords.Match(text));

    [Theory]
    [InlineData("quote")]
    [InlineData("everyone")]
    [InlineData("name")]
    [InlineData("")]
    [InlineData("not topics")]
    public void Nothing_is_shared_on_a_guess(string text) => Assert.Null(SharingWords.Match(text));

    [Theory]
    [InlineData("share 3 topics", "3 topics")]
    [InlineData("share action plan only me", "ActionPlan only-me")]
    [InlineData("share question 2 quote with my name", "2 quote-with-name")]
    [InlineData("share #2: quote - no name", "2 quote-no-name")]
    [InlineData("share feelings with facilitator", "Feelings facilitator")]
    [InlineData("share 3 me & Ana", "3 facilitator ana")]
    [InlineData("share 3 Ana Silva and me.", "3 facilitator ana silva")]
    [InlineData("share what stood out topics", "StoodOut topics")]
    [InlineData("share last time\u2019s plan topics", "LastPlan topics")]
    [InlineData("share 4 with my name", "4 quote-with-name")]
    [InlineData("share 7 topics", "7 topics")]
    [InlineData("share 3", "3")]
    [InlineData("share 3 quote", "3")]
    [InlineData("edit 3", "3")]
    [InlineData("Edit Evaluation.", "Evaluation")]
    [InlineData("edit question 2", "2")]
    [InlineData("don\u2019t quote 2", "2")]
    [InlineData("change wording action plan", "ActionPlan")]
    [InlineData("take back everything", "all")]
    [InlineData("withdraw two", "2")]
    [InlineData("take back the second answer", "2")]
    public void What_follows_is_handed_on_as_buttons_carry_it(string text, string argument)
    {
        Assert.Equal(argument, TypedWords.Match(text, answering: true)?.Argument);
        Assert.Equal(argument, Assert.IsType<DialogCommand>(Command(text)).Argument);
    }

    [Theory]
    [InlineData("share feelings", "Feelings")]
    [InlineData("edit plan", "ActionPlan")]
    public void Words_with_other_uses_name_an_answer_only_where_nothing_is_being_answered(string text, string argument)
    {
        Assert.Null(TypedWords.Match(text, answering: true));
        Assert.Equal(argument, Assert.IsType<DialogCommand>(Command(text)).Argument);
    }

    [Theory]
    [InlineData("yes", CollaboratorAction.Yes, null)]
    [InlineData("No, my answer", CollaboratorAction.Decline, null)]
    [InlineData("open Housing", CollaboratorAction.Open, "Housing")]
    [InlineData("switch off the phones", CollaboratorAction.Switch, "off the phones")]
    [InlineData("contact me Ana Silva", CollaboratorAction.ContactMe, "Ana Silva")]
    public void What_only_the_dialog_can_tell_is_handed_to_it(string text, CollaboratorAction word, string? argument) =>
        Assert.Equal(new DialogCommand(word, argument), Assert.IsType<ParseResult.NotACommand>(Parse(text, answering: true)).Perhaps);

    [Theory]
    [InlineData("next steps were unclear")]
    [InlineData("say to team that we need dates")]
    [InlineData("edit plan")]
    public void What_the_dialog_cannot_tell_either_is_an_answer(string text) =>
        Assert.Null(Assert.IsType<ParseResult.NotACommand>(Parse(text, answering: true)).Perhaps);

    [Fact]
    public void Every_word_can_be_typed_as_people_are_told() =>
        Assert.All(Enum.GetValues<CollaboratorAction>(), w => Assert.Equal(w, CommandTable.ByWords(w.Typed())?.Word));

    [Fact]
    public void A_wrong_choice_says_what_there_is() => Assert.Contains("quote no name", Mistake("share 3 everyone"), StringComparison.Ordinal);
}
