using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.Own;
using ReflectionBot.Application.Commands.People;
using ReflectionBot.Application.Commands.Projects;
using ReflectionBot.Application.Commands.Rounds;
using ReflectionBot.Core.Projects;
using static ReflectionBot.Tests.Commands.Typing;

namespace ReflectionBot.Tests.Commands;

/// <summary>What is a command, what is talk and what is an answer, where the same words could be either.</summary>
public sealed class TalkOrCommandTests
{
    private const string OwnChat = "That works in your own chat with me, not in the channel. Write to me there.";

    [Theory]
    [InlineData("`help`", typeof(ShowHelp))]
    [InlineData("/reflect /reflect status", typeof(ShowStatus))]
    [InlineData("/reflec status", typeof(ShowStatus))]
    [InlineData("/reflector status", typeof(ShowStatus))]
    [InlineData("@reflect-bot, status", typeof(ShowStatus))]
    [InlineData("ReflectionBot: status", typeof(ShowStatus))]
    [InlineData("/reflect open Housing", typeof(DialogCommand))]
    [InlineData("/reflect hi", typeof(SayHello))]
    public void What_is_meant_for_the_bot_is_read(string text, Type command) => Assert.IsType(command, Command(text));

    [Theory]
    [InlineData("close it now", "Nothing comes after `close`. Type `close` on its own.")]
    [InlineData("close it now please", null)]
    [InlineData("share it with us all next time", "Which answer, and who may see it: only me, me and facilitator, topics, quote no name, or quote with my name? For example `share 3 topics`.")]
    [InlineData("share it with us all the next time", null)]
    [InlineData("in \"Housing priorities\"", "What should I do there? For example `in \"Housing priorities\" status`.")]
    [InlineData("in the end it was good", null)]
    [InlineData("open Housing", null)]
    [InlineData("take", "Did you mean `take over`? `help` shows what you can do here.")]
    [InlineData("who has not handed in", "Did you mean `who handed in`? `help` shows what you can do here.")]
    public void In_the_direct_chat_a_mistake_is_told_from_talk(string text, string? sentence)
    {
        var result = Parse(text);
        Assert.Equal(sentence, (result as ParseResult.Mistake)?.Sentence);
        Assert.True(sentence is not null || result is ParseResult.NotACommand, text);
        Assert.IsType<ParseResult.NotACommand>(Parse("extend to banana", Roles.Collaborator));
    }

    [Theory]
    [InlineData("strat all of it with us on Monday", "start")]
    [InlineData("strat all of it with us on next Monday", null)]
    [InlineData("take it back", null)]
    public void A_slip_in_a_long_sentence_is_none(string text, string? suggestion) => Assert.Equal(suggestion, (Parse(text) as ParseResult.NearMiss)?.Suggestion);

    [Theory]
    [InlineData("invite \"Maya Brooks\"", Roles.Facilitator, typeof(ParseResult.Parsed))]
    [InlineData("invite", Roles.Facilitator, typeof(ParseResult.Mistake))]
    [InlineData("invite Maya Brooks", Roles.Facilitator, typeof(ParseResult.NotACommand))]
    [InlineData("invite \"Maya Brooks\"", Roles.Collaborator, typeof(ParseResult.NotACommand))]
    [InlineData("invite", Roles.Collaborator, typeof(ParseResult.NotACommand))]
    [InlineData("status", Roles.Facilitator, typeof(ParseResult.Parsed))]
    [InlineData("status", Roles.None, typeof(ParseResult.NotACommand))]
    [InlineData("start Focus groups", Roles.Facilitator, typeof(ParseResult.NotACommand))]
    [InlineData("start \"Focus groups\"", Roles.Lead, typeof(ParseResult.NotACommand))]
    [InlineData("digest schedule Monday", Roles.Facilitator, typeof(ParseResult.Mistake))]
    [InlineData("digest schedule Monday", Roles.Collaborator, typeof(ParseResult.NotACommand))]
    [InlineData("person add Sam", Roles.Collaborator, typeof(ParseResult.NotACommand))]
    [InlineData("strat \"Focus groups\"", Roles.Facilitator, typeof(ParseResult.NearMiss))]
    [InlineData("strat \"Focus groups\"", Roles.Collaborator, typeof(ParseResult.NotACommand))]
    [InlineData("strat \"Focus groups\" then", Roles.Facilitator, typeof(ParseResult.NotACommand))]
    [InlineData("strat 'Focus groups'", Roles.Facilitator, typeof(ParseResult.NotACommand))]
    public void In_a_channel_it_matters_who_writes_and_how(string text, Roles roles, Type result) => Assert.IsType(result, Parse(text, roles, Place.Channel));

    [Theory]
    [InlineData("invite", OwnChat)]
    [InlineData("/reflect invite", OwnChat)]
    [InlineData("person add Sam", "In a channel I take the name only in quotes, because people also talk here. For example `person add \"Maya Brooks\" as collaborator`.")]
    [InlineData("milestone add Training", "In a channel I take the name only in quotes, because people also talk here. For example `milestone add \"Analysis workshop\" on 14 December`.")]
    [InlineData("digest schedule Monday", "At what time on Monday? For example `digest schedule Monday 09:00`.")]
    public void In_a_channel_a_mistake_in_what_is_surely_a_command_is_named(string text, string sentence) =>
        Assert.Equal(sentence, Assert.IsType<ParseResult.Mistake>(Parse(text, place: Place.Channel)).Sentence);

