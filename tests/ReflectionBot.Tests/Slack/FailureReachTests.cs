using Microsoft.Extensions.DependencyInjection;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>Somebody, or the project's channel, cannot be reached.</summary>
public sealed class FailureReachTests
{
    private const string Rest = """
        bea< ...
        carys< ...
        dele< ...
        ewa< ...
        finn< ...
        grace< ...
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Refusals => new()
    {
        { "conversations.open", "user_disabled" },
        { "conversations.open", "user_not_found" },
        { "conversations.open", "user_not_visible" },
        { "conversations.open", "invalid_user_combination" },
        { "chat.postMessage", "cannot_dm_bot" },
        { "chat.postMessage", "user_disabled" },
        { "chat.postMessage", "channel_not_found" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Who_cannot_be_written_to_is_said_once_to_the_facilitator(string method, string code)
    {
        await using var round = await SlackRound.StartAsync();
        var amir = round.People["amir"];
        round.Stub.NextWhere(method, r => r["users"] == amir.Id || r["channel"] == amir.Direct.Id, StubSlackAnswer.Refused(code));
        await round.Script.PlayAsync($"""
            channel> ana: start "Focus groups complete"
            channel< Reflection on Focus groups complete is open
            {Rest}
            ana< ...
            """);
        await round.Bot.PassAsync("3 days");
        Assert.Equal(2, round.Standing(round.People["ana"].Direct).Split("I cannot reach Amir Khan here.").Length);
        Assert.Equal(0, round.Count(amir.Direct));
        await round.SayAsync("amir", "hello"); // Who writes is reachable again.
        Assert.NotEqual(0, round.Count(amir.Direct));
    }

    [Fact]
    public async Task A_direct_chat_that_is_gone_is_opened_anew_and_the_round_goes_on_there()
    {
        await using var round = await SlackRound.StartAsync();
        var (amir, old) = (round.People["amir"], round.People["amir"].Direct);
        await round.SayAsync("amir", "hello");
        lock (round.Stub.Gate)
        {
            round.Team.Channels.Remove(old);
        }

        await round.SayAsync("ana", "start \"Focus groups complete\"");
        Assert.NotEqual(old, amir.Direct);
        Assert.Contains("Before you start", round.Standing(amir.Direct), StringComparison.Ordinal);
        Assert.DoesNotContain("I cannot reach", round.Standing(round.People["ana"].Direct), StringComparison.Ordinal);
    }

    /// <summary>What is remembered of a message is the chat that was closed when it was sent; taking back must reach it where it stands.</summary>
    [Fact]
    public async Task What_was_sent_in_place_of_a_chat_that_is_gone_can_be_changed_and_deleted()
    {
        await using var round = await SlackRound.StartAsync();
        var (amir, old) = (round.People["amir"], round.People["amir"].Direct);
        await round.SayAsync("amir", "hello");
        lock (round.Stub.Gate)
        {
            round.Team.Channels.Remove(old);
        }

        var slack = round.Bot.Services.GetServices<IChatChannel>().Single(c => c.Name == "slack");
        var gone = new ConversationAddress("slack", round.Team.Id, old.Id, false);
        var sent = Assert.IsType<SendOutcome.Sent>(await slack.SendAsync(gone, "one", NoticeMessage.Of("Her words."), Cancel));
        Assert.NotEqual(old, amir.Direct);
        Assert.Contains("Her words.", round.Standing(amir.Direct), StringComparison.Ordinal);
        Assert.IsType<SendOutcome.Sent>(await slack.UpdateAsync(gone, sent.MessageId, "two", NoticeMessage.Of("Taken back."), Cancel));
        Assert.Contains("Taken back.", round.Standing(amir.Direct), StringComparison.Ordinal);
        Assert.DoesNotContain("Her words.", round.Standing(amir.Direct), StringComparison.Ordinal);
        Assert.IsType<SendOutcome.Sent>(await slack.DeleteAsync(gone, sent.MessageId, "three", Cancel));
        Assert.DoesNotContain("Taken back.", round.Standing(amir.Direct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not_in_channel")]
    [InlineData("is_archived")]
    public async Task Where_the_projects_channel_refuses_the_bot_the_facilitator_is_told_once_and_questions_go_on(string why)
    {
        await using var round = await SlackRound.StartAsync();
        var ana = round.People["ana"];
        lock (round.Stub.Gate)
        {
            // And no event says so.
            _ = why == "is_archived" ? round.Home.IsArchived = true : round.Home.Members.Remove(round.Team.BotUser);
        }

        await round.SayAsync("ana", "start \"Focus groups complete\"");
        await round.SayAsync("amir", "agree");
        Assert.Contains("Six questions", round.Standing(round.People["amir"].Direct), StringComparison.Ordinal);
        await round.Bot.PassAsync("16 days"); // The round closes, which is announced too; digests would be posted.
        Assert.Equal(0, round.Count(round.Home));
        Assert.Equal(2, round.Standing(ana.Direct).Split("I cannot post in the channel of Housing priorities any more").Length);
        await round.Bot.PassAsync("1 minute");
        Assert.True((await (why == "is_archived" ? ana.UnarchiveAsync(round.Home, Cancel) : ana.InviteBotAsync(round.Home, Cancel))).IsAcknowledged);
        await round.Bot.SettleAsync();
        Assert.Contains("I am here again for Housing priorities.", round.Standing(round.Home), StringComparison.Ordinal);
        Assert.True((await ana.RemoveBotAsync(round.Home, Cancel)).IsAcknowledged); // This time there is an event.
        await round.Bot.SettleAsync();
        Assert.Equal(3, round.Standing(ana.Direct).Split("I cannot post in the channel of Housing priorities any more").Length);
    }

    /// <summary>What somebody asked the bot to say there, or a round's opening, must not be missed by everybody.</summary>
    [Theory]
    [InlineData("restricted_action")]
    [InlineData("restricted_action_read_only_channel")]
    public async Task Where_only_some_may_post_in_the_projects_channel_the_facilitator_is_told_once(string code)
    {
        await using var round = await SlackRound.StartAsync();
        var ana = round.People["ana"];
        round.Stub.NextWhere("chat.postMessage", r => r["channel"] == round.Home.Id, StubSlackAnswer.Refused(code));
        await round.SayAsync("ana", "start \"Focus groups complete\"");
        Assert.Equal(2, round.Standing(ana.Direct).Split("only some people may post there").Length);
        Assert.Equal(0, round.Count(round.Home));
        await round.WriteAsync(ana, "status", round.Home); // Meanwhile everybody may post again, which no event says.
        Assert.NotEqual(0, round.Count(round.Home));
        Assert.True((await ana.RemoveBotAsync(round.Home, Cancel)).IsAcknowledged);
        await round.Bot.SettleAsync();
        Assert.Equal(3, round.Standing(ana.Direct).Split("only some people may post there").Length);
    }

    [Fact]
    public async Task The_event_and_the_refusal_are_one()
    {
        await using var round = await SlackRound.StartAsync();
        var ana = round.People["ana"];
        Assert.True((await ana.RemoveBotAsync(round.Home, Cancel)).IsAcknowledged);
        await round.SayAsync("ana", "start \"Focus groups complete\"");
        Assert.Equal(2, round.Standing(ana.Direct).Split("I cannot post in the channel of Housing priorities any more").Length);
    }

    [Theory]
    [InlineData("conversations.members", "missing_scope")]
    [InlineData("conversations.members", "429")]
    [InlineData("conversations.members", "fetch_members_failed")]
    [InlineData("users.list", "429")]
    [InlineData("users.list", "missing_scope")]
    [InlineData("users.info", "429")]
    [InlineData("users.info", "internal_error")]
    public async Task Where_the_roster_cannot_be_read_to_its_end_nobody_is_added(string method, string failure)
    {
        await using var round = await SlackRound.StartAsync();
        await round.SayAsync("ana", "hello"); // Who she is herself is known.
        var strangers = Enumerable.Range(1, method == "users.list" ? 12 : 1).Select(i => round.Team.AddPerson($"Hana{i}", u => u with { RealName = $"Hana {i}", Team = method == "users.info" ? "T0ELSEWHERE" : u.Team })).ToList();
        lock (round.Stub.Gate)
        {
            strangers.ForEach(s => round.Home.Members.Add(s.Id));
        }

        // In the middle: on a second page, or of the last of the members.
        round.Stub.NextWhere(method, r => r["cursor"] is not null || r["user"] == strangers[^1].Id, failure == "429" ? StubSlackAnswer.RateLimited(5) : StubSlackAnswer.Refused(failure));
        await round.Script.PlayAsync("""
            ana< ...
            ana> person add "Hana Weiss"
            ana< I could not look up who is in the project's channel just now, so I have added nobody.
            """);
        Assert.DoesNotContain(await round.Bot.Get<ProjectStore>().MembersAsync("tryouthousing", Cancel), m => m.Name.Contains("Hana", StringComparison.Ordinal));
    }
}
