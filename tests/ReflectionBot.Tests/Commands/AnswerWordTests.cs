using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.Own;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using static ReflectionBot.Tests.Commands.Typing;

namespace ReflectionBot.Tests.Commands;

/// <summary>Words about one's own answers: which one is meant, who may see it, what it is about; and where the same words are an answer.</summary>
public sealed class AnswerWordTests
{
    /// <summary>Typed where nothing is asked.</summary>
    [Theory]
    [InlineData("share", CollaboratorAction.Share, null)]
    [InlineData("share all", CollaboratorAction.Share, "all")]
    [InlineData("share everything only me", CollaboratorAction.Share, "all only-me")]
    [InlineData("share all topics", CollaboratorAction.Share, "all topics")]
    [InlineData("share 3", CollaboratorAction.Share, "3")]
    [InlineData("share #3 topics", CollaboratorAction.Share, "3 topics")]
    [InlineData("share answer 3 topics", CollaboratorAction.Share, "3 topics")]
    [InlineData("share question three as topics", CollaboratorAction.Share, "3 topics")]
    [InlineData("share number 12 only me", CollaboratorAction.Share, "12 only-me")]
    [InlineData("share the second answer with the facilitator", CollaboratorAction.Share, "2 facilitator")]
    [InlineData("share my last one", CollaboratorAction.Share, null)]
    [InlineData("share 3 quote", CollaboratorAction.Share, "3")]
    [InlineData("share 3 with my name", CollaboratorAction.Share, "3 quote-with-name")]
    [InlineData("share 3 me and Ana Silva", CollaboratorAction.Share, "3 facilitator ana silva")]
    [InlineData("share 3 ana and me", CollaboratorAction.Share, "3 facilitator ana")]
    [InlineData("share 3 me and a b c d", CollaboratorAction.Share, "3 facilitator a b c d")]
    [InlineData("share stage 1 private", CollaboratorAction.Share, "1 only-me")]
    [InlineData("share last plan topics", CollaboratorAction.Share, "LastPlan topics")]
    [InlineData("about", CollaboratorAction.About, null)]
    [InlineData("about all skip", CollaboratorAction.About, "all skip")]
    [InlineData("about skip all", CollaboratorAction.About, "all skip")]
    [InlineData("about 3 power hard", CollaboratorAction.About, "3 power hard")]
    [InlineData("about evaluation none", CollaboratorAction.About, "Evaluation none")]
    [InlineData("don't quote", CollaboratorAction.DontQuote, null)]
    [InlineData("don't quote 3", CollaboratorAction.DontQuote, "3")]
    [InlineData("don't quote all", CollaboratorAction.DontQuote, "all")]
    [InlineData("don't quote any", CollaboratorAction.DontQuote, "all")]
    [InlineData("don't quote anything", CollaboratorAction.DontQuote, "all")]
    [InlineData("don't quote everything", CollaboratorAction.DontQuote, "all")]
    [InlineData("don't quote any of it", CollaboratorAction.DontQuote, "all")]
    [InlineData("don't quote any of them", CollaboratorAction.DontQuote, "all")]
    [InlineData("don't quote all of it", CollaboratorAction.DontQuote, "all")]
    [InlineData("don't quote any answers", CollaboratorAction.DontQuote, "all")]
    [InlineData("withdraw", CollaboratorAction.Withdraw, null)]
    [InlineData("withdraw all", CollaboratorAction.Withdraw, "all")]
    [InlineData("withdraw everything", CollaboratorAction.Withdraw, "all")]
    [InlineData("withdraw all of it", CollaboratorAction.Withdraw, "all")]
    [InlineData("withdraw all of them", CollaboratorAction.Withdraw, "all")]
    [InlineData("withdraw all answers", CollaboratorAction.Withdraw, "all")]
    [InlineData("withdraw all my answers", CollaboratorAction.Withdraw, "all")]
    [InlineData("withdraw the third answer", CollaboratorAction.Withdraw, "3")]
    [InlineData("edit what happened", CollaboratorAction.Edit, "Description")]
    [InlineData("edit actions", CollaboratorAction.Edit, "ActionPlan")]
    [InlineData("say to team", CollaboratorAction.SayToTeam, null)]
    [InlineData("say to team \"We need the dates.\"", CollaboratorAction.SayToTeam, "We need the dates.")]
    [InlineData("say to team \"We\" need the dates.", CollaboratorAction.SayToTeam, "\"We\" need the dates.")]
    [InlineData("switch to Housing", CollaboratorAction.Switch, "Housing")]
    [InlineData("switch back to Housing", CollaboratorAction.Switch, "Housing")]
    [InlineData("open Housing", null, null)]
    [InlineData("open \"Housing\"", CollaboratorAction.Open, "Housing")]
    public void Which_answer_and_what_of_it(string text, CollaboratorAction? word, string? argument)
    {
        var said = (Parse(text) as ParseResult.Parsed)?.Command as DialogCommand;
        Assert.Equal((word is CollaboratorAction.Share && argument is null && text != "share" ? null : word, argument), (said?.Word, said?.Argument));
    }