    /// <summary>The bot tells people to type these, so they never become answers.</summary>
    [Theory]
    [InlineData("stop link", typeof(StopLink))]
    [InlineData("My link.", typeof(AskForLink))]
    [InlineData("that was me K7M4", typeof(AnswerLink))]
    [InlineData("come back", typeof(ComeBack))]
    [InlineData("stop mail", typeof(StopMail))]
    [InlineData("mail me at bea@example.org", typeof(MailMe))]
    [InlineData("help", typeof(ShowHelp))]
    [InlineData("status", typeof(ShowStatus))]
    [InlineData("hello", typeof(SayHello))]
    public void At_a_question_some_commands_are_no_answer(string text, Type command) =>
        Assert.IsType(command, Assert.IsType<ParseResult.Parsed>(Parse(text, answering: true)).Command);

    [Theory]
    [InlineData("join", "come back")]
    [InlineData("come back Housing", null)]
    [InlineData("come back to us sometime", null)]
    [InlineData("stop link\nand more", null)]
    [InlineData("mail me at home", null)]
    [InlineData("my mail", "my mail")]
    [InlineData("close", "close")]
    public void At_a_question_other_words_are_kept_as_an_answer(string text, string? resembles)
    {
        Assert.Equal(resembles, Assert.IsType<ParseResult.NotACommand>(Parse(text, answering: true)).Resembles);
        Assert.Null(Assert.IsType<ParseResult.NotACommand>(Parse("close", Roles.Collaborator, answering: true)).Resembles);
    }

    [Theory]
    [InlineData("person add <@U1>", true)]
    [InlineData("/reflect person add <@U1>", true)]
    [InlineData("person remove <@U1>", true)]
    [InlineData("person role <@U1> lead", true)]
    [InlineData("invite <@U1>", true)]
    [InlineData("invite lost <@U1>", true)]
    [InlineData("add <@U1>", true)]
    [InlineData("`answers <@U1>`", true)]
    [InlineData("start <@U1>", false)]
    [InlineData("thanks <@U1>", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Some_commands_are_about_people(string? text, bool about) => Assert.Equal(about, CommandParser.IsAboutPeople(text));

    [Fact]
    public void Who_is_mentioned_is_read_by_their_mark_where_a_command_takes_people()
    {
        static ParseResult Read(string text, string? marked) => CommandParser.Parse(text, marked, new ParseContext(Everything, Place.Direct, Today));
        Assert.Equal(new AddPerson("<@U1>", Roles.Collaborator), Assert.IsType<ParseResult.Parsed>(Read("person add @Ana", "person add <@U1>")).Command);
        Assert.Equal(new AddPerson("Ana", Roles.Collaborator), Assert.IsType<ParseResult.Parsed>(Read("person add Ana", null)).Command);
        Assert.Equal(new StartRound("What @Ana asked"), Assert.IsType<ParseResult.Parsed>(Read("start What @Ana asked", "start What <@U1> asked")).Command);
    }

    [Theory]
    [InlineData("in Housing priorities status", "Housing priorities", "status")]
    [InlineData("in Housing status", "Housing", "status")]
    [InlineData("in Housing, status", "Housing", "status")]
    [InlineData("in Housing - status", "Housing", "status")]
    [InlineData("in Housing", null, null)]
    [InlineData("in Housing:", null, null)]
    [InlineData("in \"\" status", null, null)]
    [InlineData("in \"Housing\" status\nand more", null, null)]
    [InlineData("inside Housing status", null, null)]
    public void The_longest_name_in_front_is_the_project(string text, string? name, string? line) =>
        Assert.Equal((name, line), ProjectPrefix.Read(text, ["Housing", "Housing priorities"]) is var (n, l) ? (n, l) : (null, null));

    [Theory]
    [InlineData("mail \"Bea Novak\" bea@example.org")]
    [InlineData("mail Bea Novak <bea@example.org>")]
    [InlineData("mail Bea Novak at bea@example.org.")]
    [InlineData("mail bea@example.org to Bea Novak")]
    [InlineData("mail \"Bea Novak\" mailto:bea@example.org")]
    [InlineData("mail Bea Novak by e-mail at bea@example.org")]
    public void An_address_is_found_beside_a_name(string text) => Assert.Equal(new GiveMail("Bea Novak", "bea@example.org"), Command(text));

    [Theory]
    [InlineData("mail me at", "Which address? For example `mail me at bea@example.org`.")]
    [InlineData("mail me at bea@", "I cannot write to \"bea@\": an e-mail address looks like `bea@example.org`. For example `mail me at bea@example.org`.")]
    [InlineData("mail me at bea@example.org or bo@example.org", "I write to one address for each person, and these are two. Which one do you read? For example `mail me at bea@example.org`.")]
    [InlineData("mail \"Bea\" bea@example.org bo@example.org", "I write to one address for each person, and these are two. Which one do they read? For example `mail \"Bea Novak\" bea@example.org`.")]
    public void An_address_that_cannot_be_written_to_says_so(string text, string sentence) => Assert.Equal(sentence, Mistake(text));
}
