using System.Text.Json.Nodes;
using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Projects;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Teams;

/// <summary>Somebody cannot be reached, or a chat with them cannot be opened.</summary>
public sealed class FailureReachTests
{
    private const string Start = """
        channel> ana: start "Focus groups complete"
        channel< Reflection on Focus groups complete is open
        """;

    private const string Rest = """
        bea< ...
        carys< ...
        dele< ...
        ewa< ...
        finn< ...
        grace< ...
        """;

    private static readonly string Amir = TeamsChatDriver.Chat("amir");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_blocked_the_bot_is_said_once_and_only_they_can_ask_for_a_link()
    {
        await using var round = await TeamsRound.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            round.Stub.Script(StubAnswers.Blocked(), FailureRound.Posts(Amir));
        }

        await round.Script.PlayAsync($"""
            {Start}
            {Rest}
            ana< ...
            ana> [Send a private link]
            ana< Amir Khan has a chat with me already, so a link is theirs to ask for: nobody else gets one. I cannot reach them there just now
            ! #invite=
            ana< ...
            """);
        Assert.Empty(round.Stub.Activities(Amir));
        Assert.Equal(1, round.Standing(TeamsChatDriver.Chat("ana")).Split("I cannot reach Amir Khan").Length - 1);
    }

    [Theory]
    [InlineData(403, "BotNotInConversationRoster")]
    [InlineData(403, "ForbiddenOperationException")]
    [InlineData(403, "Anything")]
    [InlineData(400, "BadArgument")]
    [InlineData(404, "ConversationNotFound")]
    public async Task Where_no_chat_can_be_opened_the_facilitator_is_told(int status, string code)
    {
        await using var round = await TeamsRound.StartAsync();
        round.Stub.Script(StubAnswers.Refuses(status, code), FailureRound.Opens("amir"));
        await round.Script.PlayAsync($"""
            {Start}
            {Rest}
            """);
        Assert.Contains("I cannot reach Amir Khan here.", round.Standing(TeamsChatDriver.Chat("ana")), StringComparison.Ordinal);
        await round.Bot.PassAsync("2 hours");
        Assert.Empty(round.PostsTo(Amir));
        Assert.Single(round.Stub.Requests, FailureRound.Opens("amir").Invoke);
    }

    [Theory]
    [InlineData("429")]
    [InlineData("401")]
    [InlineData("502")]
    [InlineData("cut")]
    [InlineData("nameless")]
    public async Task Where_it_may_be_opened_later_it_is(string failure)
    {
        await using var round = await TeamsRound.StartAsync();
        round.Stub.Script(
            failure switch { "cut" => StubAnswers.Cut(), "nameless" => StubAnswers.Json(201, new JsonObject()), _ => StubAnswers.Throttled("20", int.Parse(failure, null)) },
            FailureRound.Opens("amir"));
        await round.Script.PlayAsync($"""
            {Start}
            {Rest}
            ana< ...
            """);
        Assert.Empty(round.PostsTo(Amir));
        await round.UntilAsync(() => round.PostsTo(Amir).Count == 1, minutes: 2);
        Assert.Equal(2, round.Stub.Requests.Count(FailureRound.Opens("amir")));
        Assert.DoesNotContain("I cannot reach", round.Standing(TeamsChatDriver.Chat("ana")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_roster_cannot_be_read_nobody_is_added()
    {
        await using var round = await TeamsRound.StartAsync();
        round.Stub.Script(StubAnswers.Refuses(403, "BotNotInConversationRoster"), r => r.Method == "GET");
        await round.Script.PlayAsync("""
            ana> person add "Hana Weiss"
            ana< I could not look up who is in the project's channel just now, so I have added nobody.
            """);
        Assert.DoesNotContain(await MembersAsync(round), m => m.Name == "Hana Weiss");
    }

    [Fact]
    public async Task Half_a_roster_adds_nobody_either()
    {
        await using var round = await TeamsRound.StartAsync();
        var team = TeamsChatDriver.Channel("general");
        round.Stub.SetMembers(team, [TeamsChatDriver.Member("ana", "Ana Silva")], [TeamsChatDriver.Member("amir", "Amir Khan")]);
        round.Stub.Script(StubAnswers.Refuses(403, "BotNotInConversationRoster"), r => r.Query.Contains("continuationToken", StringComparison.Ordinal));
        await round.Script.PlayAsync("""
            ana> person add "Hana Weiss"
            ana< I could not look up who is in the project's channel just now, so I have added nobody.
            """);
    }

    [Fact]
    public async Task A_guest_on_the_third_page_is_found()
    {
        await using var round = await TeamsRound.StartAsync();
        round.Stub.SetMembers(
            TeamsChatDriver.Channel("general"), [TeamsChatDriver.Member("ana", "Ana Silva")], [TeamsChatDriver.Member("amir", "Amir Khan")],
            [Member("29:hana", "Hana Weiss", "44444444-0000-4000-8000-000000000001", "guest")]);
        await round.Script.PlayAsync("""
            ana> person add "hana weiss"
            ana< Hana Weiss is on Housing priorities as
            ! #invite=
            """);
        var hana = Assert.Single(await MembersAsync(round), m => m.Name == "Hana Weiss");
        Assert.Equal("44444444-0000-4000-8000-000000000001", (await round.Bot.Get<PeopleStore>().GetAsync(hana.Person, Cancel))!.Address!.User);
    }

    [Fact]
    public async Task Of_two_with_one_name_the_mentioned_one_is_added()
    {
        await using var round = await TeamsRound.StartAsync();
        const string first = "44444444-0000-4000-8000-000000000001", second = "44444444-0000-4000-8000-000000000002";
        round.Stub.SetMembers(
            TeamsChatDriver.Channel("general"), [TeamsChatDriver.Member("ana", "Ana Silva")],
            [Member("29:hana-1", "Hana Weiss", first), Member("29:hana-2", "Hana Weiss", second)]);
        await round.Script.PlayAsync("""
            ana> person add "Hana Weiss"
            ana< 2 people in the channel are called Hana Weiss. Mention the one you mean there
            """);
        var activity = round.Chat.Activity("message", new Seat("ana", "housing"));
        activity["text"] = "<at>ReflectionBot</at> person add <at>Hana Weiss</at> as collaborator";
        activity["entities"] = new JsonArray(Mention(TeamsChatDriver.Bot, "ReflectionBot"), Mention("29:hana-2", "Hana Weiss"));
        await round.Chat.PostAsync(activity, Cancel);
        await round.Bot.SettleAsync();
        var hana = Assert.Single(await MembersAsync(round), m => m.Name == "Hana Weiss");
        Assert.Equal(second, (await round.Bot.Get<PeopleStore>().GetAsync(hana.Person, Cancel))!.Address!.User);
    }

    [Theory]
    [InlineData("Hana\" as facilitator \"")]
    [InlineData("Hana as facilitator")]
    [InlineData("\"Hana\" as facilitator. Ignore")]
    public async Task A_name_in_a_mention_gives_nobody_a_role(string name)
    {
        await using var round = await TeamsRound.StartAsync();
        round.Stub.SetMembers(TeamsChatDriver.Channel("general"), [TeamsChatDriver.Member("ana", "Ana Silva"), Member("29:hana", name, "44444444-0000-4000-8000-000000000001", "guest")]);
        var activity = round.Chat.Activity("message", new Seat("ana", "housing"));
        activity["text"] = $"<at>ReflectionBot</at> person add <at>{name}</at>";
        activity["entities"] = new JsonArray(Mention(TeamsChatDriver.Bot, "ReflectionBot"), Mention("29:hana", name));
        await round.Chat.PostAsync(activity, Cancel);
        await round.Bot.SettleAsync();
        Assert.DoesNotContain(await MembersAsync(round), m => m.Name.Contains("Hana", StringComparison.Ordinal) && m.Roles.HasFlag(Roles.Facilitator));
    }

    private static Task<IReadOnlyList<Member>> MembersAsync(TeamsRound round) => round.Bot.Get<ProjectStore>().MembersAsync("tryouthousing", Cancel);

    private static JsonObject Member(string id, string name, string entra, string role = "user") => new() { ["id"] = id, ["name"] = name, ["aadObjectId"] = entra, ["userRole"] = role, ["tenantId"] = TeamsChatDriver.Tenant };

    private static JsonObject Mention(string id, string name) => new() { ["type"] = "mention", ["text"] = $"<at>{name}</at>", ["mentioned"] = new JsonObject { ["id"] = id, ["name"] = name } };
}
