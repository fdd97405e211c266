using ReflectionBot.Application.Stores;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>The slash command, wherever people type it.</summary>
public sealed class SlackJourneyCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("help", "You answer in your own chat with me, never here.")]
    [InlineData("", "You answer in your own chat with me, never here.")]
    [InlineData("   ", "You answer in your own chat with me, never here.")]
    [InlineData("hepl", "Did you mean help?")]
    [InlineData("dance", "I don't know \"dance\".")]
    [InlineData("next", "your own chat")]
    [InlineData("start \"Focus groups complete\"", "Only a facilitator")]
    public async Task In_a_channel_its_answer_is_for_whoever_typed_it_alone(string typed, string words)
    {
        await using var round = await SlackRound.StartAsync();
        var (amir, bea) = (round.People["amir"], round.People["bea"]);
        var sent = await round.CommandAsync(amir, typed, round.Home);
        Assert.True(sent.IsAcknowledged);
        Assert.Contains(words, amir.Last(round.Home), StringComparison.Ordinal);
        Assert.Empty(bea.Hears(round.Home));
        Assert.Empty(round.Stub.Problems);
    }

    /// <summary>Wrong words after a mention are answered beside them, for whoever wrote them alone.</summary>
    [Fact]
    public async Task What_is_said_aside_in_a_channel_is_for_one_person()
    {
        await using var round = await SlackRound.StartAsync();
        var channel = round.Bot.Get<SlackChannel>();
        var (home, who) = (SlackNames.Shared(round.Team.Id, round.Home.Id, "1712345678.000200"), SlackNames.Person(round.Team.Id, round.People["amir"].Id));
        Assert.Equal(round.People["amir"].Id, SlackNames.OnlyOne(channel.Aside(home, who)!));
        Assert.Equal(channel.Aside(home, who), channel.Aside(channel.Aside(home, who)!, who));
    }

    [Fact]
    public async Task In_the_direct_chat_it_is_answered_there()
    {
        await using var round = await SlackRound.StartAsync();
        var amir = round.People["amir"];
        await round.CommandAsync(amir, "help");
        Assert.Null(amir.Hears()[^1].OnlyFor);
        Assert.Contains("Nothing to answer now.", amir.Last(), StringComparison.Ordinal);
        await round.CommandAsync(amir, "hello");
        Assert.Contains("Hello, Amir Khan.", amir.Last(), StringComparison.Ordinal);
    }

    /// <summary>In a chat of two people, or of several, the bot is not: it may be anybody's, and nothing of it is the bot's business.</summary>
    [Theory]
    [InlineData(StubChannelKind.Direct, "D0TWO")]
    [InlineData(StubChannelKind.Group, "G0THREE")]
    public async Task In_a_chat_of_people_without_the_bot_the_answer_comes_in_their_own_chat(StubChannelKind kind, string id)
    {
        await using var round = await SlackRound.StartAsync();
        var (amir, bea) = (round.People["amir"], round.People["bea"]);
        var two = new StubChannel(id, kind, 0);
        two.Members.Add(amir.Id);
        two.Members.Add(bea.Id);
        round.Team.Channels.Add(two);
        await round.CommandAsync(amir, "help", two);
        Assert.Contains(kind == StubChannelKind.Direct ? "Nothing to answer now." : "You answer in your own chat with me", amir.Last(), StringComparison.Ordinal);
        Assert.Empty(two.Messages);
        Assert.Empty(bea.Hears());
    }

    [Fact]
    public async Task In_a_channel_where_the_bot_is_not_the_answer_comes_in_their_own_chat()
    {
        await using var round = await SlackRound.StartAsync();
        var amir = round.People["amir"];
        var place = round.Team.AddChannel("elsewhere", [amir], withBot: false);
        await round.CommandAsync(amir, "status", place);
        Assert.Contains("This channel is not set up yet.", amir.Last(), StringComparison.Ordinal);
        Assert.Empty(place.Messages);
    }

    [Fact]
    public async Task Given_once_but_delivered_twice_it_is_done_once()
    {
        await using var round = await SlackRound.StartAsync();
        var ana = round.People["ana"];
        var sent = await round.CommandAsync(ana, "milestone add “Analysis workshop”", round.Home);
        var said = ana.Hears(round.Home).Count;
        var again = await round.AgainAsync(sent);
        Assert.True(again.IsAcknowledged);
        Assert.Empty(again.Body);
        Assert.Equal(said, ana.Hears(round.Home).Count);
        var milestones = await round.Bot.Get<ProjectStore>().MilestonesAsync("tryouthousing", Cancel);
        Assert.Single(milestones, m => m.Name == "Analysis workshop");
    }

    /// <summary>Slash commands can be closed to guests: nothing that somebody must be able to do needs one.</summary>
    [Fact]
    public async Task Who_may_use_no_slash_command_does_everything_by_buttons_and_words()
    {
        await using var round = await SlackRound.StartAsync();
        round.Team.Change(round.People["amir"].Id, u => u with { IsGuest = true });
        await round.Script.PlayAsync("""
            housing> ana: start "Focus groups complete"
            housing< ...
            ana< ...
            amir< Before you start
            amir> [Read first]
            amir< I ask nothing until you agree
            amir> [I agree]
            amir< Six questions
            amir> [One at a time]
            amir< 1 of 6
            amir> We met the council.
            amir< Saved.
            amir> [Next]
            amir< 2 of 6
            amir> pause
            amir< Paused.
            amir> resume
            amir< 2 of 6
            amir> [Skip]
            amir< 3 of 6
            amir> help
            amir< A question is open: what you type is your answer.
            amir> [Get help]
            amir< 999
            amir> review
            amir< Your reflection - 1 answered, 5 skipped
            amir> share 1 only me
            amir< only me
            amir<~ Your reflection
            amir> [Submit]
            amir< Your reflection is in.
            amir> [Who opened my answers]
            amir< Nobody has opened your answers.
            amir> my choices
            amir< only me
            amir> withdraw 1
            amir< Taken back
            amir< ...
            amir> fewer messages
            amir< ...
            amir> leave project
            amir< ...
            """);
        Assert.DoesNotContain(round.Stub.Deliveries.All, d => d.Kind == StubDeliveryKind.Command);
        Assert.Null(await round.AnswerAsync(round.People["amir"], Core.Reflections.QuestionId.Description));
    }
}
