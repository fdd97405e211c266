namespace ReflectionBot.EndToEnd.Teams;

/// <summary>The bot comes and goes: what a Teams client sends then, several activities for one thing, and what people are told of it.</summary>
[Collection(PlaygroundTests.Name)]
public sealed class PlaygroundArrivalTests
{
    [Fact]
    public async Task Whoever_adds_the_bot_is_greeted_once_though_two_activities_say_so()
    {
        // The time of the machine: here the bot believes the Playground's clock.
        await using var round = await PlaygroundRound.StartAsync(TimeProvider.System.GetUtcNow());
        await round.InstallAsync("ana");
        await round.InstallAsync("amir");
        await round.InstallAsync("ana", "housing");
        var arrived = round.Playground.Recording.Read().Where(e => e.ToBot).Select(e => (string?)e.Body["type"]).ToList();
        Assert.Equal((3, 3), (arrived.Count(t => t == "installationUpdate"), arrived.Count(t => t == "conversationUpdate")));
        await round.Script.PlayAsync("""
            ana< I am ReflectionBot. I don't know you yet.
            & person add "Ana Silva"
            ana< -
            amir< I am ReflectionBot. I don't know you yet.
            & person add "Amir Khan"
            amir< -
            channel< I am ReflectionBot. I help a project's people to reflect at its milestones
            channel< -
            """);

        await round.UninstallAsync("amir");
        await round.InstallAsync("amir");
        await round.Script.PlayAsync("""
            amir< I am ReflectionBot.
            amir< -
            amir> hello
            amir< I don't know you yet.
            """);
    }

    [Fact]
    public async Task Whoever_takes_the_bot_out_gets_a_private_link_from_the_facilitator_that_works_in_the_web_chat()
    {
        await using var round = await PlaygroundRound.StartAsync();
        await round.SetUpAsync(["amir", "bea"]);
        await round.InstallAsync("amir");
        await round.Script.PlayAsync("""
            amir< Hello, Amir Khan. I am ReflectionBot. You are on Housing priorities.
            amir< -
            """);
        await round.UninstallAsync("amir");
        await round.Script.PlayAsync("""
            ana< I cannot reach Amir Khan here.
            & [Send a private link]
            ana> people
            ana< Amir Khan: collaborator (not reachable)
            channel> ana: start "Focus groups complete"
            channel< Reflection on Focus groups complete is open until
            ana< Round open: Focus groups complete
            & 2 people, 1 can be reached. I cannot reach 1 person here
            bea< Before you start
            # The Playground blocks nobody, so the one prompt of a new round still comes in.
            amir< ...
            ana> [Send a private link]
            ana< Amir Khan has a chat with me already, so a link is theirs to ask for: nobody else gets one.
            ! #invite=
            amir< Ana Silva offers you a private link to a web chat
            amir> [Make me a link]
            amir< A private link to your own chat, for you alone.
            & #invite=
            """);
        await round.Script.PlayAsync("""
            amir> joins
            amir< ...
            amir> open
            amir< Before you start
            amir> [I agree]
            amir< Six questions
            amir> one at a time
            amir< 1 of 6
            amir> We met at the hall.
            amir< Saved.
            ana> status
            ana< Invited 2, started 1, submitted 0
            """);
    }

    [Fact]
    public async Task A_team_that_takes_the_bot_out_is_told_to_the_facilitator_and_the_round_goes_on_in_the_chats()
    {
        await using var round = await PlaygroundRound.StartAsync();
        await round.SetUpAsync(["bea"]);
        await round.UninstallAsync("amir", "housing");
        await round.Script.PlayAsync("""
            ana< I cannot post in the channel of Housing priorities any more
            & Add me to the channel again, or let me post in it, and I go on there.
            ana< -
            """);
        await round.InstallAsync("ana", "housing");
        await round.Script.PlayAsync("""
            channel< I am here again for Housing priorities.
            channel< -
            """);
    }
}
