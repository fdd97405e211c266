using System.Text.Json.Nodes;
using ReflectionBot.Channels.Web;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Work;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Teams;

/// <summary>What happens in Teams alone: the bot comes and goes, people are found on the roster, others get a link.</summary>
public sealed class TeamsJourneyTests
{
    private const string SetUp = """
        housing> ana: setup "Stroke pathway"
        housing< ...
        housing> ana: [Settings]
        housing< I have written to you in your own chat
        ana< Settings of Stroke pathway
        ana> fills Readers = Ana; ItTeam = The IT team; Lead = Lena Park; Emergency = 999; Controller = Sample University; KeepUntil = 31 July 2029; Purpose = learning; LegalBasis = public task; ChatOwner = Sample University; Contact = ana@example.org; DataContact = data@example.org; Notice = https://example.org/notice; Helper1 = Carys Jones; Helper2 = Ana
        ana< Saved.
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_newcomer_sets_a_project_up_and_asks_people_who_never_wrote_to_the_bot()
    {
        await using var round = await TeamsRound.StartAsync(moved: false);
        await ArriveAsync(round, new Seat("ana", "housing"));
        await round.Script.PlayAsync($"""
            housing< I am ReflectionBot.
            & makes this channel a project's home
            {SetUp}
            # Found on the roster: asked in their own chat, no link.
            ana> person add "Amir Khan"
            ana< Amir Khan is on Stroke pathway as collaborator. I write to them in their own chat when a round opens.
            ! http
            ana> person add "amir khan"
            ana< on the project already
            # A part of a name: somebody else may be meant.
            ana> person add "Bea" as collaborator and lead
            ana< Do you mean Bea Novak, who is in the project's channel?
            ana> [Yes]
            ana< Bea Novak is on Stroke pathway as collaborator and lead.
            ana> person add "Carys"
            ana< Do you mean Carys Jones
            ana> [No, make a private link]
            ana< Carys is on Stroke pathway as collaborator.
            & #invite=
            ana> person add "Zoe West"
            ana< Nobody in the project's channel is called Zoe West, so they answer in a web chat.
            zoe> joins
            zoe> hello
            zoe< Hello, Zoe West.
            # Who is there by account can be made to answer by link all the same.
            ana> person add "Dele Okoro" with a private link
            ana< Dele Okoro is on Stroke pathway as collaborator.
            & #invite=
            ana> milestone add "Kick-off"
            ana< ...
            housing> ana: start "Kick-off"
            housing< Reflection on Kick-off is open until Tuesday 8 December.
            ana< Round open: Kick-off.
            & 5 people, all can be reached.
            & Invited 5, started 0
            amir< Before you start
            & Ana can read your answers, with your name
            zoe< Before you start
            amir> [I agree]
            amir< Six questions
            amir> [One at a time]
            amir< 1 of 6
            amir> We met the ward team.
            amir< Saved.
            ana<~ Round open: Kick-off.
            & started 1
            housing< -
            """);
    }

    [Fact]
    public async Task Somebody_who_is_mentioned_is_meant_whoever_else_has_the_name()
    {
        await using var round = await TeamsRound.StartAsync(moved: false);
        var two = new[] { TeamsChatDriver.Member("amir", "Sam Lee"), TeamsChatDriver.Member("bea", "Sam Lee", "guest"), TeamsChatDriver.Member("ana", "Ana Silva") };
        round.Stub.SetMembers(TeamsChatDriver.Channel("general"), [two[0]], [], [two[1], two[2]]);
        await round.Script.PlayAsync(SetUp + "\nana> person add \"Sam Lee\"\nana< 2 people in the channel are called Sam Lee. Mention the one you mean");
        var mention = round.Chat.Activity("message", new Seat("ana", "housing"));
        mention["text"] = "<at>ReflectionBot</at> person add <at>Sam Lee</at> as collaborator\n";
        mention["entities"] = new JsonArray(Mention(TeamsChatDriver.Bot, "ReflectionBot"), Mention(TeamsChatDriver.UserId("bea"), "Sam Lee"));
        await round.Chat.PostAsync(mention, Cancel);
        await round.Bot.SettleAsync();
        await round.Script.PlayAsync("""
            housing< I have written to you in your own chat
            ana< Sam Lee is on Stroke pathway as collaborator. I write to them in their own chat
            ana> milestone add "Kick-off"
            ana< ...
            ana> start "Kick-off"
            housing< Reflection on Kick-off is open
            ana< ...
            bea< Before you start
            amir< -
            """);
    }

    [Fact]
    public async Task The_bot_greets_once_however_often_and_in_whatever_order_it_is_told_that_it_was_added()
    {
        await using var round = await TeamsRound.StartAsync(moved: false);
        for (var i = 0; i < 2; i++)
        {
            await ArriveAsync(round, new Seat("amir"));
        }

        await round.Script.PlayAsync("""
            amir< I am ReflectionBot. I don't know you yet.
            & person add "Amir
            amir> hello
            amir< I don't know you yet
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
        await MoveAsync(round, new Seat("amir"), "remove");
        await MoveAsync(round, new Seat("amir"), "remove");
        await round.Script.PlayAsync("""
            ana< I cannot reach Amir Khan here.
            & [Send a private link]
            ana<~ Round open
            & I cannot reach 1 person here
            """);
        await MoveAsync(round, new Seat("amir"), "add");
        await round.Script.PlayAsync("""
            ana<~ Round open
            & all can be reached
            amir< Before you start
            """);
    }

    [Fact]
    public async Task A_private_link_leads_the_same_person_to_a_web_chat_with_what_they_have_written()
    {
        await using var round = await TeamsRound.StartAsync();
        await round.Script.PlayAsync("""
            housing> ana: start "Focus groups complete"
            housing< ...
            amir< Before you start
            amir> agree
            amir< ...
            amir> one at a time
            amir< 1 of 6
            amir> We met in March.
            amir< Saved.
            ana< ...
            ana> invite "Amir Khan"
            ana< it starts working on
            amir< Ana Silva made a new private link to this chat.
            time> 25 hours
            """);
        round.Chat.Elsewhere.Add("amir"); // The old chat's new messages are not read any more.
        await round.Script.PlayAsync("amir> joins");
        var web = (await round.Bot.Get<WebDirectory>().FindUserAsync("tryout-amir", Cancel))!;
        await round.Bot.Get<ITurnHandler>().HandleAsync(new MemberJoined("the page is open", web.Address, web.Direct, round.Bot.Clock.GetUtcNow(), web.Address, web.Name), [], Cancel);
        await round.Bot.SettleAsync();
        await round.Script.PlayAsync("""
            amir< 1 of 6
            & So far: We met in March.
            amir> It was cold.
            amir< Saved.
            amir> submit
            amir< Your reflection
            & It was cold.
            """);
    }

    [Fact]
    public async Task When_the_bot_is_taken_out_of_the_channel_its_facilitators_know()
    {
        await using var round = await TeamsRound.StartAsync();
        await round.Script.PlayAsync("ana> hello\nana< ...");
        await MoveAsync(round, new Seat("ana", "housing"), "remove");
        await round.Script.PlayAsync("ana< I am not in the channel of Housing priorities any more");
        await MoveAsync(round, new Seat("ana", "housing"), "add");
        await round.Script.PlayAsync("housing< I am here again for Housing priorities.");
    }

    /// <summary>A link that works at once is for somebody nobody has seen: kept for later, it would let its holder read what they wrote since.</summary>
    [Fact]
    public async Task A_link_made_before_somebody_wrote_lets_nobody_in_after_they_did()
    {
        await using var round = await TeamsRound.StartAsync(moved: false);
        await round.Script.PlayAsync($"""
            {SetUp}
            ana> person add "Amir Khan"
            ana< Amir Khan is on Stroke pathway
            ana> invite "Amir Khan"
            ana< A personal link for Amir Khan, for them alone.
            amir> hello
            amir< Hello, Amir Khan.
            """);
        var refused = await Assert.ThrowsAsync<Xunit.Sdk.FailException>(() => round.Script.PlayAsync("amir> joins"));
        Assert.Contains("This link was made before", refused.Message, StringComparison.Ordinal);
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
        await MoveAsync(round, new Seat("bea"), "add");
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
        await MoveAsync(round, new Seat("amir"), "add");
        var web = (await round.Bot.Get<WebDirectory>().FindUserAsync("tryout-amir", Cancel))!;
        await round.Bot.Get<ITurnHandler>().HandleAsync(new MemberJoined("the page is open", web.Address, web.Direct, round.Bot.Clock.GetUtcNow(), web.Address, web.Name), [], Cancel);
        round.Bot.Clock.Advance(TimeSpan.FromMinutes(1));
        await MoveAsync(round, new Seat("amir"), "remove");
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
        await MoveAsync(round, new Seat("amir"), "add");
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

    private static JsonObject Mention(string id, string name) => new() { ["type"] = "mention", ["text"] = $"<at>{name}</at>", ["mentioned"] = new JsonObject { ["id"] = id, ["name"] = name } };

    /// <summary>As Teams tells it: twice, once each way.</summary>
    private static async Task ArriveAsync(TeamsRound round, Seat seat)
    {
        var update = round.Chat.Activity("conversationUpdate", seat);
        Whole(update, seat);
        update["membersAdded"] = new JsonArray(new JsonObject { ["id"] = TeamsChatDriver.Bot });
        await round.Chat.PostAsync(update, Cancel);
        await MoveAsync(round, seat, "add");
    }

    private static async Task MoveAsync(TeamsRound round, Seat seat, string action)
    {
        var activity = round.Chat.Activity("installationUpdate", seat);
        Whole(activity, seat);
        activity["action"] = action;
        await round.Chat.PostAsync(activity, Cancel);
        await round.Bot.SettleAsync();
    }

    private static void Whole(JsonObject activity, Seat seat)
    {
        if (seat.Channel is { } channel)
        {
            activity["conversation"]!["id"] = TeamsChatDriver.Channel(channel);
        }
    }
}
