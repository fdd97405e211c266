using System.Text.Json.Nodes;
using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Web;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Teams;

/// <summary>Setting a project up in Teams: people are found on the roster or mentioned, others get a link.</summary>
public sealed class TeamsJourneyTests
{
    private const string SetUp = """
        housing> ana: setup "Stroke pathway"
        housing< ...
        housing> ana: [Settings]
        housing< The answer comes in your own chat
        ana< Settings of Stroke pathway
        ana> fills Readers = Ana; ItTeam = The IT team; Lead = Lena Park; Emergency = 999; Controller = Sample University; KeepUntil = 31 July 2029; Purpose = learning; LegalBasis = public task; ChatOwner = Sample University; Contact = ana@example.org; DataContact = data@example.org; Notice = https://example.org/notice; Helper1 = Carys Jones, 01234 567890; Helper2 = Ana
        ana< Saved.
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_newcomer_sets_a_project_up_and_asks_people_who_never_wrote_to_the_bot()
    {
        await using var round = await TeamsRound.StartAsync(moved: false);
        await round.ArriveAsync(new Seat("ana", "housing"));
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
            & The consent text still names Lena Park. Nobody who is a lead of the project is called "Lena Park": Bea Novak is.
            ana> set lead "Bea Novak"
            ana< Saved: `lead`.
            ana> person add "Carys"
            ana< Do you mean Carys Jones
            ana> [No, make a private link]
            ana< Carys is on Stroke pathway as collaborator.
            & #invite=
            ana> person add "Zoe West"
            ana< Nobody here is called Zoe West. Make a private link for them?
            ! #invite=
            ana> [Yes]
            ana< Zoe West is on Stroke pathway as collaborator.
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
            housing< Reflection on Kick-off is open until Tuesday 8 December
            ana< Round open: Kick-off
            & 5 people, 3 can be reached. 2 people have not opened their link yet
            & Invited 3, started 0
            amir< Before you start
            & Ana can read your answers, with your name
            zoe< Before you start
            amir> [I agree]
            amir< Six questions
            amir> [One at a time]
            amir< 1 of 6
            amir> We met the ward team.
            amir< Saved.
            ana<~ Round open: Kick-off
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
            housing< The answer comes in your own chat
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
            ana< a link is theirs to ask for: nobody else gets one. I ask them there now.
            ! #invite=
            amir< Ana Silva offers you a private link to a web chat
            amir> [Make me a link]
            amir< A private link to your own chat, for you alone.
            & #invite=
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

    /// <summary>Whoever is on the roster has a chat in Teams, written there or not: a link of theirs in other hands would be a way into it.</summary>
    [Fact]
    public async Task Nobody_gets_a_link_for_somebody_who_has_not_written_yet()
    {
        await using var round = await TeamsRound.StartAsync(moved: false);
        await round.Script.PlayAsync($"""
            {SetUp}
            ana> person add "Amir Khan"
            ana< Amir Khan is on Stroke pathway
            ana> invite "Amir Khan"
            ana< a link is theirs to ask for
            ! #invite=
            amir< Ana offers you a private link
            ana> person remove "Amir Khan"
            ana< Take Amir Khan off Stroke pathway?
            ana> yes
            ana< is off Stroke pathway
            amir< Ana took you off Stroke pathway.
            ana> person add "Amir Khan"
            ana< again as collaborator
            ! #invite=
            amir< Ana put you on Stroke pathway again.
            """);
    }

    /// <summary>The id decides, also where the entity does not repeat the text, or only one of the two is escaped.</summary>
    [Theory]
    [InlineData("<at>Ola Berg (R&amp;D)</at>", null)]
    [InlineData("<at>Ola Berg (R&D)</at>", null)]
    [InlineData("<at>Ola Berg (R&amp;D)</at>", "<at>Ola Berg (R&D)</at>")]
    [InlineData("<at>Ola Berg (R&D)</at>", "<at>Ola Berg (R&amp;D)</at>")]
    public async Task A_mention_is_read_by_its_id_however_its_text_is_written(string typed, string? repeated)
    {
        await using var round = await TeamsRound.StartAsync(moved: false);
        round.Stub.SetMembers(TeamsChatDriver.Channel("general"), [TeamsChatDriver.Member("amir", "Ola Berg (R&D)"), TeamsChatDriver.Member("ana", "Ana Silva")]);
        await round.Script.PlayAsync(SetUp);
        var entity = new JsonObject { ["type"] = "mention", ["mentioned"] = new JsonObject { ["id"] = TeamsChatDriver.UserId("amir"), ["name"] = "Ola Berg (R&D)" } };
        if (repeated is not null)
        {
            entity["text"] = repeated;
        }

        await PostAsync(round, $"person add {typed}", entity);
        await round.Script.PlayAsync("""
            housing< The answer comes in your own chat
            ana< Ola Berg (R&D) is on Stroke pathway as collaborator. I write to them in their own chat
            ! #invite=
            """);
    }

    [Fact]
    public async Task Several_are_added_by_mention_and_a_tag_or_channel_is_nobody()
    {
        await using var round = await TeamsRound.StartAsync(moved: false);
        await round.Script.PlayAsync(SetUp);
        await PostAsync(round, "person add <at>Amir Khan</at> and <at>Bea Novak</at>", Mention(TeamsChatDriver.UserId("amir"), "Amir Khan"), Mention(TeamsChatDriver.UserId("bea"), "Bea Novak"));
        await round.Script.PlayAsync("""
            housing< The answer comes in your own chat
            ana< Amir Khan is on Stroke pathway as collaborator.
            & Bea Novak is on Stroke pathway as collaborator.
            ! #invite=
            """);
        var tag = Mention("dGFnSWQ=", "Co leads");
        tag["mentioned"]!["type"] = "tag";
        await PostAsync(round, "person add <at>Co leads</at>", tag);
        await PostAsync(round, "person add <at>General</at>", Mention("19:general@thread.tacv2", "General"));
        await round.Script.PlayAsync("""
            housing< ...
            ana< @Co leads is a group or a channel, not one person
            ana< @General is a group or a channel, not one person
            """);
    }

    private static async Task PostAsync(TeamsRound round, string text, params JsonObject[] mentions)
    {
        var activity = round.Chat.Activity("message", new Seat("ana", "housing"));
        activity["text"] = $"<at>ReflectionBot</at> {text}";
        activity["entities"] = new JsonArray([Mention(TeamsChatDriver.Bot, "ReflectionBot"), .. mentions]);
        await round.Chat.PostAsync(activity, Cancel);
        await round.Bot.SettleAsync();
    }

    private static JsonObject Mention(string id, string name) => new() { ["type"] = "mention", ["text"] = $"<at>{name}</at>", ["mentioned"] = new JsonObject { ["id"] = id, ["name"] = name } };
}
