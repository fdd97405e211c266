using System.Text.Json.Nodes;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>Channels that are archived, renamed and deleted, and a bot that comes and goes.</summary>
public sealed class SlackReachPlaceTests
{
    private const string Gone = "I cannot post in the channel of Housing priorities any more";
    private const string Back = "I am here again for Housing priorities.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_an_archived_channel_its_facilitators_are_told_once_however_often_Slack_tells_it_and_questions_go_on()
    {
        await using var round = await SlackRound.StartAsync();
        var (ana, amir) = (round.People["ana"], round.People["amir"]);
        var archived = await round.ActAsync(() => ana.ArchiveAsync(round.Home, Cancel));
        await round.HappensAsync(new() { ["type"] = "channel_left", ["channel"] = round.Home.Id, ["actor_id"] = ana.Id });
        await round.HappensAsync(new() { ["type"] = "member_left_channel", ["user"] = round.Team.BotUser, ["channel"] = round.Home.Id, ["channel_type"] = "C" });
        await round.AgainAsync(archived);
        Assert.Contains(Gone, Assert.Single(ana.Hears()).Read(), StringComparison.Ordinal);
        Assert.Empty(round.People["lena"].Hears());
        await round.SayAsync(ana, "start \"Focus groups complete\"");
        Assert.Contains("Before you start", amir.Last(), StringComparison.Ordinal);
        Assert.Contains("7 people, all can be reached.", ana.All(), StringComparison.Ordinal);

        // The bot is in it still: it says so.
        await round.ActAsync(() => ana.UnarchiveAsync(round.Home, Cancel));
        Assert.Contains(Back, amir.Last(round.Home), StringComparison.Ordinal);
        await round.HappensAsync(new() { ["type"] = "member_joined_channel", ["user"] = round.Team.BotUser, ["channel"] = round.Home.Id, ["channel_type"] = "C" });
        Assert.Single(amir.Hears(round.Home));
        Assert.Empty(round.Stub.Problems);
    }

    [Fact]
    public async Task Taken_out_of_the_archive_without_the_bot_it_is_a_home_again_when_the_bot_is_invited()
    {
        await using var round = await SlackRound.StartAsync();
        var ana = round.People["ana"];
        await round.ActAsync(() => ana.ArchiveAsync(round.Home, Cancel));
        round.Home.Members.Remove(round.Team.BotUser);
        await round.ActAsync(() => ana.UnarchiveAsync(round.Home, Cancel));
        Assert.Empty(ana.Hears(round.Home));
        await round.ActAsync(() => ana.InviteBotAsync(round.Home, Cancel));
        Assert.Contains(Back, Assert.Single(ana.Hears(round.Home)).Read(), StringComparison.Ordinal);
        Assert.Single(ana.Hears());
    }

    /// <summary>Slack tells of every channel of the workspace that is archived or taken out of the archive.</summary>
    [Fact]
    public async Task What_happens_to_a_channel_that_the_bot_was_never_in_is_nothing_to_it()
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        var ana = round.People["ana"];
        var other = round.Team.AddChannel("other", [ana], withBot: false);
        await round.ActAsync(() => ana.ArchiveAsync(other, Cancel));
        await round.ActAsync(() => ana.UnarchiveAsync(other, Cancel));
        Assert.Empty(round.Stub.RequestsOf("chat.postMessage"));
        await round.CommandAsync(ana, "setup \"Housing\"", other);
        Assert.Contains("/invite @ReflectionBot", ana.Last(other), StringComparison.Ordinal);
        Assert.Null(await round.ProjectAsync(other));
        await round.ActAsync(() => ana.InviteBotAsync(other, Cancel));
        Assert.Contains("I am ReflectionBot.", ana.Last(other), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_Slack_cannot_say_whether_the_bot_is_in_it_it_asks_again_with_the_next_delivery()
    {
        await using var round = await SlackRound.StartAsync();
        var ana = round.People["ana"];
        await round.ActAsync(() => ana.ArchiveAsync(round.Home, Cancel));
        round.Stub.Next("conversations.info", StubSlackAnswer.RateLimited(30));
        var lost = await round.ActAsync(() => ana.UnarchiveAsync(round.Home, Cancel));
        Assert.False(lost.IsAcknowledged);
        Assert.Empty(ana.Hears(round.Home));
        await round.Bot.PassAsync("1 minute");
        var again = await round.ActAsync(() => round.Stub.Deliveries.RedeliverAsync(lost, Cancel));
        Assert.True(again.IsAcknowledged);
        Assert.Contains(Back, ana.Last(round.Home), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renamed_channel_is_the_same_channel()
    {
        await using var round = await SlackRound.StartAsync();
        var ana = round.People["ana"];
        var sent = await round.ActAsync(() => ana.RenameAsync(round.Home, "housing-2027", Cancel));
        Assert.True(sent.IsAcknowledged);
        Assert.Empty(ana.Hears());
        await round.CommandAsync(ana, "start \"Focus groups complete\"", round.Home);
        Assert.Contains("Reflection on Focus groups complete is open", round.People["bea"].Last(round.Home), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taken_out_and_invited_again_the_bot_tells_its_facilitators_and_greets_each_time()
    {
        await using var round = await SlackRound.StartAsync();
        var (ana, bea) = (round.People["ana"], round.People["bea"]);
        for (var i = 1; i <= 3; i++)
        {
            await round.ActAsync(() => bea.RemoveBotAsync(round.Home, Cancel));
            Assert.Equal(i, ana.Hears().Count(m => m.Read().Contains(Gone, StringComparison.Ordinal)));
            var came = await round.ActAsync(() => bea.InviteBotAsync(round.Home, Cancel));
            await round.AgainAsync(came);
            Assert.Equal(i, bea.Hears(round.Home).Count(m => m.Read().Contains(Back, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Of_a_deleted_channel_its_facilitators_are_told_and_news_that_come_late_are_old()
    {
        await using var round = await SlackRound.StartAsync();
        var ana = round.People["ana"];
        var left = new JsonObject { ["type"] = "channel_left", ["channel"] = round.Home.Id, ["actor_id"] = ana.Id, ["event_ts"] = round.Stub.NextTs() };
        round.Bot.Clock.Advance(TimeSpan.FromSeconds(20));
        await round.ActAsync(() => ana.InviteBotAsync(round.Home, Cancel));
        await round.HappensAsync(left); // It happened before the bot came.
        Assert.Empty(ana.Hears());
        await round.ActAsync(() => ana.DeleteAsync(round.Home, Cancel));
        Assert.Contains(Gone, Assert.Single(ana.Hears()).Read(), StringComparison.Ordinal);
    }
}
