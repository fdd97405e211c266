using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Web;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Teams;

/// <summary>The bot comes and goes, and who can be reached by it.</summary>
public sealed class TeamsReachTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_bot_greets_once_however_often_and_in_whatever_order_it_is_told_that_it_was_added()
    {
        await using var round = await TeamsRound.StartAsync(moved: false);
        for (var i = 0; i < 2; i++)
        {
            await round.ArriveAsync(new Seat("amir"));
        }

        await round.Script.PlayAsync("""
            amir< I am ReflectionBot. I don't know you yet.
            & person add "Amir
            amir> hello
            amir< I don't know you yet
            """);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task Added_to_a_team_with_a_channel_chosen_it_greets_there_once_in_whatever_order_it_is_told(bool membersFirst, bool namedByConversation)
    {
        await using var round = await TeamsRound.StartAsync(moved: false);
        for (var i = 0; i < 2; i++)
        {
            await round.AddedAsync("empty", membersFirst ? null : "housing", namedByConversation);
            await round.AddedAsync("empty", membersFirst ? "housing" : null, namedByConversation);
        }

        await round.Script.PlayAsync("""
            time> 1 minute
            housing< I am ReflectionBot. I help a project's people to reflect
            empty< -
            """);
    }

    [Fact]
    public async Task Where_no_channel_is_chosen_it_greets_where_it_was_told_of()
    {
        await using var round = await TeamsRound.StartAsync(moved: false);
        await round.AddedAsync("empty", null, false);
        await round.Script.PlayAsync("""
            empty< -
            time> 1 minute
            empty< I am ReflectionBot. I help a project's people to reflect
            time> 1 minute
            empty< -
            """);
    }

    [Fact]
    public async Task Who_takes_the_bot_out_is_not_reachable_and_finds_the_questions_when_they_add_it_again()
    {
        await using var round = await TeamsRound.StartAsync();
        await round.Script.PlayAsync("""
            housing> ana: start "Focus groups complete"
            housing< ...
            ana< Round open
            amir< Before you start
            """);
        await round.MoveAsync(new Seat("amir"), "remove");
        await round.MoveAsync(new Seat("amir"), "remove");
        await round.Script.PlayAsync("""
            ana< I cannot reach Amir Khan here.
            & [Send a private link]
            ana<~ Round open
            & I cannot reach 1 person here
            """);
        await round.MoveAsync(new Seat("amir"), "add");
        await round.Script.PlayAsync("""
            ana<~ Round open
            & all can be reached
            amir< Before you start
            """);
    }

    [Fact]
    public async Task When_the_bot_is_taken_out_of_the_channel_its_facilitators_know()
    {
        await using var round = await TeamsRound.StartAsync();
        await round.Script.PlayAsync("ana> hello\nana< ...");
        await round.MoveAsync(new Seat("ana", "housing"), "remove");
        await round.Script.PlayAsync("ana< I cannot post in the channel of Housing priorities any more");
        await round.MoveAsync(new Seat("ana", "housing"), "add");
        await round.Script.PlayAsync("housing< I am here again for Housing priorities.");
    }

    [Fact]
    public async Task Who_blocked_the_bot_and_comes_back_is_reachable_by_writing_or_by_adding_it_again()
    {
        await using var round = await TeamsRound.StartAsync();
        foreach (var person in (string[])["amir", "bea"])
        {
            round.Stub.Script(StubAnswers.Refuses(403, "MessageWritesBlocked"), r => r.Method == "POST" && r.Path.Contains(Uri.EscapeDataString(TeamsChatDriver.Chat(person)), StringComparison.Ordinal));
        }

        await round.Script.PlayAsync("""
            housing> ana: start "Focus groups complete"
            housing< ...
            ana< ...
            amir> hello
            amir< Before you start
            ana<~ Round open
            & I cannot reach 1 person here
            """);
        await round.MoveAsync(new Seat("bea"), "add");
        await round.Script.PlayAsync("""
            bea< Before you start
            ana<~ Round open
            & all can be reached
            """);
    }

    [Fact]
    public async Task Who_answers_in_the_web_chat_stays_reachable_without_the_app()
    {
        await using var round = await TeamsRound.StartAsync();
        await round.MoveAsync(new Seat("amir"), "add");
        var web = (await round.Bot.Get<WebDirectory>().FindUserAsync("tryout-amir", Cancel))!;
        await round.Bot.Get<ITurnHandler>().HandleAsync(new MemberJoined("the page is open", web.Address, web.Direct, round.Bot.Clock.GetUtcNow(), web.Address, web.Name), [], Cancel);
        round.Bot.Clock.Advance(TimeSpan.FromMinutes(1));
        await round.MoveAsync(new Seat("amir"), "remove");
        await round.Script.PlayAsync("ana< -");
    }

    [Fact]
    public async Task News_of_a_departure_that_comes_after_news_of_the_return_is_old()
    {
        await using var round = await TeamsRound.StartAsync();
        await round.Script.PlayAsync("amir> hello\namir< ...");
        var gone = round.Chat.Activity("installationUpdate", new Seat("amir"));
        gone["action"] = "remove";
        round.Bot.Clock.Advance(TimeSpan.FromSeconds(20));
        await round.MoveAsync(new Seat("amir"), "add");
        await round.Chat.PostAsync(gone, Cancel);
        await round.Bot.SettleAsync();
        await round.Script.PlayAsync("ana< -");
    }

    [Fact]
    public async Task Somebody_whose_message_was_refused_is_told_that_there_was_one()
    {
        await using var round = await TeamsRound.StartAsync();
        round.Stub.Script(StubAnswers.Refuses(400, "BadSyntax"), r => r.Method == "POST" && r.Path.Contains(Uri.EscapeDataString(TeamsChatDriver.Chat("amir")), StringComparison.Ordinal));
        await round.Script.PlayAsync("""
            housing> ana: start "Focus groups complete"
            housing< ...
            ana< ...
            """);
        Assert.Contains(round.Stub.Activities(TeamsChatDriver.Chat("amir")).Values, a => a.ToJsonString().Contains("could not be shown here", StringComparison.Ordinal));
    }
}