    /// <summary>At a question plain words are an answer; what can only be meant for the bot is not.</summary>
    [Theory]
    [InlineData("share 3 topics", "3 topics")]
    [InlineData("share all only me", "all only-me")]
    [InlineData("share all", null)]
    [InlineData("share topics", null)]
    [InlineData("share feelings", null)]
    [InlineData("about 3 power hard", "3 power hard")]
    [InlineData("about 3 power of the people", null)]
    [InlineData("about evaluation none", null)]
    [InlineData("about", null)]
    [InlineData("don't quote all", "all")]
    [InlineData("don't quote plan", null)]
    [InlineData("withdraw all of it", "all")]
    [InlineData("say to team \"We need dates.\"", "We need dates.")]
    [InlineData("say to team we need dates", null)]
    public void At_a_question_only_what_is_no_sentence_is_a_command(string text, string? argument) =>
        Assert.Equal(argument, ((Parse(text, answering: true) as ParseResult.Parsed)?.Command as DialogCommand)?.Argument);

    /// <summary>What somebody may have meant who wrote a few words at a question.</summary>
    [Theory]
    [InlineData("share 1 everyone", "share 1")]
    [InlineData("share 12 everyone", "share 12")]
    [InlineData("share 1a everyone", null)]
    [InlineData("share feelings with the team", null)]
    [InlineData("share 3 topcis", "share 3")]
    [InlineData("share 3 topcxyz", null)]
    [InlineData("share feelngs topics", "share")]
    [InlineData("share 3 only me now please", "share 3")]
    [InlineData("shrae 3 topics", "share 3 topics")]
    [InlineData("withdraw al", "")]
    [InlineData("wihtdraw", "")]
    [InlineData("strat", "start")]
    [InlineData("staus", "status")]
    [InlineData("hepl status", "help status")]
    [InlineData("one two three four five six seven eight nine", null)]
    [InlineData("close projct", "")]
    [InlineData("extend by three weeks", "extend")]
    [InlineData("extnd by 3 days", "extend")]
    [InlineData("extnd by 3 days because of the snow", null)]
    public void A_few_words_that_resemble_a_command_are_asked_about(string text, string? resembles) =>
        Assert.Equal(resembles, Assert.IsType<ParseResult.NotACommand>(Parse(text, Everything, answering: true)).Resembles);

    [Theory]
    [InlineData("???", "has no letters or numbers")]
    [InlineData("<!channel>", "has signs that some chat programs")]
    [InlineData("<@U1>", "has signs that some chat programs")]
    [InlineData("**Housing**", "has signs that some chat programs")]
    [InlineData("see www.example.org", "has signs that some chat programs")]
    [InlineData("ReflectionBot", "is a word that I read as")]
    [InlineData("Everyone", "is a word that I read as")]
    [InlineData("2026", null)]
    [InlineData("Housing 2", null)]
    [InlineData("status", null)]
    public void Titles_that_could_be_misread_are_refused(string title, string? sentence)
    {
        var mistake = NameRules.TitleMistake(title, typedAlone: false);
        Assert.Equal(sentence is null, mistake is null);
        Assert.Contains(sentence ?? "", mistake ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_is_typed_alone_is_called_like_no_command()
    {
        Assert.NotNull(NameRules.TitleMistake("status", typedAlone: true));
        Assert.Null(NameRules.TitleMistake("Housing", typedAlone: true));
    }
}
